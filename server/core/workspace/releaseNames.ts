/** What a release of a chart is called and where it goes, as Flux and Argo CD have it. */
import { type Found, lacks, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { YamlMap } from '../yaml/tree.ts';

export interface ReleaseNames {
  /** `.Release.Name`; undefined where a template or something outside of the workspace decides. */
  readonly name: string | undefined;
  /** `.Release.Namespace`. */
  readonly namespace: string | undefined;
  /** The namespace of what is applied without one, with its place. */
  readonly target: Found<string> | undefined;
}

/** Helm takes no longer names; those that are composed are cut and hashed then (helm-controller: `release.ShortenName`). */
const longest = 53;

/** Flux (helm-controller API v2): `releaseName` defaults to `[targetNamespace-]name`, `targetNamespace` to its own. */
export function fluxNames({ map, name }: Known): ReleaseNames {
  const other = filled(map, 'spec.targetNamespace');
  const isHere = lacks(map, 'spec.targetNamespace');
  const target = other ?? (isHere ? filled(map, 'metadata.namespace') : undefined);
  const composed = other && name !== undefined ? `${other.value}-${name}` : isHere ? name : undefined;
  return {
    name: givenOr(map, 'spec.releaseName', composed),
    namespace: target?.value,
    target,
  };
}

/** Argo CD (reposerver/repository: `helmTemplate`): the Application's own name, and where it is sent to. */
export function argoNames({ map, name }: Known, source: YamlMap): ReleaseNames {
  const target = filled(map, 'spec.destination.namespace');
  return {
    name: givenOr(source, 'helm.releaseName', name),
    namespace: givenOr(source, 'helm.namespace', target?.value),
    target,
  };
}

function filled(map: YamlMap, path: string): Found<string> | undefined {
  const found = textAt(map, path);
  return found?.value ? found : undefined;
}

function givenOr(map: YamlMap, path: string, otherwise: string | undefined): string | undefined {
  const given = filled(map, path)?.value ?? (lacks(map, path) ? otherwise : undefined);
  return given !== undefined && given.length <= longest ? given : undefined;
}
