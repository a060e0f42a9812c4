/** What the real shims made of an object, held against our retelling of them. */
import { shim } from '../../server/core/issuance/shim.ts';
import { rows } from './conformance.ts';

export interface ShimRow {
  readonly id: string;
  readonly doc: unknown;
  readonly certificates: readonly {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly spec: unknown;
  }[];
  readonly events: readonly string[];
  readonly failed: boolean;
}

export const shimRows = () => rows<ShimRow>('shims');

/** Our answer in the shape of a verdict; Certificates by name, as the real ones come in no order. */
export function shimVerdict(doc: unknown, parent?: unknown): Omit<ShimRow, 'id' | 'doc'> {
  const { certificates, events, failed } = shim(doc, parent);
  return {
    certificates: [...certificates]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, annotations, spec }) => ({
        ...(Object.keys(annotations).length > 0 && { annotations }),
        name,
        spec,
      })),
    events,
    failed,
  };
}
