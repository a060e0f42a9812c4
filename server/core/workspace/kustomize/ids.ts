/** When two names mean one resource (kustomize: kyaml/resid). */
import type { Draft, Id } from './draft.ts';

/**
 * Kinds that kustomize knows to have no namespace, from the API of Kubernetes 1.21 that it carries (5.7:
 * kyaml/openapi), with their groups. Kinds of custom resources are not among them: a ClusterIssuer gets a namespace.
 */
const clusterKinds: ReadonlyMap<string, readonly string[]> = new Map([
  ['ComponentStatus', ['']],
  ['Namespace', ['']],
  ['Node', ['']],
  ['PersistentVolume', ['']],
  ['MutatingWebhookConfiguration', ['admissionregistration.k8s.io']],
  ['ValidatingWebhookConfiguration', ['admissionregistration.k8s.io']],
  ['CustomResourceDefinition', ['apiextensions.k8s.io']],
  ['APIService', ['apiregistration.k8s.io']],
  ['TokenReview', ['authentication.k8s.io']],
  ['SelfSubjectAccessReview', ['authorization.k8s.io']],
  ['SelfSubjectRulesReview', ['authorization.k8s.io']],
  ['SubjectAccessReview', ['authorization.k8s.io']],
  ['CertificateSigningRequest', ['certificates.k8s.io']],
  ['FlowSchema', ['flowcontrol.apiserver.k8s.io']],
  ['PriorityLevelConfiguration', ['flowcontrol.apiserver.k8s.io']],
  ['StorageVersion', ['internal.apiserver.k8s.io']],
  ['IngressClass', ['networking.k8s.io']],
  ['RuntimeClass', ['node.k8s.io']],
  ['PodSecurityPolicy', ['policy', 'extensions']],
  ['ClusterRole', ['rbac.authorization.k8s.io']],
  ['ClusterRoleBinding', ['rbac.authorization.k8s.io']],
  ['PriorityClass', ['scheduling.k8s.io']],
  ['CSIDriver', ['storage.k8s.io']],
  ['CSINode', ['storage.k8s.io']],
  ['StorageClass', ['storage.k8s.io']],
  ['VolumeAttachment', ['storage.k8s.io']],
]);

/** A kind as configurations select it; what is empty matches everything. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export function isClusterScoped({ group, kind }: Gvk): boolean {
  return clusterKinds.get(kind)?.includes(group) ?? false;
}

/** Kinds that kustomize takes for namespaced and that are not: Argo CD and Helm ask the cluster. */
const alsoClusterScoped = new Set(['ClusterIssuer', 'GatewayClass']);

/** Whether the cluster puts resources of a kind into namespaces. */
export function isNamespaced(gvk: Gvk): boolean {
  return !isClusterScoped(gvk) && !alsoClusterScoped.has(gvk.kind);
}

/** The namespace as kustomize compares it; no namespace is `default`. */
export function namespaceOf(id: Id): string {
  if (isClusterScoped(id)) return '_non_namespaceable_';
  return id.namespace === '' ? 'default' : id.namespace;
}

export function sameId(a: Id, b: Id): boolean {
  return (
    a.name === b.name &&
    a.kind === b.kind &&
    a.group === b.group &&
    a.version === b.version &&
    namespaceOf(a) === namespaceOf(b)
  );
}

/** One string for everything that tells two resources apart. */
export function keyOf(id: Id): string {
  return [id.group, id.version, id.kind, namespaceOf(id), id.name].join('\n');
}

/** Whether `gvk` selects the kind of `id`. */
export function isSelected(id: Gvk, gvk: Gvk): boolean {
  return (
    (gvk.group === '' || gvk.group === id.group) &&
    (gvk.version === '' || gvk.version === id.version) &&
    (gvk.kind === '' || gvk.kind === id.kind)
  );
}

/** What the resource was called in the file that declares it. */
export function originalId(draft: Draft): Id {
  return draft.previous[0] ?? draft.id;
}

/** Whether the resource is, or ever was, called `id`. */
export function wasEver(draft: Draft, id: Id): boolean {
  return idLike(draft, id) !== undefined;
}

/** That of the names of a resource, present and past, which says the same as `id`. */
export function idLike({ id: now, previous }: Draft, id: Id): Id | undefined {
  return [now, ...previous].find((each) => sameId(each, id));
}
