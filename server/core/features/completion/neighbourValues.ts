/** Values that other resources suggest: issuers, Secrets, classes, Gateways, node labels, host names. */
import { itemsAt, mapAt, textAt, textsAt } from '../../model/look.ts';
import type { Known, KnownKind } from '../../model/resource.ts';
import { asString } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import type { Neighbours, Scene } from './offer.ts';
import { entryOf, mapAround, textOf, textsOf } from './outline.ts';
import { type KnownValue, usualClasses, wellKnownLabels } from './valueData.ts';

type Source = (scene: Scene) => readonly KnownValue[];

/** By the end of the field path; the first that fits counts. */
const sources: readonly (readonly [RegExp, Source])[] = [
  [/\.issuerRef\.name$/, issuers],
  [/\.dnsNames\[\]$|^Certificate\.spec\.commonName$/, hosts],
  [/\.dnsZones\[\]$/, zones],
  [/^Certificate\.spec\.secretName$/, certificateSecrets],
  [/SecretRef\.key$|\.passwordSecretRef\.key$/, secretKeys],
  [/(?:SecretRef|credentialsRef|secretRef)\.name$|\.ca\.secretName$|\.imagePullSecrets\[\]\.name$/, secrets],
  [/\.(?:ingressClassName|http01\.ingress\.class)$/, classes],
  [/\.parentRefs\[\]\.name$/, gateways],
  [/\.parentRefs\[\]\.sectionName$/, sections],
  [/(?:\.parentRefs\[\]|\.metadata)\.namespace$/, namespaces],
  [/\.(?:nodeSelectorTerms\[\]|preference)\.matchExpressions\[\]\.key$/, labelKeys],
  [/\.(?:nodeSelectorTerms\[\]|preference)\.matchExpressions\[\]\.values\[\]$/, labelValues],
  [/\.tolerations\[\]\.key$/, taintKeys],
  [/\.tolerations\[\]\.value$/, taintValues],
];

/** Whether other resources may suggest values for a field. */
export function hasValuesNearby(path: string): boolean {
  return sources.some(([pattern]) => pattern.test(path));
}

/** What other resources suggest for a field. */
export function valuesNearby(scene: Scene, path: string): readonly KnownValue[] {
  return sources.find(([pattern]) => pattern.test(path))?.[1](scene) ?? [];
}

const valuesOf = (values: Iterable<string>): readonly KnownValue[] =>
  [...new Set(values)].map((value) => ({ value }));

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
    kind === undefined ? { ...value, beside: 'kind: ClusterIssuer' } : value;
  const found = [
    ...(kind === 'Issuer' ? [] : named(neighbours.all('ClusterIssuer'), kindAndNamespace).map(withKind)),
    ...(kind === 'ClusterIssuer'
      ? []
      : named(near(neighbours, 'Issuer', spot.resource.namespace), kindAndNamespace)),
  ];
  return found;
}

/** Names that an Ingress, Gateway or ListenerSet of the namespace serves. */
function hosts({ spot, neighbours }: Scene): readonly KnownValue[] {
  const { namespace, map } = spot.resource;
  const spec = entryOf(map, 'spec')?.value;
  const own = spot.path.endsWith('commonName')
    ? textsOf(entryOf(spec, 'dnsNames')?.value)
    : [textOf(spec, 'commonName') ?? ''];
  const values = own.filter((name) => name !== '').map((value): KnownValue => ({ value }));
  if (spot.resource.kind === 'Issuer' || spot.resource.kind === 'ClusterIssuer') {
    for (const { map: other } of near(neighbours, 'Certificate', namespace))
      values.push(...textsAt(other, 'spec.dnsNames').map(({ value }) => ({ value, detail: 'Certificate' })));
  }
  for (const ingress of near(neighbours, 'Ingress', namespace)) {
    for (const { node } of itemsAt(ingress.map, 'spec.tls'))
      if (node.type === 'map')
        for (const { value } of textsAt(node, 'hosts'))
          values.push({ value, detail: `Ingress ${ingress.name}` });
    for (const { node } of itemsAt(ingress.map, 'spec.rules'))
      push(values, node.type === 'map' ? textAt(node, 'host')?.value : undefined, `Ingress ${ingress.name}`);
  }
  for (const kind of ['Gateway', 'ListenerSet'] as const) {
    for (const gateway of near(neighbours, kind, namespace))
      for (const { node } of itemsAt(gateway.map, 'spec.listeners'))
        push(
          values,
          node.type === 'map' ? textAt(node, 'hostname')?.value : undefined,
          `${kind} ${gateway.name}`,
        );
  }
  return values;
}

function push(values: KnownValue[], value: string | undefined, detail: string): void {
  if (value !== undefined && value !== '') values.push({ value, detail });
}

/** The zones that hold the names nearby: their last two labels and what lies between. */
function zones(scene: Scene): readonly KnownValue[] {
  const all = new Set<string>();
  for (const { value } of hosts(scene)) {
    const labels = value.replace(/^\*\./, '').split('.');
    for (let i = labels.length - 2; i >= 0; i--) all.add(labels.slice(i).join('.'));
  }
  return valuesOf(all);
}

