/**
 * What will happen, before it does: every Certificate that is written or that a shim will make, the issuer that it
 * asks, and for each of its names the challenge, the solver, the solver's pod and the nodes that are left to it.
 */
import type { Release } from '../facts.ts';
import { type DataMap, mapIn, textIn } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import { has, itemsAt, lacks, mapAt, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { Resources } from '../workspace/resources.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { type Gap, gapAt, type Hidden, hiddenAt } from './gap.ts';
import { type Ground, groundOf } from './ground.ts';
import { type Identifier, identifiersOf } from './identifiers.ts';
import { type PlannedName, planName } from './planName.ts';
import {
  anywhere,
  nameOf,
  type Standing,
  type Unplanned,
  type Wanted,
  wantedCertificates,
} from './wanted.ts';

export type { Identifier } from './identifiers.ts';
export type { PlannedName, PlannedPod } from './planName.ts';
export type { RefusedNode } from './refusedNode.ts';
export type { ChallengeType, Why } from './solverChoice.ts';
export type { SolverPlacement } from './solverPlacement.ts';
export type { Unplanned } from './wanted.ts';

export interface Plan {
  /** Written ones first, then those of the shims; in the order of the resources. */
  readonly certificates: readonly PlannedCertificate[];
  /** What would make a Certificate, and for which none is planned. */
  readonly unplanned: readonly Unplanned[];
}

export interface PlannedCertificate {
  /** The Certificate, or what the shim makes it of. */
  readonly source: Known;
  readonly written: boolean;
  /** Whether something else that is applied together makes a Certificate of this name as well: the first one keeps it. */
  readonly contested: boolean;
  /** Undefined where it is not surely known. */
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  /** As it is written (null in the place of what a template decides), or as the shim makes it. */
  readonly spec: DataMap;
  readonly issuer: PlannedIssuer;
  /** What it asks for: DNS names as they are written, the common name, IP addresses; each once. */
  readonly names: readonly PlannedName[];
  /** What hides names, so that there may be more; undefined where those are all. */
  readonly moreNames: Hidden | undefined;
}

export interface PlannedIssuer {
  /** Undefined where it is not known. */
  readonly kind: string | undefined;
  readonly name: string | undefined;
  /** Why it is not known whom the Certificate asks: by name, or by kind and group. */
  readonly gap: { readonly of: 'name' | 'kind'; readonly why: Gap } | undefined;
  /** The Certificate's for an Issuer, as far as one is written; undefined for a ClusterIssuer and for others' kinds. */
  readonly namespace: string | undefined;
  /** Another controller's, of this API group. */
  readonly group: string | undefined;
  readonly found: boolean;
  /** The one issuer that is meant; undefined where there is none, or where several have this name. */
  readonly resource: Issuer | undefined;
  /** `none`: it surely has none; `several`: more than one; `unknown` where it is not found, or a template decides. */
  readonly type: 'acme' | 'ca' | 'selfSigned' | 'vault' | 'venafi' | 'none' | 'several' | 'unknown';
}

/**
 * The solvers of a Certificate's issuer that answer none of its names; none where it has no names, or one of them may still go
 * anywhere.
 */
export function idleSolvers({ issuer, names, moreNames }: PlannedCertificate): readonly YamlNode[] {
  const isOpen =
    moreNames !== undefined ||
    names.length === 0 ||
    names.some(({ state }) => state === 'unknown' || state === 'templated');
  if (!issuer.resource || isOpen) return [];
  const busy = new Set(names.map(({ choice }) => choice?.index));
  return itemsAt(issuer.resource.map, 'spec.acme.solvers')
    .filter(({ index }) => !busy.has(index))
    .map(({ node }) => node);
}

/** The entries and listeners of what a Certificate is made of that have other Secrets, and so other Certificates. */
export function entriesOfOthers({ source, written, name }: PlannedCertificate): readonly YamlNode[] {
  if (written || name === undefined) return [];
  const isIngress = source.kind === 'Ingress';
  return itemsAt(source.map, isIngress ? 'spec.tls' : 'spec.listeners').flatMap(({ node }) => {
    if (node.type !== 'map') return [];
    const secrets = isIngress
      ? [textAt(node, 'secretName')?.value]
      : itemsAt(node, 'tls.certificateRefs').map(({ node: one }) =>
          one.type === 'map' ? textAt(one, 'name')?.value : undefined,
        );
    // A name that is not known may be this one.
    return secrets.length > 0 && secrets.every((secret) => secret !== undefined && secret !== name)
      ? [node]
      : [];
  });
}

/** The plan of all resources under a release of cert-manager. */
export function plan(resources: Resources, release: Release): Plan {
  return planOn(groundOf(resources, release));
}

/** The plan on a ground that somebody gathered. */
export function planOn(ground: Ground): Plan {
  const { references, resources, release, standing = anywhere } = ground;
  const { certificates, unplanned } = wantedCertificates(resources, references, release, standing);
  const counts = new Map<string, number>();
  const keyOf = (wanted: Wanted) => `${standing.homeOf(wanted.source)} ${nameOf(wanted)}`;
  for (const wanted of certificates) counts.set(keyOf(wanted), (counts.get(keyOf(wanted)) ?? 0) + 1);
  const isContested = (wanted: Wanted) => !wanted.written && (counts.get(keyOf(wanted)) ?? 0) > 1;
  return {
    certificates: certificates.map((wanted) => planCertificate(wanted, isContested(wanted), ground)),
    unplanned,
  };
}

/** Where a Certificate says what it asks for. */
const nameFields = ['spec.dnsNames', 'spec.ipAddresses', 'spec.commonName', 'spec.literalSubject'];

function planCertificate(wanted: Wanted, contested: boolean, ground: Ground): PlannedCertificate {
  const { source, written, name, namespace, spec } = wanted;
  const { hasTemplate } = ground.standing ?? anywhere;
  const issuers = issuersOf(wanted, ground);
  const issuer = issuerOf(wanted, issuers, ground);
  const { identifiers, complete } = identifiersOf(spec);
  let names: readonly PlannedName[] | undefined;
  return {
    source,
    written,
    contested,
    name,
    namespace,
    spec,
    issuer,
    // The dear part, and who draws one certificate needs that of no other.
    get names() {
      names ??= identifiers.map((identifier) => plannedName(identifier, wanted, issuers, ground));
      return names;
    },
    moreNames: written ? hiddenAt(source, nameFields, hasTemplate) : complete ? undefined : 'templated',
  };
}

/** Of more issuers of one name nobody asks whether they agree. */
const mostIssuers = 8;

/** The plan of a name; of several issuers that may be meant, only what they all say. */
function plannedName(
  identifier: Identifier,
  wanted: Wanted,
  issuers: readonly Issuer[],
  ground: Ground,
): PlannedName {
  const some = issuers.length > mostIssuers ? [] : issuers;
  const plans = some.map((issuer) => planName(identifier, issuer, wanted, ground));
  const [first] = plans;
  const same = new Set(plans.map(({ choice, pod }) => JSON.stringify([choice, pod.data])));
  return first && same.size === 1 ? first : planName(identifier, undefined, wanted, ground);
}

/** The issuers of cert-manager's own that the Certificate may mean. */
function issuersOf({ spec, namespace }: Wanted, { references }: Ground): readonly Issuer[] {
  const { kind, name, group } = issuerRef(spec);
  if (name === undefined || group !== 'cert-manager.io') return [];
  if (kind === 'Issuer') return references('Issuer', namespace, name);
  return kind === 'ClusterIssuer' ? references('ClusterIssuer', undefined, name) : [];
}

interface IssuerRef {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly group: string | undefined;
}

/** What is referred to, with the defaults of the API; undefined where a template decides. */
function issuerRef(spec: DataMap): IssuerRef {
  const ref = mapIn(spec, 'issuerRef') ?? {};
  const part = (name: string, otherwise: string) =>
    Object.hasOwn(ref, name) && ref[name] === null ? undefined : textIn(ref, name) || otherwise;
  return {
    kind: part('kind', 'Issuer'),
    name: textIn(ref, 'name') || undefined,
    group: part('group', 'cert-manager.io'),
  };
}

function issuerOf(wanted: Wanted, issuers: readonly Issuer[], { standing }: Ground): PlannedIssuer {
  const { spec, namespace } = wanted;
  const { kind, name, group } = issuerRef(spec);
  const [resource, ...others] = issuers;
  const own = group === 'cert-manager.io';
  const only = others.length === 0 ? resource : undefined;
  return {
    kind,
    name,
    gap: gapOf(wanted, standing),
    namespace: own && kind === 'Issuer' ? namespace : undefined,
    group: own ? undefined : group,
    found: issuers.length > 0,
    resource: only,
    type: only ? typeOf(only) : 'unknown',
  };
}

/** Why it is not known whom a Certificate asks; of one that a shim makes it always is. */
function gapOf(
  { source, written, spec }: Wanted,
  { hasTemplate }: Standing = anywhere,
): PlannedIssuer['gap'] {
  if (!written) return undefined;
  const { kind, name, group } = issuerRef(spec);
  const gap = (field: string) => gapAt(source, `spec.issuerRef.${field}`, hasTemplate) ?? 'unclear';
  if (name === undefined) return { of: 'name', why: gap('name') };
  const field = kind === undefined ? 'kind' : 'group';
  return kind === undefined || group === undefined ? { of: 'kind', why: gap(field) } : undefined;
}

const types = ['acme', 'ca', 'selfSigned', 'vault', 'venafi'] as const;

function typeOf({ map }: Issuer): PlannedIssuer['type'] {
  const written = types.filter((type) => has(map, `spec.${type}`));
  const others = types.filter((type) => !written.includes(type));
  const [type] = written;
  if (written.length > 1) return 'several';
  if (others.length === types.length && others.every((other) => lacks(map, `spec.${other}`))) return 'none';
  const sure = written.length === 1 && others.every((other) => lacks(map, `spec.${other}`));
  return type !== undefined && sure && mapAt(map, `spec.${type}`) ? type : 'unknown';
}
