/**
 * Which names a resource writes down, and what each stands for: its own, those of Secrets that it makes others write, and
 * those of what it refers to. The one list of references. A name in which a template has a part is no name.
 */
import { insideOf } from '../model/issuerTypes.ts';
import { booleanAt, type Found, itemsAt, lacks, look, mapAt, textAt } from '../model/look.ts';
import { isClusterScoped, type Known, type KnownKind } from '../model/resource.ts';
import { isSecretTool } from '../model/secretNames.ts';
import type { Span } from '../text/span.ts';
import type { YamlMap } from '../yaml/tree.ts';
import {
  clusterIssuerKey,
  ingressClassKey,
  ingressClassNameKey,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
} from './annotations.ts';
import { keystoreSecretsIn, secretNamesIn } from './secretReferences.ts';

/** What a resource does with a name: it bears it, it has a Secret of that name written, or it refers to who bears it. */
export type Role = 'declares' | 'writes' | 'refers';

/** A name that stands in a resource. */
export interface Mention {
  /** What it names. `Secret` stands for whatever writes the Secret, too. */
  readonly kind: KnownKind;
  /** Undefined for a kind without namespaces, and where no namespace is written. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly role: Role;
  /** The characters of the name without quotes; for an alias `*it`. */
  readonly at: Span;
  /** Whether an anchor or an alias stands there: then the name is not alone in meaning this text. */
  readonly shared: boolean;
}

/** The namespace of names that are written without one; undefined where it is not known. */
type Home = { readonly namespace: string | undefined } | undefined;

type Name = Found<string> | undefined;

const everywhere: Home = { namespace: undefined };

/**
 * All names in a resource that are surely written. `clusterNamespace`: where cert-manager looks for the Secrets of
 * ClusterIssuers (`resourceNamespace.ts`); undefined where that is not known.
 */
export function mentionsOf(resource: Known, clusterNamespace: string | undefined): readonly Mention[] {
  // Pods and much else name ConfigMaps in fields that nobody here reads, and tools for Secrets have their own ways.
  if (resource.kind === 'ConfigMap' || isSecretTool(resource.kind)) return [];
  const home = homeOf(resource);
  return [
    ...named('declares', resource.kind, home, textAt(resource.map, 'metadata.name')),
    ...within(resource, home, clusterNamespace),
  ];
}

function within({ kind, map }: Known, home: Home, clusterNamespace: string | undefined): readonly Mention[] {
  switch (kind) {
    case 'Issuer':
      return ofIssuer(map, home, home);
    case 'ClusterIssuer':
      // Challenges of a ClusterIssuer are where the Certificate is.
      return ofIssuer(
        map,
        clusterNamespace === undefined ? undefined : { namespace: clusterNamespace },
        undefined,
      );
    case 'Certificate':
      return [
        ...issuerRef(map, home),
        ...named('writes', 'Secret', home, textAt(map, 'spec.secretName')),
        ...keystoreSecretsIn(map).flatMap((name) => named('refers', 'Secret', home, name)),
        ...classes(map, overriddenClassKeys),
      ];
    case 'CertificateRequest':
      return [...issuerRef(map, home), ...certificateName(map, home)];
    case 'Order':
    case 'Challenge':
      return issuerRef(map, home);
    case 'Ingress':
      return ofIngress(map, home);
    case 'Gateway':
    case 'ListenerSet':
    case 'XListenerSet':
      return ofGateway(kind, map, home);
    case 'Secret':
      return certificateName(map, home);
    case 'ExternalSecret':
      // Without a name of its own the target is named as the ExternalSecret (`spec.target.name`, API of External Secrets).
      return lacks(map, 'spec.target.name')
        ? named('declares', 'Secret', home, textAt(map, 'metadata.name'))
        : named('declares', 'Secret', home, textAt(map, 'spec.target.name'));
    case 'SealedSecret':
      return named('declares', 'Secret', home, textAt(map, 'metadata.name'));
    case 'Pod':
      return ofPod(map, 'spec', home);
    case 'Deployment':
    case 'DaemonSet':
    case 'StatefulSet':
    case 'ReplicationController':
      return ofPod(map, 'spec.template.spec', home);
    default:
      return [];
  }
}

