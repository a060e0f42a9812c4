/** References that kustomize keeps in step with names (5.7: api/filters/nameref, namereference.go). */
import { isNull } from '../../yaml/read.ts';
import type { YamlMap, YamlNode } from '../../yaml/tree.ts';
import type { NameReference } from './config.ts';
import { type Draft, withTree } from './draft.ts';
import { type FieldSpec, rewriteAt, spec } from './fieldSpec.ts';
import { type Gvk, isClusterScoped, isSelected, namespaceOf, originalId } from './ids.ts';
import { entryOf, fieldOf, textOfScalar, withEntry } from './nodes.ts';
import type { Run } from './run.ts';

const pods: readonly (readonly [string, string])[] = [
  ['Pod', 'spec'],
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map(
    (kind) => [kind, 'spec/template/spec'] as const,
  ),
  ['CronJob', 'spec/jobTemplate/spec/template/spec'],
];
const inPods = (...paths: string[]): FieldSpec[] =>
  pods.flatMap(([kind, root]) => paths.map((path) => spec(`${root}/${path}`, kind)));
const inContainers = (path: string) => [`containers/${path}`, `initContainers/${path}`];
const ingress = (...paths: string[]) => paths.map((path) => spec(path, 'Ingress'));
const nginx = 'metadata/annotations/nginx.ingress.kubernetes.io\\/';

/**
 * The built-in references of kinds that somebody here reads. Of cert-manager's kinds kustomize knows none; and its
 * entry for IngressClass names no group that exists, so `ingressClassName` stays.
 */
const builtIn: readonly NameReference[] = [
  {
    target: { group: '', version: 'v1', kind: 'ConfigMap' },
    fields: [
      ...inPods(
        'volumes/configMap/name',
        'volumes/projected/sources/configMap/name',
        ...inContainers('env/valueFrom/configMapKeyRef/name'),
        ...inContainers('envFrom/configMapRef/name'),
      ),
      ...ingress(`${nginx}fastcgi-params-configmap`),
    ],
  },
  {
    target: { group: '', version: 'v1', kind: 'Secret' },
    fields: [
      ...inPods(
        'volumes/secret/secretName',
        'volumes/projected/sources/secret/name',
        'imagePullSecrets/name',
        ...inContainers('env/valueFrom/secretKeyRef/name'),
        ...inContainers('envFrom/secretRef/name'),
      ),
      ...ingress(
        'spec/tls/secretName',
        'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
        `${nginx}auth-secret`,
        `${nginx}auth-tls-secret`,
      ),
    ],
  },
  {
    target: { group: '', version: 'v1', kind: 'Service' },
    fields: [
      spec('spec/serviceName', 'StatefulSet', 'apps'),
      ...ingress(
        'spec/rules/http/paths/backend/serviceName',
        'spec/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/defaultBackend/service/name',
      ),
    ],
  },
  { target: { group: '', version: 'v1', kind: 'ServiceAccount' }, fields: inPods('serviceAccountName') },
  {
    target: { group: '', version: 'v1', kind: 'PersistentVolumeClaim' },
    fields: inPods('volumes/persistentVolumeClaim/claimName'),
  },
  {
    target: { group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass' },
    fields: inPods('priorityClassName'),
  },
];

/** The resources with references that follow the names which others have now; who refers to these is noted. */
export function referencesFollow(
  run: Run,
  drafts: readonly Draft[],
  more: readonly NameReference[],
): Draft[] {
  // Only names that changed move anything.
  const byOldName = new Map<string, Draft[]>();
  for (const draft of drafts) {
    for (const name of new Set(draft.previous.map((id) => id.name))) {
      const list = byOldName.get(name);
      if (list) list.push(draft);
      else byOldName.set(name, [draft]);
    }
  }
  if (byOldName.size === 0) return [...drafts];
  const all = [...builtIn, ...more];
  return drafts.map((referrer) => {
    if (!referrer.tree) return referrer;
    const original = originalId(referrer);
    let tree = referrer.tree;
    for (const { target, fields } of all)
      for (const field of fields)
        if (isSelected(original, field)) tree = follow(run, tree, field, target, referrer, byOldName);
    return withTree(referrer, tree);
  });
}

function follow(
  run: Run,
  tree: YamlMap,
  field: FieldSpec,
  target: Gvk,
  referrer: Draft,
  byOldName: ReadonlyMap<string, readonly Draft[]>,
): YamlMap {
  return rewriteAt(
    tree,
    field.path,
    (node) => {
      if (!node || isNull(node)) return node;
      if (node.type === 'scalar') {
        const found = referred(run, node, target, referrer, byOldName);
        return found && renamedTo(node, found);
      }
      const name = fieldOf(node, 'name');
      if (node.type !== 'map' || name?.type !== 'scalar') return node;
      const found = referred(run, name, target, referrer, byOldName);
      return found ? withEntry(node, entryOf('name', name.span, renamedTo(name, found))) : node;
    },
    undefined,
  );
}

/** The reference where it stands, with the name that its resource has now. */
function renamedTo(node: YamlNode, { id, named }: Draft): YamlNode {
  if (node.type !== 'scalar' || (node.value === id.name && named)) return node;
  return { ...node, value: id.name, certain: node.certain && named };
}

function referred(
  run: Run,
  node: YamlNode,
  target: Gvk,
  referrer: Draft,
  byOldName: ReadonlyMap<string, readonly Draft[]>,
): Draft | undefined {
  const name = textOfScalar(node) ?? '';
  const found = meantBy(name, target, referrer, byOldName);
  const met = found?.previous.find((id) => id.name === name);
  if (met) run.call(node, referrer, met);
  return found;
}

/** The one resource that a name means (nameref.go: `selectReferral`). */
function meantBy(
  name: string,
  target: Gvk,
  referrer: Draft,
  byOldName: ReadonlyMap<string, readonly Draft[]>,
): Draft | undefined {
  const home = namespaceOf(referrer.id);
  const all = (byOldName.get(name) ?? []).filter(
    ({ id, previous }) =>
      previous.some((before) => isSelected(before, target)) &&
      (isClusterScoped(referrer.id) ||
        isClusterScoped(id) ||
        id.kind === 'ServiceAccount' ||
        namespaceOf(id) === home),
  );
  if (all.length <= 1) return all[0];
  const loose = all.filter((draft) => sameAffixes(draft, referrer, true));
  if (loose.length === 1) return loose[0];
  const strict = loose.filter((draft) => sameAffixes(draft, referrer, false));
  const [first] = strict;
  return strict.every(({ id }) => id.name === first?.id.name) ? first : undefined;
}

function sameAffixes(a: Draft, b: Draft, allowNone: boolean): boolean {
  const same = (one: readonly string[], other: readonly string[]) =>
    (allowNone && (one.length === 0 || other.length === 0)) || sameEnd(one, other);
  return same(a.prefixes, b.prefixes) && same(a.suffixes, b.suffixes);
}

function sameEnd(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length);
  if (length === 0) return a.length === b.length;
  return Array.from({ length }, (_, i) => a.at(-1 - i) === b.at(-1 - i)).every(Boolean);
}
