/** Kubernetes resources in a document, known by apiVersion and kind alone. */
import { asString, lookup } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';
import { type Issuer, issuer } from './issuer.ts';

/** What every resource has. `map` is all of it; read it with `look.ts`. */
export interface Meta {
  readonly apiVersion: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly map: YamlMap;
}

/** A resource that rules read by path. */
export interface Plain<K extends string> extends Meta {
  readonly kind: K;
}

export interface ResourceByKind {
  readonly Issuer: Issuer;
  readonly ClusterIssuer: Issuer;
  readonly Certificate: Plain<'Certificate'>;
  readonly CertificateRequest: Plain<'CertificateRequest'>;
  readonly Order: Plain<'Order'>;
  readonly Challenge: Plain<'Challenge'>;
  readonly Ingress: Plain<'Ingress'>;
  readonly Gateway: Plain<'Gateway'>;
  readonly ListenerSet: Plain<'ListenerSet'>;
  readonly XListenerSet: Plain<'XListenerSet'>;
}
export type Kind = keyof ResourceByKind;
export type Resource = ResourceByKind[Kind];

/** Kinds of tools that write, copy or synchronise Secrets, in one namespace or in many; each says in its own way which. */
export const secretToolGroups = {
  ClusterExternalSecret: /^external-secrets\.io$/,
  ClusterSecret: /^clustersecret\.(?:io|com)$/,
  OnePasswordItem: /^onepassword\.com$/,
  VaultSecret: /^ricoberger\.de$/,
  VaultStaticSecret: /^secrets\.hashicorp\.com$/,
  VaultDynamicSecret: /^secrets\.hashicorp\.com$/,
  VaultPKISecret: /^secrets\.hashicorp\.com$/,
  SopsSecret: /^isindir\.github\.com$/,
  InfisicalSecret: /^secrets\.infisical\.com$/,
  DopplerSecret: /^secrets\.doppler\.com$/,
  BitwardenSecret: /^k8s\.bitwarden\.com$/,
  AzureKeyVaultSecret: /^spv\.no$/,
  SecretProviderClass: /^secrets-store\.csi\.x-k8s\.io$/,
  ClusterPolicy: /^kyverno\.io$/,
  Policy: /^kyverno\.io$/,
  GeneratingPolicy: /^policies\.kyverno\.io$/,
} as const;

/** Kinds that no rule judges but that tell about the cluster: where pods run, what is installed, who holds a secret. */
const contextGroups = {
  Node: /^v1$/,
  Namespace: /^v1$/,
  Pod: /^v1$/,
  Service: /^v1$/,
  Secret: /^v1$/,
  ConfigMap: /^v1$/,
  ReplicationController: /^v1$/,
  Deployment: /^(apps|extensions)$/,
  DaemonSet: /^(apps|extensions)$/,
  StatefulSet: /^apps$/,
  IngressClass: /^networking\.k8s\.io$/,
  GatewayClass: /^gateway\.networking\.k8s\.io$/,
  EnvoyProxy: /^gateway\.envoyproxy\.io$/,
  ExternalSecret: /^external-secrets\.io$/,
  SealedSecret: /^bitnami\.com$/,
  ...secretToolGroups,
  HelmRelease: /^helm\.toolkit\.fluxcd\.io$/,
  /** Not written as a resource: what a chart or a kustomization brings along. */
  Chart: /^helm\.sh$/,
  HelmChart: /^helm\.cattle\.io$/,
  HelmChartConfig: /^helm\.cattle\.io$/,
  Application: /^argoproj\.io$/,
  ApplicationSet: /^argoproj\.io$/,
  Kustomization: /^kustomize\.toolkit\.fluxcd\.io$/,
} as const;

export type ContextKind = keyof typeof contextGroups;
export type ContextByKind = { readonly [K in ContextKind]: Plain<K> };
/** Everything that the workspace knows by name: what rules judge, and what tells about the cluster. */
export type KnownByKind = ResourceByKind & ContextByKind;
export type KnownKind = keyof KnownByKind;
export type Known = KnownByKind[KnownKind];

/** Groups of cert-manager, old ones and misspelt ones included: `unserved-api-version` tells which of them hold a kind. */
const own = /^(?:acme\.)?cert-?manager\.(?:k8s\.)?io$/;

