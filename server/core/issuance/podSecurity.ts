/** What the API server refuses of a pod's security context (kubernetes `pkg/apis/core/validation/validation.go`, release 1.36). */
import { type Data, type DataMap, type DataPath, fieldIn, listIn, mapIn, textIn } from '../model/data.ts';
import { maps, type Problems } from './podProblem.ts';

const maxId = 2 ** 31 - 1;
const sysctl = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/** The problems of a pod's security context (`ValidatePodSecurityContext`); `path` leads to it. */
export function* securityProblems(context: DataMap, path: DataPath): Problems {
  const ids: [DataPath, Data | undefined][] = ['runAsUser', 'runAsGroup', 'fsGroup'].map((name) => [
    [...path, name],
    fieldIn(context, name),
  ]);
  const groups = listIn(context, 'supplementalGroups') ?? [];
  groups.forEach((group, i) => {
    ids.push([[...path, 'supplementalGroups', i], group]);
  });
  for (const [at, id] of ids) {
    if (typeof id === 'number' && Number.isInteger(id) && (id < 0 || id > maxId))
      yield { reason: 'id-range', path: at, subject: at, value: String(id) };
  }
  const seen = new Set<string>();
  for (const [item, inner] of maps(context, 'sysctls', path)) {
    const [at, name] = [[...inner, 'name'], textIn(item, 'name')];
    if (name === undefined) continue;
    const about = { path: at, subject: at, value: name };
    if (name === '') yield { ...about, reason: 'sysctl-missing' };
    else if (name.length > 253 || !sysctl.test(name)) yield { ...about, reason: 'sysctl-name' };
    else if (seen.has(name)) yield { ...about, reason: 'sysctl-twice' };
    seen.add(name);
  }
  const policy = textIn(context, 'fsGroupChangePolicy');
  if (policy !== undefined && fieldIn(context, 'fsGroupChangePolicy') !== undefined) {
    const at = [...path, 'fsGroupChangePolicy'];
    if (policy !== 'Always' && policy !== 'OnRootMismatch')
      yield { reason: 'fs-group-policy', path: at, subject: at, value: policy };
  }
  const seccomp = mapIn(context, 'seccompProfile');
  if (seccomp) yield* seccompProfile(seccomp, [...path, 'seccompProfile']);
}

function* seccompProfile(profile: DataMap, path: DataPath): Problems {
  const [type, local] = [textIn(profile, 'type'), textIn(profile, 'localhostProfile')];
  const written = fieldIn(profile, 'localhostProfile') !== undefined;
  if (type === undefined || local === undefined) return;
  const about = { subject: path, value: type };
  const at = [...path, 'localhostProfile'];
  if (!['Localhost', 'RuntimeDefault', 'Unconfined'].includes(type)) {
    yield { ...about, reason: 'seccomp-type', path: [...path, 'type'] };
  } else if (type !== 'Localhost') {
    if (written) yield { ...about, reason: 'seccomp-forbidden', path: at };
  } else if (!written) yield { ...about, reason: 'seccomp-missing', path: at };
  else if (local.startsWith('/') || local.split('/').includes('..'))
    yield { ...about, reason: 'seccomp-path', path: at, value: local };
}
