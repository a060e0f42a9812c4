/** The part of a pod that decides where it runs (k8s.io/api/core/v1, as far as a solver's podTemplate has it). */
import type { YamlMap } from '../yaml/tree.ts';
import { type Field, field, list, mapping, string, strings } from './field.ts';

export interface PodTemplate {
  readonly map: YamlMap;
  readonly spec: Field<PodSpec> | undefined;
}

export interface PodSpec {
  readonly map: YamlMap;
  readonly nodeSelector: Field<ReadonlyMap<string, string | undefined>> | undefined;
  readonly affinity: Field<Affinity> | undefined;
}

export interface Affinity {
  readonly map: YamlMap;
  readonly nodeAffinity: Field<NodeAffinity> | undefined;
  readonly podAffinity: Field<PodAffinity> | undefined;
}

export interface NodeAffinity {
  readonly map: YamlMap;
  readonly required: Field<{ readonly terms: Field<readonly NodeSelectorTerm[]> | undefined }> | undefined;
  readonly preferred: Field<readonly PreferredTerm[]> | undefined;
}

export interface PodAffinity {
  readonly required: Field<readonly { readonly topologyKey: string | undefined }[]> | undefined;
  readonly preferred: Field<readonly unknown[]> | undefined;
}

export interface PreferredTerm {
  readonly map: YamlMap;
  readonly preference: Field<NodeSelectorTerm> | undefined;
}

export interface NodeSelectorTerm {
  readonly map: YamlMap;
  readonly matchExpressions: Field<readonly Requirement[]> | undefined;
  readonly matchFields: Field<readonly Requirement[]> | undefined;
}

export interface Requirement {
  readonly key: string | undefined;
  readonly operator: string | undefined;
  /** How many values are given, whatever their type. */
  readonly values: number;
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Reads a `podTemplate`. */
export const podTemplate = mapping((map): PodTemplate => ({ map, spec: field(map, 'spec', podSpec) }));

const podSpec = mapping(
  (map): PodSpec => ({
    map,
    nodeSelector: field(map, 'nodeSelector', strings),
    affinity: field(map, 'affinity', affinity),
  }),
);

const affinity = mapping(
  (map): Affinity => ({
    map,
    nodeAffinity: field(map, 'nodeAffinity', nodeAffinity),
    podAffinity: field(map, 'podAffinity', podAffinity),
  }),
);

const nodeAffinity = mapping(
  (map): NodeAffinity => ({
    map,
    required: field(
      map,
      required,
      mapping((inner) => ({ terms: field(inner, 'nodeSelectorTerms', list(nodeSelectorTerm)) })),
    ),
    preferred: field(map, preferred, list(preferredTerm)),
  }),
);

const podAffinity = mapping(
  (map): PodAffinity => ({
    required: field(
      map,
      required,
      list(mapping((term) => ({ topologyKey: field(term, 'topologyKey', string)?.value }))),
    ),
    preferred: field(map, preferred, list(mapping((term) => term))),
  }),
);

const nodeSelectorTerm = mapping(
  (map): NodeSelectorTerm => ({
    map,
    matchExpressions: field(map, 'matchExpressions', list(requirement)),
    matchFields: field(map, 'matchFields', list(requirement)),
  }),
);

const preferredTerm = mapping(
  (map): PreferredTerm => ({ map, preference: field(map, 'preference', nodeSelectorTerm) }),
);

const requirement = mapping((map): Requirement => {
  const values = field(
    map,
    'values',
    list((node) => node),
  );
  return {
    key: field(map, 'key', string)?.value,
    operator: field(map, 'operator', string)?.value,
    values: values?.value.length ?? 0,
  };
});