/** The Secrets that an Ingress or a listener waits for. */
function certificateSecrets({ spot, neighbours }: Scene): readonly KnownValue[] {
  const { namespace, map } = spot.resource;
  const values: KnownValue[] = [];
  for (const ingress of near(neighbours, 'Ingress', namespace)) {
    for (const { node } of itemsAt(ingress.map, 'spec.tls'))
      push(
        values,
        node.type === 'map' ? textAt(node, 'secretName')?.value : undefined,
        `Ingress ${ingress.name}`,
      );
  }
  for (const gateway of near(neighbours, 'Gateway', namespace)) {
    for (const { node } of itemsAt(gateway.map, 'spec.listeners')) {
      if (node.type !== 'map') continue;
      for (const { node: ref } of itemsAt(node, 'tls.certificateRefs'))
        push(values, ref.type === 'map' ? textAt(ref, 'name')?.value : undefined, `Gateway ${gateway.name}`);
    }
  }
  const name = textOf(entryOf(map, 'metadata')?.value, 'name');
  if (name !== undefined) values.push({ value: name.endsWith('-tls') ? name : `${name}-tls` });
  return values;
}

function secrets({ spot, neighbours }: Scene): readonly KnownValue[] {
  const { namespace, kind } = spot.resource;
  const from = kind === 'ClusterIssuer' ? undefined : namespace;
  const values = [...named(near(neighbours, 'Secret', from), kindAndNamespace)];
  for (const other of ['SealedSecret', 'ExternalSecret'] as const)
    values.push(...named(near(neighbours, other, from), kindAndNamespace));
  if (spot.path.endsWith('ca.secretName')) {
    for (const certificate of near(neighbours, 'Certificate', from))
      push(values, textAt(certificate.map, 'spec.secretName')?.value, `Certificate ${certificate.name}`);
  }
  return values;
}

/** The keys of the Secret that is named beside. */
function secretKeys({ spot, neighbours }: Scene): readonly KnownValue[] {
  const name = textOf(mapAround(spot.place.holder), 'name');
  const found = neighbours.all('Secret').filter((secret) => secret.name === name);
  return valuesOf(
    found.flatMap(({ map }) => ['stringData', 'data'].flatMap((field) => keysOf(mapAt(map, field)?.value))),
  );
}

const keysOf = (map: YamlMap | undefined) =>
  (map?.entries ?? []).map(({ name }) => name).filter((name) => name !== '<<');

/** The names of ingress classes that are declared or used. */
export function classNames(neighbours: Neighbours): readonly string[] {
  const declared = neighbours.all('IngressClass').flatMap(({ name }) => name ?? []);
  const old = ['metadata', 'annotations', 'kubernetes.io/ingress.class'];
  const used = neighbours
    .all('Ingress')
    .flatMap(({ map }) => textAt(map, 'spec.ingressClassName')?.value ?? textAt(map, old)?.value ?? []);
  return [...new Set([...declared, ...used])];
}

function classes({ neighbours }: Scene): readonly KnownValue[] {
  const declared = named(neighbours.all('IngressClass'), ({ kind }) => kind);
  return [...declared, ...valuesOf([...classNames(neighbours), ...usualClasses])];
}

function gateways({ spot, neighbours }: Scene): readonly KnownValue[] {
  const around = mapAround(spot.place.holder);
  const kind = textOf(around, 'kind') === 'ListenerSet' ? 'ListenerSet' : 'Gateway';
  return named(near(neighbours, kind, textOf(around, 'namespace')), kindAndNamespace);
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

function namespaces({ neighbours }: Scene): readonly KnownValue[] {
  const kinds = ['Certificate', 'Issuer', 'Ingress', 'Gateway', 'Secret', 'Deployment', 'DaemonSet'] as const;
  const used = kinds
    .flatMap((kind): readonly Known[] => neighbours.all(kind))
    .flatMap(({ namespace }) => namespace ?? []);
  return [...named(neighbours.all('Namespace'), ({ kind }) => kind), ...valuesOf(used)];
}

function nodeLabels({ neighbours }: Scene): readonly (readonly [string, string])[] {
  return neighbours
    .all('Node')
    .flatMap(({ map }) =>
      (mapAt(map, 'metadata.labels')?.value.entries ?? []).map(
        ({ name, value }) => [name, asString(value) ?? ''] as const,
      ),
    );
}

function labelKeys(scene: Scene): readonly KnownValue[] {
  const own = scene.options.http01.nodeLabel.key;
  const found = nodeLabels(scene).map(([key]) => key);
  const rare = found.filter((key) => !/(^|\.)kubernetes\.io\//.test(key));
  return valuesOf([own, ...rare, ...found, ...wellKnownLabels]);
}

function labelValues(scene: Scene): readonly KnownValue[] {
  // values[] → the list → `values` → the expression.
  const key = textOf(mapAround(scene.spot.place.holder), 'key');
  const { nodeLabel } = scene.options.http01;
  const own = key === nodeLabel.key && nodeLabel.value !== undefined ? [nodeLabel.value] : [];
  return valuesOf([
    ...own,
    ...nodeLabels(scene).flatMap(([name, value]) => (name === key && value !== '' ? [value] : [])),
  ]);
}

function taints({ neighbours }: Scene): readonly (readonly [string, string])[] {
  return neighbours.all('Node').flatMap(({ map }) =>
    itemsAt(map, 'spec.taints').flatMap(({ node }) => {
      const key = node.type === 'map' ? textAt(node, 'key')?.value : undefined;
      return node.type === 'map' && key !== undefined
        ? [[key, textAt(node, 'value')?.value ?? ''] as const]
        : [];
    }),
  );
}

function taintKeys(scene: Scene): readonly KnownValue[] {
  return valuesOf([...taints(scene).map(([key]) => key), 'node-role.kubernetes.io/control-plane']);
}

function taintValues(scene: Scene): readonly KnownValue[] {
  const key = textOf(mapAround(scene.spot.place.holder), 'key');
  return valuesOf(taints(scene).flatMap(([name, value]) => (name === key && value !== '' ? [value] : [])));
}
