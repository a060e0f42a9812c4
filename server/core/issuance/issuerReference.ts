/**
 * Which issuer a resource asks for, and whether the workspace has it (cert-manager `pkg/issuer/helper.go`,
 * `pkg/controller/certificate-shim/sync.go`, release 1.21; behaviour facts, sections 6.2 and 7.1).
 */
import type { Issuer } from '../model/issuer.ts';
import { type Found, lacks, mapAt, textAt } from '../model/look.ts';
import type { Known, Resource } from '../model/resource.ts';
import { closestName } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import type { Gathering } from '../workspace/gathered.ts';
import type { Editor, Edits } from '../yaml/edit.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { clusterIssuerKey, issuerGroupKey, issuerKey, issuerKindKey } from './annotations.ts';
import { annotation, lacksAnnotation, renameKey, rewriteValue } from './shimObject.ts';

export type IssuerKind = Issuer['kind'];

/** What a resource says of the issuer that it wants; one of cert-manager's own kinds. */
export interface IssuerReference {
  readonly kind: IssuerKind;
  readonly name: Found<string>;
  /** Where the kind is said: its value, or the key of the annotation; undefined where it is not said. */
  readonly kindAt: Span | undefined;
  /** Makes it ask for another kind; undefined where no edit can. */
  readonly withKind: (kind: IssuerKind, edit: Editor) => Edits | undefined;
}

/** The issuer that a resource surely asks for; undefined where it asks for none, for an external one, or for two. */
export function issuerReferenceOf({ kind, map }: Resource): IssuerReference | undefined {
  switch (kind) {
    case 'Certificate':
    case 'CertificateRequest':
      return ofField(map);
    case 'Ingress':
    case 'Gateway':
    case 'ListenerSet':
      return ofAnnotations(map);
    default:
      return undefined;
  }
}

function ofField(map: YamlMap): IssuerReference | undefined {
  const name = textAt(map, 'spec.issuerRef.name');
  const kind = textAt(map, 'spec.issuerRef.kind');
  const isOurs = lacks(map, 'spec.issuerRef.group') || isOwnGroup(textAt(map, 'spec.issuerRef.group'));
  const its = lacks(map, 'spec.issuerRef.kind') ? 'Issuer' : ownKind(kind?.value);
  if (!name || name.value === '' || !isOurs || !its) return undefined;
  return {
    kind: its,
    name,
    kindAt: kind?.span,
    withKind(wanted, edit) {
      const holder = mapAt(map, 'spec.issuerRef')?.entry;
      return kind ? rewriteValue(kind, wanted) : holder && edit.insert(holder, ['kind'], wanted);
    },
  };
}

function ofAnnotations(map: YamlMap): IssuerReference | undefined {
  const [issuer, cluster] = [annotation(map, issuerKey), annotation(map, clusterIssuerKey)];
  const kind = annotation(map, issuerKindKey);
  const name = issuer ?? cluster;
  const hasKind = !lacksAnnotation(map, issuerKindKey);
  const isOurs = lacksAnnotation(map, issuerGroupKey) || isOwnGroup(annotation(map, issuerGroupKey));
  // Beside `cluster-issuer` the shim refuses the others.
  if (!name || name.value === '' || !isOurs || (cluster && (issuer || hasKind))) return undefined;
  const its = cluster ? 'ClusterIssuer' : hasKind ? ownKind(kind?.value) : 'Issuer';
  if (!its) return undefined;
  return {
    kind: its,
    name,
    kindAt: kind?.span ?? name.key,
    withKind: (wanted) =>
      kind
        ? rewriteValue(kind, wanted)
        : renameKey(map, name.entry, wanted === 'Issuer' ? issuerKey : clusterIssuerKey),
  };
}

const isOwnGroup = (group: Found<string> | undefined) =>
  group !== undefined && ['', 'cert-manager.io'].includes(group.value);

function ownKind(kind: string | undefined): IssuerKind | undefined {
  if (kind === '') return 'Issuer';
  return kind === 'Issuer' || kind === 'ClusterIssuer' ? kind : undefined;
}

/** What answers for issuers; the index of the rules is one. */
export interface IssuerIndex {
  find(kind: IssuerKind, namespace: string | undefined, name: string): readonly Issuer[];
  named(kind: IssuerKind, name: string): readonly Issuer[];
  /** Those that are applied together with the asker, for who reads nothing of them but names. */
  near(kind: IssuerKind): readonly Issuer[];
  gathered<T>(question: Gathering<T>): T;
  together(resource: Known): boolean;
  readonly complete: boolean;
}