/** The Secrets that a pod reads (k8s.io/api `core/v1/types.go`, `PodSpec`). */
function ofPod(map: YamlMap, path: string, home: Home): readonly Mention[] {
  const spec = mapAt(map, path)?.value;
  if (!spec) return [];
  const volumes = mapsIn(spec, 'volumes').flatMap((volume) => [
    textAt(volume, 'secret.secretName'),
    ...mapsIn(volume, 'projected.sources').map((source) => textAt(source, 'secret.name')),
  ]);
  const containers = ['containers', 'initContainers'].flatMap((list) => mapsIn(spec, list));
  const variables = containers.flatMap((container) => [
    ...mapsIn(container, 'env').map((one) => textAt(one, 'valueFrom.secretKeyRef.name')),
    ...mapsIn(container, 'envFrom').map((one) => textAt(one, 'secretRef.name')),
  ]);
  const pulls = mapsIn(spec, 'imagePullSecrets').map((one) => textAt(one, 'name'));
  return [...volumes, ...variables, ...pulls].flatMap((name) => named('refers', 'Secret', home, name));
}

function homeOf({ kind, map, namespace }: Known): Home {
  if (isClusterScoped(kind)) return everywhere;
  const written = look(map, 'metadata.namespace').state === 'written';
  return written && namespace === undefined ? undefined : { namespace };
}

function named(role: Role, kind: KnownKind, home: Home, name: Name): readonly Mention[] {
  if (!home || !name || name.value === '') return [];
  const { alias, value } = name.entry;
  const shared = alias !== undefined || value.anchor !== undefined;
  const { namespace } = home;
  return [{ kind, namespace, name: name.value, role, at: insideOf(name) ?? name.span, shared }];
}

/** `spec.issuerRef` (cert-manager `pkg/apis/meta/v1/types.go`): an Issuer of the own namespace where no kind is written. */
function issuerRef(map: YamlMap, home: Home): readonly Mention[] {
  const group = lacks(map, 'spec.issuerRef.group') ? '' : textAt(map, 'spec.issuerRef.group')?.value;
  const kind = lacks(map, 'spec.issuerRef.kind') ? '' : textAt(map, 'spec.issuerRef.kind')?.value;
  return toIssuer(kind, group, home, textAt(map, 'spec.issuerRef.name'));
}

function toIssuer(
  kind: string | undefined,
  group: string | undefined,
  home: Home,
  name: Name,
): readonly Mention[] {
  if (group !== '' && group !== 'cert-manager.io') return [];
  if (kind === 'ClusterIssuer') return named('refers', kind, everywhere, name);
  return kind === '' || kind === 'Issuer' ? named('refers', 'Issuer', home, name) : [];
}

function annotation(map: YamlMap, key: string): Name {
  return textAt(map, ['metadata', 'annotations', key]);
}

/** What the annotations of an Ingress or Gateway ask for (cert-manager `pkg/controller/certificate-shim/sync.go`). */
function issuerAnnotations(map: YamlMap, home: Home): readonly Mention[] {
  const other = (key: string) =>
    lacks(map, ['metadata', 'annotations', key]) ? '' : annotation(map, key)?.value;
  const clusterIssuer = annotation(map, clusterIssuerKey);
  return [
    ...toIssuer(other(issuerKindKey), other(issuerGroupKey), home, annotation(map, issuerKey)),
    ...named('refers', 'ClusterIssuer', everywhere, clusterIssuer),
  ];
}

/** Whether cert-manager makes Certificates of an object: an issuer is named. */
function isShimmed(map: YamlMap): boolean {
  return [issuerKey, clusterIssuerKey].some((key) => annotation(map, key) !== undefined);
}

function certificateName(map: YamlMap, home: Home): readonly Mention[] {
  return named('refers', 'Certificate', home, annotation(map, 'cert-manager.io/certificate-name'));
}

const overriddenClassKeys = [
  'acme.cert-manager.io/http01-override-ingress-class',
  'acme.cert-manager.io/http01-override-ingress-ingressclassname',
];

function classes(map: YamlMap, keys: readonly string[]): readonly Mention[] {
  return keys.flatMap((key) => named('refers', 'IngressClass', everywhere, annotation(map, key)));
}

