/** Values of annotations. */
import { isBefore, listenerSetSince, type Release } from '../../facts.ts';
import {
  clusterIssuerKey,
  directInjectionKey,
  editInPlaceKey,
  ignoreListenersKey,
  ingressClassKey,
  ingressClassNameKey,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
  parentFallbackKey,
  tlsAcmeKey,
} from '../../issuance/annotations.ts';
import { keyUsages } from '../../issuance/shimValues.ts';
import type { Known } from '../../model/resource.ts';
import { certifiedNames, keptSecrets } from './gatherings.ts';
import { quote, scalar } from './layout.ts';
import { durations, type Lifetime, percentages, renewals } from './lifetimes.ts';
import { classes, homesOf, isNear, near, ownHosts, ownListeners } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import { entryOf, isJson, mapAround, textOf } from './outline.ts';
import { firstValues, type KnownValue, keySizes, valueWords } from './valueData.ts';
import { besides } from './values.ts';

/** Annotations that hold several values, with commas between them. */
const lists: ReadonlySet<string> = new Set([
  'cert-manager.io/usages',
  'cert-manager.io/alt-names',
  ignoreListenersKey,
]);

/** Values of an annotation at a place of role `value`. */
export function annotationValueOffers(scene: Scene, key: string): readonly Offer[] {
  const { place } = scene.spot;
  if (place.role !== 'value') return [];
  const { span, others } = lists.has(key) ? partAt(scene) : { span: place.word, others: [] };
  const isFirst = span.start === place.word.start;
  const { locale } = scene.options;
  return annotationValues(scene, key)
    .filter(({ beside }) => !beside?.length || !mapAround(place.holder)?.elsewhere)
    .filter(({ value }) => !others.includes(value) && !(place.quoted && /["'\\]/.test(value)))
    .map(({ value, detail, beside }) => {
      const plain = isJson(scene.outline) ? quote(value) : scalar(value, true, place.flow);
      const written = place.quoted || !isFirst ? value : plain;
      return {
        label: value,
        sort: 'value',
        ...(detail !== undefined && { detail: typeof detail === 'string' ? detail : detail[locale] }),
        body: (isFirst ? place.lead : '') + written + besides(scene, beside, place.quoted),
        span,
        value: written,
      };
    });
}

/** The part of a list under the cursor, without the blanks around it; and the other parts. */
function partAt({ spot: { place }, text, offset }: Scene): {
  readonly span: Offer['span'];
  readonly others: readonly string[];
} {
  const { start, end } = place.word;
  const whole = text.slice(start, end);
  const cursor = Math.min(offset - start, whole.length);
  const from = cursor === 0 ? 0 : whole.lastIndexOf(',', cursor - 1) + 1;
  const comma = whole.indexOf(',', cursor);
  const part = whole.slice(from, comma < 0 ? undefined : comma);
  const blanks = Math.min(part.length - part.trimStart().length, cursor - from);
  const length = Math.max(part.trimEnd().length, cursor - from);
  const others = [...whole.slice(0, from).split(','), ...(comma < 0 ? [] : whole.slice(comma).split(','))];
  return {
    span: { start: start + from + blanks, end: start + from + length },
    others: others.map((one) => one.trim()).filter((one) => one !== ''),
  };
}

const values = (...some: readonly string[]) => some.map((value): KnownValue => ({ value }));
const parent = (name: string) => `acme.cert-manager.io/http01-parentref${name}`;
const override = (name: string) => `acme.cert-manager.io/http01-override-ingress-${name}`;

/** What is known of the values of each annotation. */
const sources: ReadonlyMap<string, (scene: Scene) => readonly KnownValue[]> = new Map([
  [issuerKey, issuers],
  [clusterIssuerKey, ({ neighbours }) => named(neighbours.all('ClusterIssuer'))],
  [issuerKindKey, () => values('Issuer', 'ClusterIssuer')],
  [issuerGroupKey, () => values('cert-manager.io')],
  ['cert-manager.io/common-name', ownHosts],
  ['cert-manager.io/alt-names', certified],
  ['cert-manager.io/private-key-algorithm', () => values('RSA', 'ECDSA', 'Ed25519')],
  ['cert-manager.io/private-key-encoding', () => values('PKCS1', 'PKCS8')],
  ['cert-manager.io/private-key-rotation-policy', () => values('Always', 'Never')],
  [
    'cert-manager.io/private-key-size',
    (scene) =>
      values(...(keySizes[annotationAt(scene, 'cert-manager.io/private-key-algorithm') ?? 'RSA'] ?? [])),
  ],
  ['cert-manager.io/usages', usages],
  ['cert-manager.io/duration', (scene) => durations(lifetimeOf(scene))],
  ['cert-manager.io/renew-before', (scene) => renewals(lifetimeOf(scene))],
  ['cert-manager.io/renew-before-percentage', (scene) => percentages(lifetimeOf(scene))],
  [ignoreListenersKey, ownListeners],
  [tlsAcmeKey, () => values('true', 'false')],
  [editInPlaceKey, () => values('true', 'false')],
  [parentFallbackKey, () => values('true')],
  ['cert-manager.io/issue-temporary-certificate', () => values('true', 'false')],
  [directInjectionKey, () => values('true', 'false')],
  ['cert-manager.io/inject-apiserver-ca', () => values('true', 'false')],
  ['cert-manager.io/inject-ca-from', ({ neighbours }) => qualified(neighbours.all('Certificate'))],
  [
    'cert-manager.io/inject-ca-from-secret',
    ({ neighbours }) => qualified(neighbours.gathered(keptSecrets).map(({ by }) => by)),
  ],
  [ingressClassKey, classes],
  [ingressClassNameKey, classes],
  [override('class'), classes],
  [override('ingressclassname'), classes],
  [override('name'), ({ neighbours, spot }) => named(near(neighbours, 'Ingress', spot.resource.namespace))],
  [parent('name'), parents],
  [parent('kind'), ({ spot }) => values(...parentKinds(spot.resource.release))],
  [
    parent('namespace'),
    (scene) => {
      const { neighbours } = scene;
      const [name, kind = 'Gateway'] = ['name', 'kind'].map((of) => annotationAt(scene, parent(of)));
      const homes = homesOf(neighbours, kind, name);
      return homes.length > 0
        ? homes
        : values(...new Set(neighbours.all('Gateway').flatMap(({ namespace }) => namespace ?? [])));
    },
  ],
]);

/** Whether anything is known of the values of an annotation, so that it pays to ask at once. */
export const hasAnnotationValues = (scene: Scene, key: string) => annotationValues(scene, key).length > 0;

/** The values that an annotation may have, the likely first. */
function annotationValues(scene: Scene, key: string): readonly KnownValue[] {
  return sources.get(key)?.(scene) ?? [];
}

/** Another annotation of the resource. */
function annotationAt({ spot }: Scene, key: string): string | undefined {
  const metadata = entryOf(spot.resource.map, 'metadata')?.value;
  return textOf(entryOf(metadata, 'annotations')?.value, key);
}

const lifetimeOf = (scene: Scene): Lifetime => ({
  duration: annotationAt(scene, 'cert-manager.io/duration'),
  renewBefore: annotationAt(scene, 'cert-manager.io/renew-before'),
});

function named(resources: readonly Known[]): readonly KnownValue[] {
  const names = new Map(
    resources.flatMap(({ name, kind }) => (name === undefined ? [] : [[name, kind] as const])),
  );
  return [...names].map(([value, detail]) => ({ value, detail }));
}

/** Names with their namespaces before them. */
function qualified(resources: readonly Known[]): readonly KnownValue[] {
  return resources.flatMap(({ name, namespace, kind }) =>
    name === undefined || namespace === undefined ? [] : [{ value: `${namespace}/${name}`, detail: kind }],
  );
}

/** Issuers of the namespace; and where no kind is said, ClusterIssuers with the annotation that says it. */
function issuers(scene: Scene): readonly KnownValue[] {
  const { neighbours, spot } = scene;
  const [kind, group] = [annotationAt(scene, issuerKindKey), annotationAt(scene, issuerGroupKey)];
  if (group !== undefined && group !== 'cert-manager.io') return [];
  const beside = [`${issuerKindKey}: ClusterIssuer`];
  const cluster = named(neighbours.all('ClusterIssuer'));
  if (kind === 'ClusterIssuer') return cluster;
  const own = named(near(neighbours, 'Issuer', spot.resource.namespace));
  return kind === undefined ? [...own, ...cluster.map((one) => ({ ...one, beside }))] : own;
}

const parentKinds = (release: Release) =>
  isBefore(release, listenerSetSince) ? ['Gateway'] : ['Gateway', 'ListenerSet'];

/** Parents of the challenge's route, with the annotations that have to stand beside. */
function parents(scene: Scene): readonly KnownValue[] {
  const { neighbours, spot } = scene;
  const { namespace: own, release } = spot.resource;
  const kind = annotationAt(scene, parent('kind'));
  const home = annotationAt(scene, parent('namespace'));
  // Before, a parent is looked for in the namespace of the challenge alone.
  const isAnywhere = !isBefore(release, '1.21');
  const found = (['Gateway', 'ListenerSet'] as const).flatMap((one) =>
    parentKinds(release).includes(one) && (kind ?? one) === one
      ? near(neighbours, one, home ?? (isAnywhere ? undefined : own))
      : [],
  );
  return found.map(({ name = '', kind: its, namespace }) => {
    const differs = isAnywhere && home === undefined && own !== undefined && (namespace ?? own) !== own;
    const beside = [
      ...(kind === undefined ? [`${parent('kind')}: ${its}`] : []),
      ...(differs ? [`${parent('namespace')}: ${scalar(namespace ?? '')}`] : []),
    ];
    return { value: name, detail: its, beside };
  });
}

/** All usages, with the words that the field has for some. */
function usages(): readonly KnownValue[] {
  const words = valueWords['*.usages[]'] ?? {};
  return [...new Set([...(firstValues['*.usages[]'] ?? []), ...keyUsages])].map((value) => {
    const detail = words[value];
    return { value, ...(detail && { detail }) };
  });
}

/** Names of Certificates nearby. */
function certified(scene: Scene): readonly KnownValue[] {
  const found = scene.neighbours.gathered(certifiedNames).filter(isNear(scene));
  return values(...new Set(found.map(({ value }) => value)));
}