/** The API groups of each kind, old ones included. */
const groups: ReadonlyMap<string, RegExp> = new Map([
  ['Issuer', own],
  ['ClusterIssuer', own],
  ['Certificate', own],
  ['CertificateRequest', own],
  ['Order', own],
  ['Challenge', own],
  ['Ingress', /^(networking\.k8s\.io|extensions)$/],
  ['Gateway', /^gateway\.networking\.k8s\.io$/],
  ['ListenerSet', /^gateway\.networking\.k8s\.io$/],
  ['XListenerSet', /^gateway\.networking\.x-k8s\.io$/],
]);

/** Whether a text speaks of cert-manager's API or of its annotations. */
export function mentionsGroup(text: string): boolean {
  return /cert-?manager\.(?:k8s\.)?io\//.test(text);
}

/**
 * A cheap look at the raw text: whether a document may hold a resource of a kind that we know. Decides what is
 * parsed at all, so it must hold for JSON, quoted and indented text as well. Ingresses and Gateways matter where
 * they speak of cert-manager.
 */
export function mayHoldResource(text: string): boolean {
  if (!mentionsGroup(text)) return false;
  // Where the kind stands at the left margin, as nearly always, it decides.
  const kind = /^kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?\r?$/m.exec(text)?.[1];
  if (kind !== undefined && (groups.has(kind) || ownKind(kind) || kind.endsWith('List'))) return true;
  // Or it carries the values of a chart, with resources in them.
  return (
    (kind === undefined || kind === 'HelmRelease' || kind === 'Application') &&
    /Issuer|Certificate|Order|Challenge|Ingress|Gateway|ListenerSet/.test(text)
  );
}

/** The kinds of cert-manager's own API, whose structure we know. */
export const certManagerKinds = [
  'Issuer',
  'ClusterIssuer',
  'Certificate',
  'CertificateRequest',
  'Order',
  'Challenge',
] as const satisfies readonly Kind[];

/** The kind of cert-manager that is meant where another case or the plural is written (`certificate`, `Issuers`). */
function ownKind(written: string): Kind | undefined {
  const lower = written.toLowerCase();
  return certManagerKinds.find((kind) => lower === kind.toLowerCase() || lower === `${kind.toLowerCase()}s`);
}

/** Every kind that we know, for rules that concern them all. */
export const everyKind: readonly Kind[] = [
  ...certManagerKinds,
  'Ingress',
  'Gateway',
  'ListenerSet',
  'XListenerSet',
];

/**
 * Whether a text that need not parse names a resource of cert-manager's own groups: `apiVersion` and `kind` both stand
 * at the left margin. What the tree cannot tell where a syntax error hides it.
 */