export type Whereabouts =
  /** It is there, or may be: a namespace is not written, a name is made by a template, files are not read yet. */
  | { readonly state: 'fine' }
  /** There are Issuers of this name, all surely in other namespaces. */
  | {
      readonly state: 'other-namespace';
      readonly issuer: Issuer;
      readonly namespace: string;
      readonly clusterIssuer: Issuer | undefined;
    }
  /** Its name is only that of an issuer of the other kind. */
  | { readonly state: 'other-kind'; readonly issuer: Issuer }
  /** The workspace has issuers, and none of this name; `meant` is the one that is named nearly so. */
  | { readonly state: 'nowhere'; readonly meant: Issuer | undefined };

const fine: Whereabouts = { state: 'fine' };

/** Where the issuer is that a resource of `namespace` asks for. Nothing is said to be missing before all is known. */
export function whereIs(
  { kind, name }: IssuerReference,
  namespace: string | undefined,
  index: IssuerIndex,
): Whereabouts {
  const home = kind === 'Issuer' ? namespace : undefined;
  if (index.find(kind, home, name.value).length > 0) return fine;
  const issuers = index.named('Issuer', name.value);
  const [clusterIssuer] = index.named('ClusterIssuer', name.value);
  const serves = (issuer: Issuer) =>
    issuer.namespace === undefined || namespace === undefined || issuer.namespace === namespace;
  const isSure = (issuer: Issuer) => index.complete || index.together(issuer);
  const wanted = kind === 'Issuer' ? issuers.find(serves) : clusterIssuer;
  // One whose name a template makes may be it.
  const mayBeIt = (issuer: Issuer) =>
    issuer.name === undefined && (kind === 'ClusterIssuer' || serves(issuer));
  if (wanted || index.named(kind, '').some(mayBeIt)) return fine;
  if (kind === 'ClusterIssuer') {
    const near = issuers.find((issuer) =>
      index.together(issuer)
        ? serves(issuer)
        : index.complete && namespace !== undefined && issuer.namespace === namespace,
    );
    if (near) return { state: 'other-kind', issuer: near };
    return issuers.some(serves) ? fine : nowhere(kind, name.value, namespace, index);
  }
  // A kustomization gives issuers other names, and not to those who ask for them.
  const near =
    index.complete && !clusterIssuer ? closest(name.value, index.near(kind).filter(serves)) : undefined;
  if (near) return { state: 'nowhere', meant: near };
  const [far] = issuers;
  if (far?.namespace !== undefined)
    return isSure(far)
      ? { state: 'other-namespace', issuer: far, namespace: far.namespace, clusterIssuer }
      : fine;
  if (clusterIssuer) return isSure(clusterIssuer) ? { state: 'other-kind', issuer: clusterIssuer } : fine;
  return nowhere(kind, name.value, namespace, index);
}

function nowhere(
  kind: IssuerKind,
  name: string,
  namespace: string | undefined,
  index: IssuerIndex,
): Whereabouts {
  if (!index.complete) return fine;
  const homes = index.gathered(issuerHomes);
  if (homes.size === 0) return fine;
  const ofKind = homes.get(kind);
  const candidates =
    kind === 'Issuer' && namespace !== undefined
      ? ['', namespace].flatMap((home) => ofKind?.get(home) ?? [])
      : [...(ofKind?.values() ?? [])].flat();
  return { state: 'nowhere', meant: closest(name, candidates) };
}

/** The issuers of a workspace by kind and namespace, one of each name. */
const issuerHomes: Gathering<ReadonlyMap<string, ReadonlyMap<string, readonly Issuer[]>>> = {
  kinds: ['Issuer', 'ClusterIssuer'],
  reads: 'names',
  make(resources) {
    const homes = new Map<string, Map<string, Map<string, Issuer>>>();
    for (const resource of resources) {
      if (!isIssuer(resource)) continue;
      const { kind, namespace = '', name = '' } = resource;
      const ofKind = homes.get(kind) ?? new Map<string, Map<string, Issuer>>();
      homes.set(kind, ofKind);
      const issuers = ofKind.get(namespace) ?? new Map<string, Issuer>();
      ofKind.set(namespace, issuers);
      if (!issuers.has(name)) issuers.set(name, resource);
    }
    return new Map(
      [...homes].map(([kind, ofKind]) => [
        kind,
        new Map([...ofKind].map(([namespace, issuers]) => [namespace, [...issuers.values()]])),
      ]),
    );
  },
};

/** Whether a resource is an issuer of cert-manager's own. */
export const isIssuer = (resource: Known): resource is Issuer => /^(?:Cluster)?Issuer$/.test(resource.kind);

/** The one that is named nearly so. */
function closest(name: string, issuers: readonly Issuer[]): Issuer | undefined {
  const meant = closestName(
    name,
    issuers.flatMap((one) => one.name ?? []),
  );
  return meant === undefined ? undefined : issuers.find((one) => one.name === meant);
}
