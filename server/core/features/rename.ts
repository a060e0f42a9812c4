/**
 * Another name for an issuer, a Certificate or a Secret, wherever in the workspace the old one surely
 * means the same: in resources, and where kustomizations find these by their names.
 */
import { isDnsSubdomain } from '../model/names.ts';
import { type KnownKind, knownResourcesOf } from '../model/resource.ts';
import type { Locale } from '../rules/rule.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import { mayMatter } from '../workspace/matters.ts';
import { indexAt, type YamlDocument } from '../yaml/documents.ts';
import { scalarText } from '../yaml/print.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';
import { type Atlas, eachPlace, type Occurrence } from './atlas.ts';
import { samePlace, seenFrom } from './places.ts';
import { callAt, callsOf, placeKeys } from './renameCalls.ts';
import { affixesOf, type Link, spread, textAt } from './renameSpread.ts';
import { type Change, differenceOf } from './renameTrial.ts';
import { type RenameWords, renameWords } from './renameWords.ts';

/** A name that can be renamed. */
export interface Renamable {
  readonly kind: KnownKind;
  readonly name: string;
  readonly place: PlaceInDocument;
}

/** Why it cannot, in the user's language. */
export interface Refusal {
  readonly refused: string;
}

export interface Renaming extends Renamable {
  /** Every place with the text that shall stand there. */
  readonly changes: readonly Change[];
}

const kinds: readonly KnownKind[] = ['Issuer', 'ClusterIssuer', 'Certificate', 'Secret'];

/** What stands at an offset in a file and can be renamed; undefined where no name of ours stands. */
export function prepareRename(
  atlas: Atlas,
  path: string,
  offset: number,
  locale: Locale,
): Renamable | Refusal | undefined {
  const found = boundTo(atlas, path, offset, renameWords[locale]);
  return found && 'refused' in found ? found : found?.renamable;
}

/**
 * All changes that give what stands at an offset another name: in resources, and in what finds them by their names when
 * they are built. Refused where the builds would then make anything else.
 */
export function rename(
  atlas: Atlas,
  path: string,
  offset: number,
  newName: string,
  locale: Locale,
): Renaming | Refusal | undefined {
  const say = renameWords[locale];
  const found = boundTo(atlas, path, offset, say);
  if (!found || 'refused' in found) return found;
  const { renamable, all, links, keyOf } = found;
  if (!isDnsSubdomain(newName)) return { refused: say.malformed(newName) };
  if (newName === renamable.name) return { ...renamable, changes: [] };
  const made = spread(links, keyOf, keyOf(renamable.place), newName);
  if ('lacks' in made) return { refused: say.affixes(made.lacks.before, made.lacks.behind) };
  for (const one of all) {
    const name = made.names.get(groupOf(one)) ?? newName;
    if (!isDnsSubdomain(name)) return { refused: say.malformed(name) };
    if (atlas.isTaken(one, name)) return { refused: say.taken(`${renamable.kind} ${name}`) };
  }
  const changes = eachPlace(atlas, links).map(({ place }) => ({
    place,
    newText: written(made.texts.get(keyOf(place)) ?? newName, place),
  }));
  const names = new Map(links.map(({ name, group }) => [name, made.names.get(group) ?? name]));
  const other = differenceOf(atlas.workspace, changes, names);
  if (!other) return { ...renamable, changes };
  const line = other.line === undefined ? '' : `:${other.line}`;
  return { refused: say.differs(other.what, seenFrom(path, other.path) + line) };
}

interface Bound {
  readonly renamable: Renamable;
  readonly all: readonly Occurrence[];
  /** Them, and what finds their resources by name. */
  readonly links: readonly Link[];
  readonly keyOf: (place: PlaceInDocument) => string;
}

