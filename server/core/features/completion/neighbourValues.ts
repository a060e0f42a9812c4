/** Values that other resources suggest: issuers, classes, Gateways, host names; Secrets and nodes have files of their own. */
import { isBefore, listenerSetSince } from '../../facts.ts';
import { itemsAt, textAt } from '../../model/look.ts';
import type { Known, KnownKind } from '../../model/resource.ts';
import {
  type Counts,
  certifiedNames,
  declaredNamespaces,
  gatewayClasses,
  type Held,
  ingressClasses,
  servedHosts,
  usedNamespaces,
} from './gatherings.ts';
import { scalar } from './layout.ts';
import {
  labelKeys,
  labelValues,
  selectorValues,
  taintEffects,
  taintKeys,
  taintValues,
} from './nodeValues.ts';
import type { Neighbours, Scene } from './offer.ts';
import { entryOf, mapAround, type OutlineNode, plainTextOf, textOf, textsOf } from './outline.ts';
import { certificateSecrets, keysOfSecret, secrets, servedSecrets, signingSecrets } from './secretValues.ts';
import { type KnownValue, usualClasses } from './valueData.ts';

type Source = (scene: Scene) => readonly KnownValue[];

/** By the end of the field path; the first that fits counts. */
const sources: readonly (readonly [RegExp, Source])[] = [
  [/\.issuerRef\.name$/, issuers],
  [/^Ingress\.spec\.tls\[\]\.hosts\[\]$/, ruleHosts],
  [/^Ingress\.spec\.rules\[\]\.host$/, tlsHosts],
  [/\.listeners\[\]\.hostname$/, listenerHosts],
  [/^Ingress\.spec\.tls\[\]\.secretName$|\.certificateRefs\[\]\.name$/, servedSecrets],
  [/\.dnsNames\[\]$|^Certificate\.spec\.commonName$/, hosts],
  [/\.dnsZones\[\]$/, zones],
  [/^Certificate\.spec\.secretName$/, certificateSecrets],
  [/SecretRef\.key$/, keysOfSecret],
  [/\.ca\.secretName$/, signingSecrets],
  [
    /(?:SecretRef|credentialsRef|secretRef)\.name$|\.imagePullSecrets\[\]\.name$|\.clientCertificate\.secretName$/,
    secrets,
  ],
  [/\.(?:ingressClassName|http01\.ingress\.class)$/, classes],
  [/^Gateway\.spec\.gatewayClassName$/, gatewayClassNames],
  [/\.parentRefs\[\]\.name$/, parents],
  [/\.parentRefs\[\]\.sectionName$/, sections],
  [/(?:\.parentRefs\[\]|\.metadata)\.namespace$/, namespaces],
  [/\.(?:nodeSelectorTerms\[\]|preference)\.matchExpressions\[\]\.key$/, labelKeys],
  [/\.(?:nodeSelectorTerms\[\]|preference)\.matchExpressions\[\]\.values\[\]$/, labelValues],
  [/\.podTemplate\.spec\.nodeSelector\./, selectorValues],
  [/\.tolerations\[\]\.key$/, taintKeys],
  [/\.tolerations\[\]\.value$/, taintValues],
  [/\.tolerations\[\]\.effect$/, taintEffects],
];

/** What other resources suggest for a field. */
export function valuesNearby(scene: Scene, path: string): readonly KnownValue[] {
  return sources.find(([pattern]) => pattern.test(path))?.[1](scene) ?? [];
}

/** Resources of a kind that a namespaced one can name: those of its namespace, or of none where that is not written. */
export function near<K extends KnownKind>(
  neighbours: Neighbours,
  kind: K,
  namespace: string | undefined,
): readonly Known[] {
  const all: readonly Known[] = neighbours.all(kind);
  return all.filter(
    (other) =>
      other.name !== undefined &&
      (namespace === undefined || other.namespace === undefined || other.namespace === namespace),
  );
}

function named(resources: readonly Known[], detail: (resource: Known) => string): readonly KnownValue[] {
  return resources.flatMap((resource) =>
    resource.name === undefined ? [] : [{ value: resource.name, detail: detail(resource) }],
  );
}

const kindAndNamespace = ({ kind, namespace }: Known) =>
  namespace === undefined ? kind : `${kind}, ${namespace}`;

/** Without a kind an Issuer is meant. */
function issuers({ spot, neighbours }: Scene): readonly KnownValue[] {
  const around = mapAround(spot.place.holder);
  const kind = textOf(around, 'kind');
  const group = textOf(around, 'group');
  if (group !== undefined && group !== 'cert-manager.io') return [];
  const withKind = (value: KnownValue): KnownValue =>
    kind === undefined ? { ...value, beside: ['kind: ClusterIssuer'] } : value;
  const found = [
    ...(kind === 'Issuer' ? [] : named(neighbours.all('ClusterIssuer'), kindAndNamespace).map(withKind)),
    ...(kind === 'ClusterIssuer'
      ? []
      : named(near(neighbours, 'Issuer', spot.resource.namespace), kindAndNamespace)),
  ];
  return found;
}

