/** Fields of `Certificate.spec` that the webhook takes only with a feature gate on (cert-manager `internal/webhook/feature`). */
import { isBefore, type Release } from '../facts.ts';

export interface FeatureGate {
  readonly gate: string;
  /** The release that brought the field. */
  readonly since: Release;
  /** The first release that has the gate on by itself. */
  readonly on: Release;
}

const gates: readonly (readonly [field: string, gate: FeatureGate])[] = [
  ['additionalOutputFormats', { gate: 'AdditionalCertificateOutputFormats', since: '1.7', on: '1.15' }],
  ['literalSubject', { gate: 'LiteralCertificateSubject', since: '1.9', on: '1.15' }],
  ['nameConstraints', { gate: 'NameConstraints', since: '1.14', on: '1.17' }],
  ['otherNames', { gate: 'OtherNames', since: '1.14', on: '1.20' }],
];

/** The fields that a release has behind a gate that is off by itself. */
export function gatesIn(release: Release): readonly (readonly [field: string, gate: FeatureGate])[] {
  return gates.filter(([, { since, on }]) => !isBefore(release, since) && isBefore(release, on));
}

/** The gate that keeps the field at a path from being used in a release; undefined for all others. */
export function gateOf(path: string, release: Release): string | undefined {
  return gatesIn(release).find(([field]) => path === `Certificate.spec.${field}`)?.[1].gate;
}
