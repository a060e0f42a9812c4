/** What the API server refuses of a solver pod, as a value. */
import { type DataMap, type DataPath, isMap, listIn } from '../model/data.ts';

export type PodProblemReason =
  | 'operator'
  | 'values-missing'
  | 'values-forbidden'
  | 'values-single'
  | 'label-key'
  | 'label-value'
  | 'field-key'
  | 'node-name'
  | 'terms-missing'
  | 'weight'
  | 'topology-key-missing'
  | 'namespace'
  | 'label-keys-without-selector'
  | 'label-keys-both'
  | 'label-keys-selector'
  | 'toleration-operator'
  | 'toleration-key-empty'
  | 'toleration-value'
  | 'toleration-number'
  | 'toleration-exists-value'
  | 'toleration-effect'
  | 'toleration-seconds'
  | 'name'
  | 'id-range'
  | 'sysctl-missing'
  | 'sysctl-name'
  | 'sysctl-twice'
  | 'fs-group-policy'
  | 'seccomp-type'
  | 'seccomp-missing'
  | 'seccomp-forbidden'
  | 'seccomp-path';

/** Something that the API server refuses; paths are from `podTemplate.spec` on. */
export interface PodProblem {
  readonly reason: PodProblemReason;
  /** The field that the API server names. */
  readonly path: DataPath;
  /** All that the verdict rests on. */
  readonly subject: DataPath;
  /** What is written there, or what the reason speaks of. */
  readonly value: string;
  /** The field that holds `value`, where it is another one than the API server names. */
  readonly culprit?: DataPath;
}

export type Problems = Iterable<PodProblem>;

/** The items of the list at `name` that are mappings, with their paths. */
export function* maps(map: DataMap, name: string, path: DataPath): Iterable<[DataMap, DataPath]> {
  for (const [i, item] of (listIn(map, name) ?? []).entries())
    if (isMap(item)) yield [item, [...path, name, i]];
}