/** Whether something of a namespace is near the resource: it is in the same, or one of both is not written. */
export function isNear({ spot }: Scene): (other: Held) => boolean {
  const { namespace } = spot.resource;
  return (other) => namespace === undefined || other.namespace === undefined || other.namespace === namespace;
}

const heldBy = ({ value, by }: Held): KnownValue => ({ value, detail: `${by.kind} ${by.name ?? '?'}` });

/** Names that an Ingress, Gateway or ListenerSet of the namespace serves. */
function hosts(scene: Scene): readonly KnownValue[] {
  const { spot, neighbours } = scene;
  const spec = entryOf(spot.resource.map, 'spec')?.value;
  const isCertificate = spot.resource.kind === 'Certificate';
  const own = spot.path.endsWith('commonName')
    ? textsOf(entryOf(spec, 'dnsNames')?.value)
    : [plainTextOf(spec, 'commonName') ?? ''];
  // An issuer answers for what Certificates want.
  const wanted = isCertificate ? [] : neighbours.gathered(certifiedNames);
  const found = [...wanted, ...neighbours.gathered(servedHosts)].filter(isNear(scene));
  return [...own.filter((name) => name !== '').map((value): KnownValue => ({ value })), ...found.map(heldBy)];
}

/** The mappings in a list of the resource's `spec`, as they are typed. */
function itemsOf({ spot }: Scene, name: string): readonly OutlineNode[] {
  const list = entryOf(entryOf(spot.resource.map, 'spec')?.value, name)?.value;
  return list?.type === 'list' ? list.items.flatMap(({ value }) => value ?? []) : [];
}

const distinct = (values: Iterable<string | undefined>): readonly KnownValue[] =>
  [...new Set(values)].flatMap((value) => (value === undefined || value === '' ? [] : [{ value }]));

/** All host names of the resource itself. */
export function ownHosts(scene: Scene): readonly KnownValue[] {
  return distinct([
    ...itemsOf(scene, 'tls').flatMap((entry) => textsOf(entryOf(entry, 'hosts')?.value)),
    ...itemsOf(scene, 'rules').map((rule) => plainTextOf(rule, 'host')),
    ...itemsOf(scene, 'listeners').map((listener) => plainTextOf(listener, 'hostname')),
  ]);
}

/** The names of the resource's listeners. */
export function ownListeners(scene: Scene): readonly KnownValue[] {
  return distinct(itemsOf(scene, 'listeners').map((listener) => plainTextOf(listener, 'name')));
}

/** Hosts of an Ingress that no entry of `tls` has yet, and those that Certificates are for. */
function ruleHosts(scene: Scene): readonly KnownValue[] {
  const taken = new Set(tlsHostsOf(scene));
  const certified = scene.neighbours.gathered(certifiedNames).filter(isNear(scene)).map(heldBy);
  return [...hostsWithoutTls(scene), ...certified.filter(({ value }) => !taken.has(value))];
}

const tlsHostsOf = (scene: Scene) =>
  itemsOf(scene, 'tls').flatMap((entry) => textsOf(entryOf(entry, 'hosts')?.value));

/** Hosts of an Ingress's rules that no entry of `tls` has yet. */
export function hostsWithoutTls(scene: Scene): readonly KnownValue[] {
  const taken = new Set(tlsHostsOf(scene));
  const own = itemsOf(scene, 'rules').map((rule) => plainTextOf(rule, 'host'));
  return distinct(own).filter(({ value }) => !taken.has(value));
}

/** The Secrets that the entries of `tls` name. */
export function tlsSecrets(scene: Scene): readonly string[] {
  return itemsOf(scene, 'tls').flatMap((entry) => plainTextOf(entry, 'secretName') ?? []);
}

/** Hosts that an Ingress has certificates for, and no rule yet. */
function tlsHosts(scene: Scene): readonly KnownValue[] {
  const { holder } = scene.spot.place;
  const others = itemsOf(scene, 'rules').filter((rule) => rule !== mapAround(holder));
  const taken = new Set(others.map((rule) => plainTextOf(rule, 'host')));
  return distinct(tlsHostsOf(scene)).filter(({ value }) => !taken.has(value));
}

/** Host names of the other listeners, and those that Certificates are for. */
function listenerHosts(scene: Scene): readonly KnownValue[] {
  const own = itemsOf(scene, 'listeners')
    .filter((listener) => listener !== mapAround(scene.spot.place.holder))
    .map((listener) => plainTextOf(listener, 'hostname'));
  return [...distinct(own), ...scene.neighbours.gathered(certifiedNames).filter(isNear(scene)).map(heldBy)];
}

/** The zones that hold the names nearby: their last two labels and what lies between. */
function zones(scene: Scene): readonly KnownValue[] {
  const all = new Set<string>();
  for (const { value } of hosts(scene)) {
    const labels = value.replace(/^\*\./, '').split('.');
    for (let i = labels.length - 2; i >= 0; i--) all.add(labels.slice(i).join('.'));
  }
  return distinct(all);
}

