/** Annotations that cert-manager reads: their keys on the kinds that they are read on, and their values. */
import { isBefore, type Release } from '../../facts.ts';
import {
  clusterIssuerKey,
  directInjectionKey,
  injectedKinds,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
  otherAnnotations,
  type ShimSide,
  shimAnnotations,
  tlsAcmeKey,
} from '../../issuance/annotations.ts';
import { hasAnnotationValues } from './annotationValues.ts';
import { ownKey } from './fields.ts';
import type { Offer, Scene } from './offer.ts';
import { mapBelow } from './outline.ts';

/** Which side of the shims reads the annotations of a kind. */
const sides: Readonly<Record<string, ShimSide>> = {
  Ingress: 'ingress',
  Gateway: 'gateway',
  ListenerSet: 'gateway',
  XListenerSet: 'gateway',
};

/** The name of the field docs of an annotation. */
export const annotationDocs = (key: string) => `Annotation.${key}`;

/** Whether steps lead to the annotations of a resource, or to those that a Certificate's Secret gets. */
export function areAnnotations(steps: readonly string[]): boolean {
  return /^(?:metadata|spec\.secretTemplate)\.annotations$/.test(steps.join('.'));
}

/** The annotations that may be meant on a kind, in a release; those that name the issuer come first. */
export function annotationsOf(kind: string, release: Release): readonly string[] {
  const side = sides[kind];
  if (side === undefined) {
    const home = injectedKinds.has(kind) ? 'CustomResourceDefinition' : kind;
    return [...otherAnnotations].flatMap(([key, on]) => (on === home ? [key] : []));
  }
  const keys = [...shimAnnotations].flatMap(([key, { on, since }]) =>
    (on === 'both' || on === side) && !isBefore(release, since) ? [key] : [],
  );
  const last = side === 'ingress' ? [tlsAcmeKey] : [];
  return [clusterIssuerKey, ...keys.filter((key) => key !== clusterIssuerKey), ...last];
}

/** Keys of annotations at a place of role `key`. */
export function annotationOffers(scene: Scene): readonly Offer[] {
  const { spot, outline, options } = scene;
  const { place, resource } = spot;
  if (place.role !== 'key') return [];
  const there = new Set(
    mapBelow(place.holder, outline.root)
      ?.entries.filter((entry) => entry !== place.entry)
      .map(({ name }) => name),
  );
  // One of the two names the issuer; kind and group go with `issuer` only.
  const needless = there.has(clusterIssuerKey)
    ? [issuerKey, issuerKindKey, issuerGroupKey]
    : there.has(issuerKey)
      ? [clusterIssuerKey]
      : [];
  const release = resource.schema ? resource.release : options.release;
  const isRead = resource.kind === 'Certificate' && !isBefore(release, '1.15');
  const ofSecret = isRead ? [directInjectionKey] : [];
  const keys = spot.steps[0] === 'metadata' ? annotationsOf(resource.kind, release) : ofSecret;
  return keys.flatMap((key) => {
    if (there.has(key) || needless.includes(key)) return [];
    return [
      {
        label: key,
        sort: 'annotation' as const,
        docs: annotationDocs(key),
        ...ownKey(scene, place, key),
        goesOn: hasAnnotationValues(scene, key),
      },
    ];
  });
}
