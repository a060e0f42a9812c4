/**
 * One line above an issuer: who uses it. And above a Certificate, a TLS entry of an Ingress or a listener's Secret: what will
 * be issued, and how.
 */
import { askingListeners } from '../issuance/listeners.ts';
import { choice, issuerTypes } from '../model/issuerTypes.ts';
import { itemsAt, lacks, mapAt, nodeAt, textAt, textsAt } from '../model/look.ts';
import { isJudged, type KnownKind } from '../model/resource.ts';
import type { Locale, Texts } from '../rules/rule.ts';
import { titled } from '../text/markdown.ts';
import type { Span } from '../text/span.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import type { Located } from '../workspace/store.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import { type Atlas, eachPlace, type Occurrence } from './atlas.ts';
import type { Subject } from './preview.ts';
import { type Answer, answersOf, challengeNames } from './solverAnswers.ts';
import { solverName } from './solverName.ts';

export interface Lens {
  readonly place: PlaceInDocument;
  readonly title: string;
  /** What it counts; empty where it counts nothing. */
  readonly uses: readonly PlaceInDocument[];
  /** What it shows: what it counts, a picture, a preview; undefined where it only tells. */
  readonly leads: 'uses' | 'path' | Subject | undefined;
}

/** Those who use issuers, in the order in which they are counted. */
const users = ['Certificate', 'Ingress', 'Gateway', 'ListenerSet', 'CertificateRequest'] as const;
type User = (typeof users)[number];

/** The lenses of a file. Where two builds of one document disagree, there is none. */
export function codeLenses(atlas: Atlas, path: string, locale: Locale): readonly Lens[] {
  const say = texts[locale];
  return (atlas.workspace.documents(path) ?? []).flatMap(({ document }) => {
    const occurrences = atlas.inDocument(document).filter(({ place }) => place.path === path);
    return [...byPlace(occurrences)].flatMap((same) => {
      const lens = ofIssuer(atlas, same, say);
      if (lens) return [lens];
      const told = new Map(
        same.map((one) => tellingOf(atlas, one, say)).map((one) => [one && (one.title ?? ''), one]),
      );
      const [telling, ...others] = told.values();
      const [first] = same;
      return first && telling && others.length === 0 ? lensesOf(first.place, telling, say) : [];
    });
  });
}

interface Telling {
  /** Undefined where there is only a picture. */
  readonly title: string | undefined;
  /** Whether a challenge has a part in it, of which there is a picture. */
  readonly challenge: boolean;
}

function lensesOf(place: PlaceInDocument, { title, challenge }: Telling, say: Say): readonly Lens[] {
  const lens = { place, uses: [] };
  return [
    ...(title === undefined ? [] : [{ ...lens, title, leads: undefined }]),
    ...(challenge ? [{ ...lens, title: say.showPath, leads: 'path' as const }] : []),
  ];
}

function byPlace(occurrences: readonly Occurrence[]): Iterable<readonly Occurrence[]> {
  const groups = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    const { start, end } = occurrence.place.span;
    const group = groups.get(`${start} ${end}`);
    if (group) group.push(occurrence);
    else groups.set(`${start} ${end}`, [occurrence]);
  }
  return groups.values();
}

function ofIssuer(atlas: Atlas, same: readonly Occurrence[], say: Say): Lens | undefined {
  const issuers = same.filter(
    ({ mention: { kind, role } }) => role === 'declares' && (kind === 'Issuer' || kind === 'ClusterIssuer'),
  );
  const [first] = issuers;
  if (!first) return undefined;
  const uses = eachPlace(
    atlas,
    issuers.flatMap((issuer) => atlas.uses(issuer)),
  ).filter(({ mention }) => mention.role === 'refers');
  const counts = users.flatMap((user) => {
    const places = uses.filter(({ located }) => userOf(located.resource.kind) === user);
    // An overlay may say the name once more, of the same resource.
    const count = new Set(places.map((one) => resourceOf(atlas, one))).size;
    return count > 0 ? [say.count(user, count)] : [];
  });
  if (counts.length === 0) return undefined;
  const places = uses.filter(({ located }) => userOf(located.resource.kind)).map(({ place }) => place);
  return { place: first.place, title: say.usedBy(counts.join(', ')), uses: places, leads: 'uses' };
}

/** Tells resources apart by where they are written: the name of one, or what stands for it. */
function resourceOf(atlas: Atlas, { located, place }: Occurrence): string {
  const own = atlas.of(located).find(({ mention }) => mention.role === 'declares')?.place ?? place;
  return `${located.resource.kind} ${own.path} ${placedStart(atlas, own)}`;
}