/** What is used beside what is being typed. */
function usedElsewhere({ spot: { place }, text }: Scene, counts: Counts): readonly string[] {
  const typed = text.slice(place.word.start, place.word.end);
  return [...counts].flatMap(([value, times]) => (times === 1 && value === typed ? [] : [value]));
}

/** The names of ingress classes: those that are declared, the default one first, that a controller serves, that are used. */
export function classNames(neighbours: Neighbours): readonly string[] {
  const { declared, used } = neighbours.gathered(ingressClasses);
  const served = neighbours.cluster().controllers.flatMap(({ ingressClasses: names = [] }) => names);
  return [...new Set([...declared, ...served, ...used.keys()])];
}

/** The same; where none is known, those that controllers usually bring. */
export function classes(scene: Scene): readonly KnownValue[] {
  const { declared, used } = scene.neighbours.gathered(ingressClasses);
  const elsewhere = usedElsewhere(scene, used);
  const names = classNames(scene.neighbours).filter((name) => !used.has(name) || elsewhere.includes(name));
  return (names.length > 0 ? names : usualClasses).map((value) =>
    declared.includes(value) ? { value, detail: 'IngressClass' } : { value },
  );
}

function gatewayClassNames(scene: Scene): readonly KnownValue[] {
  const { declared, used } = scene.neighbours.gathered(gatewayClasses);
  const served = scene.neighbours.cluster().controllers.flatMap((one) => one.gatewayClasses);
  return distinct([...declared, ...served, ...usedElsewhere(scene, used)]);
}

/** Gateways that a route may have as parents, those of its own namespace first; with what has to stand beside the name. */
function parents(scene: Scene): readonly KnownValue[] {
  const { spot, neighbours } = scene;
  const around = mapAround(spot.place.holder);
  const [kind, namespace] = [textOf(around, 'kind'), textOf(around, 'namespace')];
  const { kind: issuer, namespace: own } = spot.resource;
  const found = [
    ...(kind === 'ListenerSet' ? [] : near(neighbours, 'Gateway', namespace)),
    ...(kind === 'Gateway' || isBefore(spot.resource.release, listenerSetSince)
      ? []
      : near(neighbours, 'ListenerSet', namespace)),
  ];
  const isOwn = (one: Known) => own !== undefined && one.namespace === own;
  // Without a namespace a parent is looked for where the challenge runs: that of the Certificate.
  const isElsewhere = (one: Known) =>
    one.namespace !== undefined &&
    (issuer === 'ClusterIssuer' || (own !== undefined && one.namespace !== own));
  return [...found.filter(isOwn), ...found.filter((one) => !isOwn(one))].map((one) => {
    const beside = [
      ...(namespace === undefined && isElsewhere(one) ? [`namespace: ${scalar(one.namespace ?? '')}`] : []),
      ...(kind === undefined && one.kind === 'ListenerSet' ? ['kind: ListenerSet'] : []),
    ];
    return { value: one.name ?? '', detail: kindAndNamespace(one), ...(beside.length > 0 && { beside }) };
  });
}

function sections({ spot, neighbours }: Scene): readonly KnownValue[] {
  const name = textOf(mapAround(spot.place.holder), 'name');
  const gateway = neighbours.all('Gateway').find((other) => other.name === name);
  if (!gateway) return [];
  return itemsAt(gateway.map, 'spec.listeners').flatMap(({ node }) => {
    const value = node.type === 'map' ? textAt(node, 'name')?.value : undefined;
    return value === undefined ? [] : [{ value }];
  });
}

function namespaces(scene: Scene): readonly KnownValue[] {
  const { neighbours } = scene;
  const homes = parentHomes(scene);
  if (homes.length > 0) return homes;
  const used = usedNamespaces.flatMap((question) => usedElsewhere(scene, neighbours.gathered(question)));
  return distinct([...neighbours.gathered(declaredNamespaces), ...used]);
}

/** Where the parent of a route is, if `namespace` is that of one whose name is known. */
function parentHomes({ spot, neighbours }: Scene): readonly KnownValue[] {
  if (!spot.path.endsWith('.parentRefs[].namespace')) return [];
  const around = mapAround(spot.place.holder);
  const [name, kind = 'Gateway'] = [textOf(around, 'name'), textOf(around, 'kind')];
  return homesOf(neighbours, kind, name);
}

/** The namespaces of the Gateways or ListenerSets with a name. */
export function homesOf(
  neighbours: Neighbours,
  kind: string,
  name: string | undefined,
): readonly KnownValue[] {
  const all: readonly Known[] = kind === 'Gateway' || kind === 'ListenerSet' ? neighbours.all(kind) : [];
  return distinct(all.flatMap((one) => (one.name === name && name !== undefined ? [one.namespace] : [])));
}
