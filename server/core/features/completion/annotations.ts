/** Annotations that cert-manager reads: their keys on the kinds that they are read on, and their values. */
import { isBefore, type Release } from '../../facts.ts';
import {
  clusterIssuerKey,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
  otherAnnotations,
  type ShimSide,
  shimAnnotations,
} from '../../issuance/annotations.ts';
import { asKey } from './fields.ts';
import { near } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import { mapBelow, renamed, textOf } from './outline.ts';
import { firstUsages, type KnownValue, keySizes, usualClasses } from './valueData.ts';

/** Which side of the shims reads the annotations of a kind. */
const sides: Readonly<Record<string, ShimSide>> = {
  Ingress: 'ingress',
  Gateway: 'gateway',
  ListenerSet: 'gateway',
  XListenerSet: 'gateway',
};

/** The name of the field docs of an annotation. */
export const annotationDocs = (key: string) => `Annotation.${key}`;

/** Whether steps lead to the annotations of a resource. */
export function areAnnotations(steps: readonly string[]): boolean {
  return steps.length === 2 && steps[0] === 'metadata' && steps[1] === 'annotations';
}

/** The annotations that may be meant on a kind, in a release; those that name the issuer come first. */
export function annotationsOf(kind: string, release: Release): readonly string[] {
  const side = sides[kind];
  if (side === undefined) return [...otherAnnotations].flatMap(([key, on]) => (on === kind ? [key] : []));
  const keys = [...shimAnnotations].flatMap(([key, { on, since }]) =>
    (on === 'both' || on === side) && !isBefore(release, since) ? [key] : [],
  );
  return [clusterIssuerKey, ...keys.filter((key) => key !== clusterIssuerKey)];
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
  return annotationsOf(resource.kind, release).flatMap((key) => {
    if (there.has(key) || needless.includes(key)) return [];
    const behindColon = !place.flow && scene.text[place.word.start - 1] === ':';
    const lead = behindColon ? scene.newline + ' '.repeat(place.column + scene.habits.indent) : '';
    return [
      {
        label: key,
        sort: 'annotation' as const,
        docs: annotationDocs(key),
        body: place.entry
          ? renamed(place, key)
          : place.flow
            ? asKey(scene, place, `${key}: «»`)
            : `${lead}${key}: «»`,
        span: place.word,
        goesOn: valuesOf(scene, key).length > 0,
      },
    ];
  });
}

/** Values of an annotation at a place of role `value`. */
export function annotationValueOffers(scene: Scene, key: string): readonly Offer[] {
  const { place } = scene.spot;
  if (place.role !== 'value') return [];
  return valuesOf(scene, key).map(({ value, detail }) => ({
    label: value,
    sort: 'value',
    ...(detail !== undefined && {
      detail: typeof detail === 'string' ? detail : detail[scene.options.locale],
    }),
    body: place.lead + (place.quoted || !/^(?:true|false|[\d.]+)$/.test(value) ? value : `"${value}"`),
    span: place.word,
  }));
}

function valuesOf({ spot, neighbours }: Scene, key: string): readonly KnownValue[] {
  const values = (...some: readonly string[]) => some.map((value): KnownValue => ({ value }));
  const names = (kind: 'Issuer' | 'ClusterIssuer') =>
    near(neighbours, kind, kind === 'Issuer' ? spot.resource.namespace : undefined).flatMap(({ name }) =>
      name === undefined ? [] : [{ value: name, detail: kind }],
    );
  switch (key) {
    case issuerKey: {
      const annotations = spot.place.holder?.type === 'entry' ? spot.place.holder.up : undefined;
      return textOf(annotations, issuerKindKey) === 'ClusterIssuer'
        ? names('ClusterIssuer')
        : names('Issuer');
    }
    case clusterIssuerKey:
      return names('ClusterIssuer');
    case issuerKindKey:
      return values('Issuer', 'ClusterIssuer');
    case 'cert-manager.io/issuer-group':
      return values('cert-manager.io');
    case 'cert-manager.io/private-key-algorithm':
      return values('RSA', 'ECDSA', 'Ed25519');
    case 'cert-manager.io/private-key-encoding':
      return values('PKCS1', 'PKCS8');
    case 'cert-manager.io/private-key-rotation-policy':
      return values('Always', 'Never');
    case 'cert-manager.io/private-key-size': {
      const annotations = spot.place.holder?.type === 'entry' ? spot.place.holder.up : undefined;
      const algorithm = textOf(annotations, 'cert-manager.io/private-key-algorithm') ?? 'RSA';
      return values(...(keySizes[algorithm] ?? []));
    }
    case 'cert-manager.io/usages':
      return values(...firstUsages.slice(0, 4));
    case 'cert-manager.io/duration':
      return values('2160h', '8760h');
    case 'cert-manager.io/renew-before':
      return values('360h', '720h');
    case 'acme.cert-manager.io/http01-edit-in-place':
    case 'cert-manager.io/issue-temporary-certificate':
    case 'cert-manager.io/allow-direct-injection':
      return values('true', 'false');
    case 'acme.cert-manager.io/http01-ingress-class':
    case 'acme.cert-manager.io/http01-ingress-ingressclassname':
      return [
        ...neighbours
          .all('IngressClass')
          .flatMap(({ name }) => (name === undefined ? [] : [{ value: name }])),
        ...values(...usualClasses),
      ];
    default:
      return [];
  }
}