function ofIngress(map: YamlMap, home: Home): readonly Mention[] {
  const role = isShimmed(map) ? 'writes' : 'refers';
  return [
    ...issuerAnnotations(map, home),
    ...classes(map, ['kubernetes.io/ingress.class', ingressClassKey, ingressClassNameKey]),
    ...named('refers', 'IngressClass', everywhere, textAt(map, 'spec.ingressClassName')),
    ...mapsIn(map, 'spec.tls').flatMap((tls) => named(role, 'Secret', home, textAt(tls, 'secretName'))),
  ];
}

function ofGateway(kind: KnownKind, map: YamlMap, home: Home): readonly Mention[] {
  const role = isShimmed(map) && kind !== 'XListenerSet' ? 'writes' : 'refers';
  const parent = kind === 'Gateway' ? undefined : mapAt(map, 'spec.parentRef')?.value;
  const secrets = mapsIn(map, 'spec.listeners').flatMap((listener) =>
    mapsIn(listener, 'tls.certificateRefs').flatMap((reference) => {
      const there = elsewhere(reference, home);
      const own = there !== undefined && there.namespace === home?.namespace;
      const plain = isOf(reference, 'kind', ['Secret', '']) && isOf(reference, 'group', ['', 'core']);
      return plain ? named(own ? role : 'refers', 'Secret', there, textAt(reference, 'name')) : [];
    }),
  );
  return [
    ...issuerAnnotations(map, home),
    ...named('refers', 'GatewayClass', everywhere, textAt(map, 'spec.gatewayClassName')),
    ...(parent ? parentRef(parent, home) : []),
    ...secrets,
  ];
}

/** A `ParentReference` of the Gateway API; without kind and group a Gateway. */
function parentRef(reference: YamlMap, home: Home): readonly Mention[] {
  const kind = lacks(reference, 'kind') ? 'Gateway' : textAt(reference, 'kind')?.value;
  const group = kind === 'XListenerSet' ? 'gateway.networking.x-k8s.io' : 'gateway.networking.k8s.io';
  const usual = kind === 'XListenerSet' ? [group] : [group, ''];
  if (kind !== 'Gateway' && kind !== 'ListenerSet' && kind !== 'XListenerSet') return [];
  if (!isOf(reference, 'group', usual)) return [];
  return named('refers', kind, elsewhere(reference, home), textAt(reference, 'name'));
}

/** Whether a field has one of these values; `''` stands for one that is absent, too. */
function isOf(map: YamlMap, field: string, values: readonly string[]): boolean {
  const value = lacks(map, field) ? '' : textAt(map, field)?.value;
  return value !== undefined && values.includes(value);
}

/** The namespace that a reference names, or else its home. */
function elsewhere(reference: YamlMap, home: Home): Home {
  if (lacks(reference, 'namespace')) return home;
  const namespace = textAt(reference, 'namespace')?.value;
  return namespace === undefined ? undefined : { namespace };
}

function ofIssuer(map: YamlMap, secrets: Home, challenges: Home): readonly Mention[] {
  const acme = mapAt(map, 'spec.acme')?.value;
  const account = acme && textAt(acme, 'privateKeySecretRef.name');
  const given = acme && booleanAt(acme, 'disableAccountKeyGeneration')?.value === true;
  return [
    ...named(given ? 'refers' : 'writes', 'Secret', secrets, account),
    ...secretNamesIn(map).flatMap((name) => named('refers', 'Secret', secrets, name)),
    ...(acme ? mapsIn(acme, 'solvers') : []).flatMap((solver) => ofSolver(solver, challenges)),
  ];
}

function ofSolver(solver: YamlMap, challenges: Home): readonly Mention[] {
  const ingress = mapAt(solver, 'http01.ingress')?.value;
  const route = mapAt(solver, 'http01.gatewayHTTPRoute')?.value;
  const references = route ? mapsIn(route, 'parentRefs') : [];
  const inIngress = ingress
    ? [
        ...named('refers', 'IngressClass', everywhere, textAt(ingress, 'ingressClassName')),
        ...named('refers', 'IngressClass', everywhere, textAt(ingress, 'class')),
        ...named('refers', 'Ingress', challenges, textAt(ingress, 'name')),
      ]
    : [];
  return [...inIngress, ...references.flatMap((reference) => parentRef(reference, challenges))];
}

function mapsIn(map: YamlMap, path: string): readonly YamlMap[] {
  return itemsAt(map, path).flatMap(({ node }) => (node.type === 'map' ? [node] : []));
}
