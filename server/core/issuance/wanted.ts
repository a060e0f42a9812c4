/** The Certificates of a workspace: those that are written, and those that the shims make. */
import { isBefore, type Release, releaseFor } from '../facts.ts';
import { type Data, type DataMap, isMap, knownData } from '../model/data.ts';
import { lacks, look } from '../model/look.ts';
import type { Known, KnownByKind } from '../model/resource.ts';
import type { References, Resources } from '../workspace/resources.ts';
import { asString, isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { clusterIssuerKey, issuerKey, shimAnnotations, tlsAcmeKey } from './annotations.ts';
import { gapAt, type HasTemplate } from './gap.ts';
import { isShimmed, shim } from './shim.ts';
import type { Annotations } from './shimTranslate.ts';

/** A Certificate that there will be. */
export interface Wanted {
  /** The Certificate itself, or what the shim makes it of. */
  readonly source: Known;
  readonly written: boolean;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly spec: DataMap;
  /** Undefined where a template may add one that changes the solver's Ingress or route. */
  readonly annotations: Annotations | undefined;
  /** They arrive on the Order, where solvers ask for them; undefined where they are not surely known. */
  readonly labels: DataMap | undefined;
}

/** Something that would make a Certificate, and of which none is planned. */
export interface Unplanned {
  readonly source: Known;
  readonly why: /** A template decides about its issuer, its names or its Secrets. */
    | 'templated'
    /** An error in the text hides them. */
    | 'unclear'
    /** It has no name, of which that of a Certificate is made. */
    | 'nameless'
    /** The shim refuses it, and says so in an event or in its log only. */
    | 'refused'
    /** A Certificate of that name is written, which the shim leaves alone. */
    | 'taken';
  /** The Certificate's name, where it is one that is taken. */
  readonly name?: string;
}

export interface AllWanted {
  readonly certificates: readonly Wanted[];
  readonly unplanned: readonly Unplanned[];
}

/** First releases that read a kind (behaviour facts, section 6). */
const readSince = { Ingress: '0.11', Gateway: '1.5', ListenerSet: '1.20' } as const satisfies Record<
  string,
  Release
>;

const isShimmedKind = (kind: string): kind is keyof typeof readSince => Object.hasOwn(readSince, kind);

/** What is known of where resources stand. */
export interface Standing {
  /** Whether a Certificate is only a part of one, as a patch is. */
  readonly isPart: (certificate: KnownByKind['Certificate']) => boolean;
  /** What tells resources apart that nobody applies together, though nothing builds them: their folder. */
  readonly homeOf: (resource: Known) => string;
  readonly hasTemplate: HasTemplate;
}

/** For who knows nothing of files: what lacks what every Certificate has may be a patch. */
export const anywhere: Standing = {
  isPart: ({ map }) => lacksNeeded(map),
  homeOf: () => '',
  hasTemplate: () => true,
};

/** The Certificates that are wanted, in the order of the resources: written ones first. */
export function wantedCertificates(
  resources: Resources,
  references: References,
  release: Release,
  { isPart, homeOf, hasTemplate }: Standing = anywhere,
): AllWanted {
  const certificates: Wanted[] = resources
    .all('Certificate')
    .filter((one) => !isPart(one))
    .map(writtenCertificate);
  const keyOf = (one: Wanted) => `${homeOf(one.source)} ${nameOf(one)}`;
  const written = new Set(certificates.map(keyOf));
  const unplanned: Unplanned[] = [];
  for (const kind of ['Ingress', 'Gateway', 'ListenerSet'] as const) {
    for (const source of resources.all(kind)) {
      const made = madeOf(source, references, release);
      if (!made) continue;
      if (made === 'templated') unplanned.push({ source, why: hiddenIn(source, hasTemplate) });
      else if (made === 'refused') unplanned.push({ source, why: made });
      else
        for (const one of made) {
          if (written.has(keyOf(one))) unplanned.push({ source, why: 'taken', name: one.name ?? '' });
          else certificates.push(one);
        }
    }
  }
  return { certificates, unplanned };
}

/** Why nothing is known of what a shim makes of a resource. */
function hiddenIn(source: Known, hasTemplate: HasTemplate): Unplanned['why'] {
  if (gapAt(source, 'metadata.name', hasTemplate) === 'absent') return 'nameless';
  return hasTemplate(source) ? 'templated' : 'unclear';
}

/** Names a wanted Certificate among those that are applied together. */
export const nameOf = ({ namespace, name }: Wanted) => `${namespace ?? ''}/${name ?? ''}`;

function lacksNeeded(map: YamlMap): boolean {
  return ['spec.secretName', 'spec.issuerRef'].some((path) => lacks(map, path));
}

function writtenCertificate(source: Known): Wanted {
  const { name, namespace, map } = source;
  const spec = look(map, 'spec');
  const data = spec.state === 'written' ? knownData(spec.node) : undefined;
  return {
    source,
    written: true,
    name,
    namespace,
    spec: isMap(data) ? data : {},
    annotations: overridesOf(map),
    labels: labelsOf(map),
  };
}

/** Whether a Certificate of that name is written, which the shim leaves alone. */
export function isTaken({ namespace, name = '' }: Wanted, resources: Resources): boolean {
  return resources.find('Certificate', namespace, name).some(({ map }) => !lacksNeeded(map));
}

/**
 * What the shim makes of an Ingress, Gateway or ListenerSet, or why it makes none; undefined where it does not look at it.
 * Of other kinds it makes nothing.
 */
export function madeOf(
  source: Known,
  references: References,
  release: Release,
): readonly Wanted[] | 'templated' | 'refused' | undefined {
  const { kind, name, namespace, map } = source;
  if (!isShimmedKind(kind) || isBefore(release, readSince[kind])) return undefined;
  const parent = kind === 'ListenerSet' ? parentOf(source, references) : undefined;
  const annotations = annotationsOf(map);
  const inherited = parent ? annotationsOf(parent.map) : none;
  const asked = { ...inherited?.known, ...annotations?.asked };
  const touched = isShimmed({ ...asked, ...annotations?.known }, kind === 'Ingress');
  const hidden = !annotations?.sure || !inherited?.sure;
  if (!touched) return undefined;
  const listed = look(map, kind === 'Ingress' ? 'spec.tls' : 'spec.listeners');
  if (hidden || name === undefined || listed.state === 'unknown') return 'templated';
  if (listed.state === 'written' && !isDeeplyCertain(listed.node)) return 'templated';
  const read = (own: Annotations) => annotationsRead(own, kind, releaseFor(source.apiVersion, release));
  const data = knownData(map);
  const object = {
    ...(isMap(data) ? data : {}),
    kind,
    metadata: { name, namespace, annotations: read(annotations.known) },
  };
  const gateway = parent && { metadata: { annotations: read(inherited.known) } };
  const { certificates, events, failed } = shim(object, gateway);
  if (certificates.length === 0)
    return failed || events.includes('Warning BadConfig') ? 'refused' : undefined;
  return certificates.map((made) => ({
    source,
    written: false,
    name: made.name,
    namespace,
    spec: dataOf(made.spec),
    annotations: made.annotations,
    labels: labelsOf(map),
  }));
}

/** The Gateway that a ListenerSet belongs to. */
function parentOf({ map, namespace }: Known, references: References): Known | undefined {
  const text = (path: string) => {
    const found = look(map, path);
    return found.state === 'written' && found.node.certain ? asString(found.node) : undefined;
  };
  const name = text('spec.parentRef.name');
  const [gateway, ...others] =
    name === undefined ? [] : references('Gateway', text('spec.parentRef.namespace') ?? namespace, name);
  return others.length === 0 ? gateway : undefined;
}

/** The annotations of a Certificate; undefined where one that changes the solver's way may be hidden. */
export function overridesOf(map: YamlMap): Annotations | undefined {
  const found = look(map, 'metadata.annotations');
  if (found.state === 'absent') return {};
  if (found.state === 'unknown' || found.node.type !== 'map' || !found.node.certain) return undefined;
  const hidden = found.node.entries.some(
    ({ name, value }) => (name === '<<' || name.startsWith('acme.cert-manager.io/')) && !value.certain,
  );
  return hidden ? undefined : annotationsOf(map)?.known;
}

interface Annotated {
  /** Those that are surely written. */
  readonly known: Annotations;
  /** Those that name an issuer by a template, without their values. */
  readonly asked: Annotations;
  /** Whether the known ones are all that a shim reads. */
  readonly sure: boolean;
}

const none: Annotated = { known: {}, asked: {}, sure: true };

function annotationsOf(map: YamlMap): Annotated | undefined {
  const found = look(map, 'metadata.annotations');
  if (found.state === 'absent') return none;
  if (found.state === 'unknown' || found.node.type !== 'map') return undefined;
  const known: Record<string, string> = {};
  const asked: Record<string, string> = {};
  let sure = found.node.certain;
  for (const { name } of found.node.entries) {
    const value = lookup(found.node, name)?.entry.value;
    const text = value?.certain ? asString(value) : undefined;
    if (text !== undefined) known[name] = text;
    else if (shimAnnotations.has(name) || name === '<<' || name === tlsAcmeKey) sure = false;
    if (text === undefined && (name === issuerKey || name === clusterIssuerKey)) asked[name] = '';
  }
  return { known, asked, sure };
}

/** Without those that this release does not read yet. */
function annotationsRead(annotations: Annotations, kind: string, release: Release): Annotations {
  const side = kind === 'Ingress' ? 'ingress' : 'gateway';
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => {
      const facts = shimAnnotations.get(key);
      return !facts || ((facts.on === 'both' || facts.on === side) && !isBefore(release, facts.since));
    }),
  );
}

function labelsOf(map: YamlMap): DataMap | undefined {
  const found = look(map, 'metadata.labels');
  if (found.state === 'absent') return {};
  const data = found.state === 'written' && isDeeplyCertain(found.node) ? knownData(found.node) : undefined;
  return isMap(data) ? data : undefined;
}

/** A value that the shim made, as data. */
function dataOf(value: object): DataMap {
  const data: Record<string, Data> = {};
  for (const [name, inner] of Object.entries(value)) {
    const one = plain(inner);
    if (one !== undefined) data[name] = one;
  }
  return data;
}

function plain(value: unknown): Data | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.flatMap((item) => plain(item) ?? []);
  return typeof value === 'object' ? dataOf(value) : undefined;
}