function boundTo(atlas: Atlas, path: string, offset: number, say: RenameWords): Bound | Refusal | undefined {
  const { asked, place } = askedAt(atlas, path, offset);
  const [first] = asked;
  if (!first || !place) return isTemplated(atlas, path, offset) ? { refused: say.templated } : undefined;
  const { kind, name } = first.mention;
  const all = new Set<Occurrence>();
  const waiting = [...asked];
  const beside = besides(atlas);
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (all.has(one)) continue;
    // A document that is a part of several resources: in each of them the text means something.
    if (one.mention.kind !== kind) return { refused: say.shared(`${one.mention.kind} ${one.mention.name}`) };
    const bound = atlas.bound(one).filter((other) => !all.has(other));
    for (const other of bound) all.add(other);
    if (bound.some(isSealed)) return { refused: say.sealed(name) };
    for (const other of bound) waiting.push(...beside(other).filter((another) => !all.has(another)));
  }
  const refused = [...all].map((one) => refusalOf(atlas, one, say)).find((text) => text !== undefined);
  if (refused !== undefined) return { refused };
  const keyOf = placeKeys();
  const links = [...all].map(linkOf);
  const called = callsOf(atlas.workspace, path, links, keyOf, say);
  return 'refused' in called
    ? called
    : { renamable: { kind, name: textAt(place), place }, all: [...all], links: [...links, ...called], keyOf };
}

/** The names at an offset; where something finds a resource by its name, those of that resource. */
function askedAt(
  atlas: Atlas,
  path: string,
  offset: number,
): { readonly asked: readonly Occurrence[]; readonly place: PlaceInDocument | undefined } {
  const ours = ({ mention }: Occurrence) => kinds.includes(mention.kind);
  const asked = atlas.at(path, offset).filter(ours);
  if (asked.length > 0) return { asked, place: asked[0]?.place };
  const call = callAt(atlas.workspace, path, offset);
  const { of } = call ?? {};
  const named = of ? atlas.inDocument(of.document).filter(({ place }) => samePlace(place, of)) : [];
  return { asked: named.filter(ours), place: call?.place };
}

const groupOf = ({ mention: { kind, namespace, name } }: Occurrence) => `${kind}/${namespace ?? ''}/${name}`;

function linkOf(one: Occurrence): Link {
  return { place: one.place, name: one.mention.name, group: groupOf(one) };
}

function refusalOf(atlas: Atlas, one: Occurrence, say: RenameWords): string | undefined {
  const { mention, located, place } = one;
  if (atlas.isUncertain(located.resource)) return say.unknown(mention.name);
  if (mention.shared) return say.anchored(mention.name);
  if (affixesOf(linkOf(one))) return undefined;
  return atlas.workspace.roleOf(place.path, place.document) === 'alone'
    ? say.escaped(mention.name)
    : say.changed(textAt(place), mention.name);
}

/** Its name is a part of what the data of a SealedSecret is encrypted with (scope `strict`, the default). */
function isSealed({ mention, located }: Occurrence): boolean {
  return located.resource.kind === 'SealedSecret' && mention.role === 'declares';
}

/** The occurrences at the place of another. */
function besides(atlas: Atlas): (one: Occurrence) => readonly Occurrence[] {
  const known = new Map<YamlDocument, Map<string, Occurrence[]>>();
  const nameOf = ({ place: { span } }: Occurrence) => `${span.start} ${span.end}`;
  return (one) => {
    const { document } = one.place;
    let places = known.get(document);
    if (!places) {
      places = new Map();
      for (const other of atlas.inDocument(document))
        places.set(nameOf(other), [...(places.get(nameOf(other)) ?? []), other]);
      known.set(document, places);
    }
    return places.get(nameOf(one)) ?? [];
  };
}

/** The new name as it may stand there: within the quotes that are there, or in some where YAML would read it otherwise. */
function written(newName: string, { document: { text }, span }: PlaceInDocument): string {
  const quoted = /["']/.test(text[span.start - 1] ?? '') && text[span.start - 1] === text[span.end];
  return quoted ? newName : scalarText(newName);
}

/** Whether the text at an offset is one that a template has a part in, in a resource of ours. */
function isTemplated({ workspace }: Atlas, path: string, offset: number): boolean {
  const documents = workspace.documents(path) ?? [];
  const placed = documents[indexAt(documents, offset)];
  if (!placed || !mayMatter(placed.document.text)) return false;
  const local = offset - placed.start;
  const { root } = placed.document.parsed();
  return knownResourcesOf(root).some(({ map }) => scalarAt(map, local)?.certain === false);
}

function scalarAt(node: YamlNode, offset: number, depth = 0): YamlNode | undefined {
  if (depth > maxDepth || offset < node.span.start || offset > node.span.end) return undefined;
  if (node.type === 'scalar') return node;
  for (const { value, alias } of node.type === 'list' ? node.items : node.entries) {
    const found = alias ? undefined : scalarAt(value, offset, depth + 1);
    if (found) return found;
  }
  return undefined;
}
