/** Another name for an issuer, a Certificate or a Secret, wherever in the workspace the old one surely means the same. */
import { isDnsSubdomain } from '../model/names.ts';
import { type KnownKind, knownResourcesOf } from '../model/resource.ts';
import type { Locale, Texts } from '../rules/rule.ts';
import type { TextEdit } from '../text/edit.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import { mayMatter } from '../workspace/matters.ts';
import { indexAt, type YamlDocument } from '../yaml/documents.ts';
import { scalarText } from '../yaml/print.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';
import { type Atlas, eachPlace, type Occurrence } from './atlas.ts';
import { selectedByName } from './selectedByName.ts';

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
  readonly changes: readonly { readonly place: PlaceInDocument; readonly newText: TextEdit['newText'] }[];
}

const kinds: readonly KnownKind[] = ['Issuer', 'ClusterIssuer', 'Certificate', 'Secret'];

/** What stands at an offset in a file and can be renamed; undefined where no name of ours stands. */
export function prepareRename(
  atlas: Atlas,
  path: string,
  offset: number,
  locale: Locale,
): Renamable | Refusal | undefined {
  const found = boundTo(atlas, path, offset, texts[locale]);
  return found && 'refused' in found ? found : found?.renamable;
}

/** All changes that give what stands at an offset another name. */
export function rename(
  atlas: Atlas,
  path: string,
  offset: number,
  newName: string,
  locale: Locale,
): Renaming | Refusal | undefined {
  const say = texts[locale];
  const found = boundTo(atlas, path, offset, say);
  if (!found || 'refused' in found) return found;
  const { renamable, all } = found;
  if (!isDnsSubdomain(newName)) return { refused: say.malformed(newName) };
  if (newName === renamable.name) return { ...renamable, changes: [] };
  if (all.some((one) => atlas.isTaken(one, newName)))
    return { refused: say.taken(`${renamable.kind} ${newName}`) };
  const changes = eachPlace(atlas, all).map(({ place }) => ({ place, newText: written(newName, place) }));
  return { ...renamable, changes };
}

interface Bound {
  readonly renamable: Renamable;
  readonly all: readonly Occurrence[];
}

function boundTo(atlas: Atlas, path: string, offset: number, say: Say): Bound | Refusal | undefined {
  const asked = atlas.at(path, offset).filter(({ mention }) => kinds.includes(mention.kind));
  const [first] = asked;
  if (!first) return isTemplated(atlas, path, offset) ? { refused: say.templated } : undefined;
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
  return refused === undefined
    ? { renamable: { kind, name, place: first.place }, all: [...all] }
    : { refused };
}

function refusalOf(atlas: Atlas, { mention, located, place }: Occurrence, say: Say): string | undefined {
  const { resource } = located;
  if (atlas.isUncertain(resource)) return say.unknown(mention.name);
  if (mention.shared) return say.anchored(mention.name);
  if (mention.role === 'declares') {
    const by = selectedByName(atlas.workspace, located.path, mention.kind, mention.name);
    if (by !== undefined) return say.selected(mention.name, by.slice(by.lastIndexOf('/') + 1));
  }
  if (textOf(place) === mention.name) return undefined;
  return atlas.workspace.roleOf(place.path, place.document) === 'alone'
    ? say.escaped(mention.name)
    : say.changed(textOf(place), mention.name);
}

/** Its name is a part of what the data of a SealedSecret is encrypted with (scope `strict`, the default). */
function isSealed({ mention, located }: Occurrence): boolean {
  return located.resource.kind === 'SealedSecret' && mention.role === 'declares';
}

const textOf = ({ document, span }: PlaceInDocument) => document.text.slice(span.start, span.end);

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

interface Say {
  readonly templated: string;
  readonly malformed: (name: string) => string;
  readonly taken: (what: string) => string;
  readonly shared: (what: string) => string;
  readonly unknown: (name: string) => string;
  readonly anchored: (name: string) => string;
  readonly sealed: (name: string) => string;
  readonly escaped: (name: string) => string;
  readonly changed: (text: string, name: string) => string;
  readonly selected: (name: string, by: string) => string;
}

const texts: Texts<Say> = {
  en: {
    templated: 'A template has a part in this text, so what it names is not known.',
    malformed: (name) =>
      `“${name}” is not a name in Kubernetes: lower case letters, digits, “-” and “.”, a letter or digit at both ends.`,
    taken: (what) => `There is a ${what} already.`,
    shared: (what) => `Here or in a place that means the same, the text also names ${what}.`,
    unknown: (name) => `What is built of “${name}” is not surely known.`,
    anchored: (name) => `“${name}” is written with an anchor or an alias, which may mean something else too.`,
    sealed: (name) =>
      `A SealedSecret is encrypted for its name: “${name}” cannot be renamed without sealing it anew.`,
    escaped: (name) => `“${name}” is written with escapes or in several lines somewhere.`,
    changed: (text, name) => `When it is built, “${text}” here becomes “${name}”: change both by hand.`,
    selected: (name, by) =>
      `${by} finds “${name}” by its name for a patch or a replacement: change both by hand.`,
  },
  ko: {
    templated: '이 텍스트에는 템플릿이 들어 있어 무엇을 가리키는지 알 수 없습니다.',
    malformed: (name) =>
      `“${name}”은(는) 쿠버네티스 이름이 아닙니다. 소문자, 숫자, “-”, “.”만 쓰고 양 끝은 문자나 숫자여야 합니다.`,
    taken: (what) => `${what}이(가) 이미 있습니다.`,
    shared: (what) => `여기 또는 같은 것을 뜻하는 자리의 텍스트가 ${what}도 가리킵니다.`,
    unknown: (name) => `“${name}”이(가) 빌드되어 무엇이 되는지 확실히 알 수 없습니다.`,
    anchored: (name) => `“${name}”이(가) 앵커나 별칭으로 적혀 있어 다른 것도 뜻할 수 있습니다.`,
    sealed: (name) =>
      `SealedSecret은 이름에 맞춰 암호화됩니다. 다시 봉인하지 않고는 “${name}”의 이름을 바꿀 수 없습니다.`,
    escaped: (name) => `“${name}”이(가) 어딘가에 이스케이프로 또는 여러 줄로 적혀 있습니다.`,
    changed: (text, name) => `빌드하면 여기의 “${text}”이(가) “${name}”(으)로 바뀝니다. 둘 다 직접 바꾸세요.`,
    selected: (name, by) =>
      `${by}이(가) 패치나 replacement를 위해 “${name}”을(를) 이름으로 찾습니다. 둘 다 직접 바꾸세요.`,
  },
};