export function namesResource(text: string): boolean {
  const at = (key: string) => new RegExp(`^${key}:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1] ?? '';
  const group = at('apiVersion').split('/')[0] ?? '';
  return /cert-?manager/.test(group) && groups.get(at('kind'))?.test(group) === true;
}

/**
 * A cheap look at the raw text: whether a document may hold a resource of a kind that tells about the cluster. Like
 * `mayHoldResource` it decides what is parsed for the sake of others.
 */
export function mayHoldContext(text: string): boolean {
  const kind = /^kind:[ \t]*["']?([A-Za-z]+)["']?[ \t]*(?:#.*)?\r?$/m.exec(text)?.[1];
  if (kind !== undefined && workloads.test(kind)) return isOfInterest(text);
  if (kind === 'ConfigMap') return text.length <= mostOfSettings;
  if (kind !== undefined) return kind in contextGroups || servers.test(kind) || kind.endsWith('List');
  return /"kind"\s*:|^\s+kind:/m.test(text) && contextPattern.test(text);
}
/** ConfigMaps are read for the settings that Flux takes from them; larger ones hold dashboards and scripts. */
const mostOfSettings = 32_768;
/** They serve Secrets that Certificates write, and solvers go through them, whether or not they speak of cert-manager. */
const servers = /^(Ingress|Gateway|X?ListenerSet)$/;
/** Of what runs pods ingress controllers and cert-manager's own matter, which say what they are, and who reads Secrets. */
const isOfInterest = (text: string) => controllers.test(text) || secretReaders.test(text);
const secretReaders = /\bsecret(?:Name|KeyRef|Ref)["']?\s*:|\bsecret["']?\s*:\s*(?:[{\r\n#&]|$)/;
const workloads = /^(Deployment|DaemonSet|StatefulSet|Pod|ReplicationController|Service)$/;
const controllers =
  /ingress|gateway|traefik|envoy|istio|cilium|haproxy|contour|kong|nginx|apisix|emissary|ambassador|voyager|skipper|caddy|--cluster-resource-namespace/i;
const contextPattern = new RegExp(
  `\\b(?:${Object.keys(contextGroups).join('|')}|Ingress|Gateway|X?ListenerSet)\\b`,
);

/** The same for a whole file of several documents: whether any of them may hold a resource of whatever known kind. */
export function mayMatterInFile(text: string): boolean {
  if (mentionsGroup(text)) return true;
  for (const [, kind = ''] of text.matchAll(kindAnywhere)) {
    if (kind === 'ConfigMap' && text.length > mostOfSettings) continue;
    if (workloads.test(kind) ? isOfInterest(text) : kind in contextGroups || servers.test(kind)) return true;
  }
  return false;
}
const kindAnywhere = /^[\s-]*["']?kind["']?[ \t]*:[ \t]*["']?([A-Za-z]+)/gm;

/** The resources of a document that rules judge: its root, or the items of a `List`. */
export function resourcesOf(root: YamlNode | undefined): readonly Resource[] {
  return knownResourcesOf(root).filter(isJudged);
}

/** Whether rules may judge a resource, or whether it only tells about the cluster. */
export function isJudged(resource: Known): resource is Resource {
  return groups.has(resource.kind);
}

/** Whether a kind of this name is one that the workspace knows, in whatever group. */
export function isKnownKind(kind: string): boolean {
  return groups.has(kind) || Object.hasOwn(contextGroups, kind);
}

/** All resources of a document that the workspace knows by name: its root, or the items of a `List`. */
export function knownResourcesOf(root: YamlNode | undefined): readonly Known[] {
  if (root?.type !== 'map') return [];
  const items = asString(lookup(root, 'kind')?.entry.value)?.endsWith('List')
    ? lookup(root, 'items')?.entry.value
    : undefined;
  const candidates = items?.type === 'list' ? items.items.map((item) => item.value) : [root];
  return candidates.flatMap((node) => (node.type === 'map' ? (decode(node) ?? []) : []));
}

/** Whether a kind has no namespace, whatever is written (Kubernetes `rest.BeforeCreate`: `SetNamespace(metav1.NamespaceNone)`). */
export const isClusterScoped = (kind: string): boolean =>
  /^(?:ClusterIssuer|IngressClass|GatewayClass|Node|Namespace)$/.test(kind);

/** The resource that a mapping is; undefined where its kind is not known. A misspelt kind of ours counts as what it means. */
export function decode(map: YamlMap): Known | undefined {
  const apiVersion = certainString(lookup(map, 'apiVersion')?.entry);
  const written = certainString(lookup(map, 'kind')?.entry);
  if (apiVersion === undefined || written === undefined) return undefined;
  const apiGroup = apiVersion.split('/')[0] ?? '';
  const kind = (own.test(apiGroup) ? ownKind(written) : undefined) ?? written;
  const group = groups.get(kind) ?? contextGroupOf(kind);
  if (!group?.test(apiGroup)) return undefined;
  const metadata = lookup(map, 'metadata')?.entry.value;
  const label = (name: string) =>
    metadata?.type === 'map' ? certainString(lookup(metadata, name)?.entry) : undefined;
  // Kustomize writes a namespace into what it does not know to have none, and the API server takes it out again.
  const namespace = isClusterScoped(kind) ? undefined : label('namespace');
  const meta: Meta = { apiVersion, name: label('name'), namespace, map };
  return kind === 'Issuer' || kind === 'ClusterIssuer' ? issuer(kind, meta) : ({ ...meta, kind } as Known);
}

function contextGroupOf(kind: string): RegExp | undefined {
  return kind in contextGroups ? contextGroups[kind as ContextKind] : undefined;
}

function certainString(entry: YamlEntry | undefined): string | undefined {
  return entry?.value.certain ? asString(entry.value) : undefined;
}