/** The offset of a place in its file. */
function placedStart({ workspace }: Atlas, { path, document, span }: PlaceInDocument): number {
  return (workspace.documents(path)?.find((one) => one.document === document)?.start ?? 0) + span.start;
}

function userOf(kind: KnownKind): User | undefined {
  return kind === 'XListenerSet' ? 'ListenerSet' : users.find((user) => user === kind);
}

/** What is issued for a Certificate, or for the TLS entry of an Ingress or the listeners of a Gateway whose Secret stands there. */
function tellingOf(atlas: Atlas, occurrence: Occurrence, say: Say): Telling | undefined {
  const { mention, located } = occurrence;
  const { resource } = located;
  if (resource.kind === 'Certificate' && mention.kind === 'Certificate' && mention.role === 'declares')
    return tellingFor(
      atlas,
      occurrence,
      textAt(resource.map, 'spec.secretName')?.value,
      certificateNames(occurrence),
      (at) => contains(resource.map.span, at),
      say,
    );
  if (mention.kind !== 'Secret' || mention.role !== 'writes') return undefined;
  if (resource.kind === 'Gateway') return tellingOfListeners(atlas, occurrence, say);
  if (resource.kind !== 'Ingress') return undefined;
  const entry = itemsAt(resource.map, 'spec.tls').find(({ span }) => contains(span, mention.at));
  if (entry?.node.type !== 'map' || isWritten(atlas, occurrence)) return undefined;
  const sure = isSure(nodeAt(entry.node, 'hosts')?.value) && !lacks(entry.node, 'hosts');
  const hosts = sure ? textsAt(entry.node, 'hosts').length : undefined;
  return tellingFor(atlas, occurrence, mention.name, hosts, (at) => contains(entry.span, at), say);
}

/** One Certificate for all listeners that name the Secret; it is told of where the first does. */
function tellingOfListeners(atlas: Atlas, occurrence: Occurrence, say: Say): Telling | undefined {
  const { mention, located } = occurrence;
  const { resource } = located;
  const isFirst = atlas
    .of(located)
    .filter(
      ({ mention: { kind, role, name } }) => kind === 'Secret' && role === 'writes' && name === mention.name,
    )
    .every((one) => mention.at.start <= one.mention.at.start);
  if (!isFirst || !isSure(nodeAt(resource.map, 'spec.listeners')?.value)) return undefined;
  if (!isJudged(resource) || isWritten(atlas, occurrence)) return undefined;
  const own = askingListeners(resource).filter(({ secrets }) => secrets.includes(mention.name));
  const names = new Map(own.map(({ hostname }) => [hostname.value, hostname.span]));
  const places = new Set([...names.values()].map(({ start }) => start));
  return tellingFor(atlas, occurrence, mention.name, names.size, ({ start }) => places.has(start), say);
}

const contains = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;

/** Whether the Certificate to be made of a TLS entry is written by somebody: the entry then asks nobody. */
function isWritten({ workspace }: Atlas, { mention, located }: Occurrence): boolean {
  return workspace.store().find('Certificate', located.resource.namespace, mention.name).length > 0;
}

/** How many names a Certificate asks for; undefined where a template has a say in it. */
function certificateNames({ located: { resource } }: Occurrence): number | undefined {
  const lists = ['spec.dnsNames', 'spec.ipAddresses', 'spec.uris', 'spec.emailAddresses'];
  const known = lists.every((list) => lacks(resource.map, list) || isSure(nodeAt(resource.map, list)?.value));
  return known ? lists.flatMap((list) => textsAt(resource.map, list)).length : undefined;
}

const isSure = (node: Parameters<typeof isDeeplyCertain>[0] | undefined) =>
  node !== undefined && isDeeplyCertain(node);

function tellingFor(
  atlas: Atlas,
  { located }: Occurrence,
  secret: string | undefined,
  names: number | undefined,
  isAsked: (at: Span) => boolean,
  say: Say,
): Telling | undefined {
  if (secret === undefined || names === undefined || names === 0) return undefined;
  const answers = answersOf(atlas, located);
  if (answers) {
    const own = answers.all.filter(({ asked: { at } }) => isAsked(at));
    // Names that are no DNS names are not looked at.
    const title = own.length === names ? titleOf(own, titled(secret), say) : undefined;
    return { title, challenge: true };
  }
  const issuer = otherIssuer(atlas, located);
  return issuer === undefined
    ? undefined
    : { title: say.issues(titled(secret), names, issuer), challenge: false };
}

/** The one issuer that a resource names, where it is none of ACME, with its type. */
function otherIssuer(atlas: Atlas, located: Located): string | undefined {
  const named = atlas
    .of(located)
    .filter(({ mention: { kind, role } }) => role === 'refers' && /^(Cluster)?Issuer$/.test(kind));
  const bearers = named.flatMap((one) => atlas.bearers(one));
  const [bearer, ...others] = bearers;
  const issuer = bearer?.located.resource;
  const spec = issuer && mapAt(issuer.map, 'spec')?.value;
  const [type] = (spec && choice(spec, issuerTypes)) ?? [];
  if (!issuer || others.length > 0 || !type || type.entry.name === 'acme') return undefined;
  return atlas.isUncertain(issuer) || atlas.isUncertain(located.resource)
    ? undefined
    : `${titled(issuer.name ?? '')} (${typeNames.get(type.entry.name) ?? type.entry.name})`;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['ca', 'CA'],
  ['selfSigned', 'self-signed'],
  ['vault', 'Vault'],
  ['venafi', 'Venafi'],
]);

/** As many solvers as are told one by one. */
const mostSolvers = 2;

function titleOf(answers: readonly Answer[], secret: string, say: Say): string {
  const chosen = answers.flatMap(({ choice: one }) => one ?? []);
  const solvers = new Map(
    chosen.map(({ index, type }) => [`${index} ${type}`, say.solver(index, challengeNames[type])]),
  );
  const types = [...new Set(chosen.map(({ type }) => challengeNames[type]))];
  const through =
    solvers.size > mostSolvers
      ? say.solvers(solvers.size, types.join(', '))
      : [...solvers.values()].join(say.and);
  const without = answers.length - chosen.length;
  if (without === 0) return say.issues(secret, answers.length, through);
  return say.waits(secret, answers.length, without, chosen.length === 0 ? undefined : through);
}

interface Say {
  readonly count: (user: User, count: number) => string;
  readonly usedBy: (counts: string) => string;
  readonly solver: (index: number, challenge: string) => string;
  readonly solvers: (count: number, challenges: string) => string;
  readonly and: string;
  readonly showPath: string;
  readonly issues: (secret: string, names: number, through: string) => string;
  /** `through`: how the names that have a solver are proved. */
  readonly waits: (secret: string, names: number, without: number, through: string | undefined) => string;
}

const englishUsers: Readonly<Record<User, readonly [one: string, many: string]>> = {
  Certificate: ['certificate', 'certificates'],
  Ingress: ['ingress', 'ingresses'],
  Gateway: ['gateway', 'gateways'],
  ListenerSet: ['listener set', 'listener sets'],
  CertificateRequest: ['certificate request', 'certificate requests'],
};

const koreanUsers: Readonly<Record<User, string>> = {
  Certificate: '인증서',
  Ingress: '인그레스',
  Gateway: '게이트웨이',
  ListenerSet: '리스너 세트',
  CertificateRequest: '인증서 요청',
};

const texts: Texts<Say> = {
  en: {
    count: (user, count) => `${count} ${englishUsers[user][count === 1 ? 0 : 1]}`,
    usedBy: (counts) => `used by ${counts}`,
    solver: (index, challenge) => `${solverName(index, 'en')}, ${challenge}`,
    solvers: (count, challenges) => `${count} solvers (${challenges})`,
    and: ' and ',
    showPath: 'Show challenge path',
    issues: (secret, names, through) =>
      `issues ${secret} for ${names} ${names === 1 ? 'name' : 'names'} through ${through}`,
    waits: (secret, names, without, through) =>
      through === undefined
        ? `${secret} waits: ${names === 1 ? 'its name has' : `its ${names} names have`} no solver`
        : `${secret} waits: ${without} of ${names} names without a solver, the rest through ${through}`,
  },
  ko: {
    count: (user, count) => `${koreanUsers[user]} ${count}개`,
    usedBy: (counts) => `${counts}에서 사용`,
    solver: (index, challenge) => `${solverName(index, 'ko')}(${challenge})`,
    solvers: (count, challenges) => `솔버 ${count}개(${challenges})`,
    and: ', ',
    showPath: '챌린지 경로 보기',
    issues: (secret, names, through) => `${secret} 발급: 이름 ${names}개, ${through}`,
    waits: (secret, names, without, through) =>
      through === undefined
        ? `${secret} 대기: 이름 ${names}개 모두 맡을 솔버 없음`
        : `${secret} 대기: 이름 ${names}개 가운데 ${without}개는 맡을 솔버 없음, 나머지는 ${through}`,
  },
};
