/** Completion: text and cursor in, offers out, the likely first. */
import type { Options } from '../../options.ts';
import type { Schemas } from '../../schema/schema.ts';
import { lineStart } from '../../text/lineIndex.ts';
import { mask } from '../../yaml/template.ts';
import { maxDocumentLength } from '../../yaml/tree.ts';
import type { DocumentQuestion } from '../assist.ts';
import { neighboursAround } from '../neighbours.ts';
import { annotationOffers, areAnnotations } from './annotations.ts';
import { annotationValueOffers } from './annotationValues.ts';
import { fieldOffers, flowItemOffers, itemOffers, ownKey } from './fields.ts';
import { patchAround } from './inlinePatch.ts';
import { quote } from './layout.ts';
import { selectorKeys } from './nodeValues.ts';
import type { Neighbours, Offer, Scene } from './offer.ts';
import { isJson, mapAround, mapBelow, type Outline, type Place, renamed, textOf } from './outline.ts';
import { type InPatch, placedIn } from './patches.ts';
import { readOutline } from './reader.ts';
import { resourceOffers, solverOffers } from './snippets.ts';
import { isWhole, spotOf, versions } from './spot.ts';
import { tlsOffers } from './tlsSnippet.ts';
import { valueOffers } from './values.ts';

/** What may be written at the offset of a document. Places in the answer are those of the document. */
export function complete(question: DocumentQuestion): readonly Offer[] {
  const { document, documents, offset, schemas, options, fieldsElsewhere = false, whileTyping } = question;
  const { text } = document;
  const neighbours = neighboursAround(question);
  const { offer } = options.completion;
  if (offer === 'nothing' || text.length > maxDocumentLength || inTemplate(text, offset)) return [];
  // Parsing costs more, and completion does without.
  const { text: masked } = mask(text);
  const near = (some: string) => some.slice(Math.max(0, offset - 1), offset + 1).trim();
  if (near(masked) !== near(text)) return [];
  const patch = patchAround(masked, offset);
  const read = readOutline(patch?.text ?? masked, offset, patch?.text ?? text);
  const { outline, inPatch, own } = patch
    ? placedIn(patch, read, { text: masked, offset, neighbours, schemas, options })
    : { outline: read, inPatch: undefined, own: [] };
  const newline = newlineOf(documents);
  const scenery = { outline, inPatch, text, offset, schemas, options, neighbours, newline };
  // Blanks behind a value may be typed because it goes on.
  const places = outline.places.filter(({ behind }) => behind === undefined || !whileTyping);
  const found = places.flatMap((place) => offersAt(place, scenery).map((one) => between(place, one, text)));
  const offers = [...own, ...found];
  const leavesFields = offer === 'values' || (offer === 'auto' && fieldsElsewhere);
  const wanted = leavesFields ? offers.filter(({ sort }) => sort !== 'field' && sort !== 'choice') : offers;
  const rest = wanted.filter((one) => !stands(one, text, offset));
  // A list that opens by itself takes the next Enter: none does where the value is complete.
  if (whileTyping && rest.length < wanted.length) return [];
  return once(rest).map((one) => fromWord(plainly(one), text, offset));
}

/** The offer with what its place asks for around it: blanks, commas. */
function between(place: Place, offer: Offer, text: string): Offer {
  const { pad = 0, behind, follows, word } = place;
  const next = text[offer.span.end] ?? '';
  const stays = place.role === 'key' ? place.entry !== undefined : place.role === 'value' && place.quoted;
  const isBeforeComment = next === '#' && !stays;
  if (pad === 0 && behind === undefined && !follows && !isBeforeComment) return offer;
  const isClose = behind === word.start;
  const before = ' '.repeat(pad) + (isClose ? ', ' : '');
  const comma = !follows ? '' : /\s/.test(next) ? ',' : ', ';
  const after = isBeforeComment && comma === '' ? ' ' : comma;
  const body = before + offer.body + after;
  return { ...offer, body, ...(behind !== undefined && !isClose && { comma: behind }) };
}

/** Editors show details as they are; the words of values are Markdown. */
function plainly(offer: Offer): Offer {
  return offer.detail?.includes('`') ? { ...offer, detail: offer.detail.replaceAll('`', '') } : offer;
}

/** Whether the value is typed in full up to the cursor. */
function stands({ value, span }: Offer, text: string, offset: number): boolean {
  return value !== undefined && span.end === offset && text.slice(span.start, span.end) === value;
}

/**
 * Editors compare what an edit replaces, up to the cursor, with the item: VS Code without the blanks before it, Neovim with
 * them, Emacs with the word alone. So the edit begins at the word, and blanks that have to go are named apart.
 */
function fromWord(offer: Offer, text: string, offset: number): Offer {
  const { start, end } = offer.span;
  const blanks = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
  if (blanks === '') return offer;
  let kept = 0;
  while (kept < blanks.length && blanks[kept] === offer.body[kept]) kept++;
  const word = start + blanks.length;
  return {
    ...offer,
    body: offer.body.slice(kept),
    span: { start: word, end },
    ...(kept < blanks.length && { blanks: { start: start + kept, end: word } }),
  };
}

/** Whether a template action is open on the line. */
function inTemplate(text: string, offset: number): boolean {
  const before = text.slice(lineStart(text, offset), offset);
  return ['{{', '{%', '${', '<%'].some((open) => {
    const at = before.lastIndexOf(open);
    return at >= 0 && !/[}%>]/.test(before.slice(at + 2));
  });
}

/** What all places of one cursor share. */
interface Scenery {
  readonly outline: Outline;
  /** The patch of a kustomization that the places are in. */
  readonly inPatch: InPatch | undefined;
  readonly text: string;
  readonly offset: number;
  readonly schemas: Schemas;
  readonly options: Options;
  readonly neighbours: Neighbours;
  readonly newline: string;
}

/** The line breaks of the file; a document may have none yet. */
function newlineOf(documents: DocumentQuestion['documents']): string {
  const written = documents.find(({ document }) => document.text.includes('\n'))?.document.text ?? '';
  return written[written.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

function offersAt(place: Place, scenery: Scenery): readonly Offer[] {
  const { outline, inPatch, text, offset, schemas, options, neighbours, newline } = scenery;
  const { habits } = outline;
  const head = headOffers(place, outline, options);
  const spot = spotOf(place, outline, schemas, options.release);
  const blank = { place, outline, habits, newline, options, neighbours, inPatch };
  const whole = inPatch && !inPatch.begins ? [] : resourceOffers(blank);
  if (!spot) return [...head, ...whole];
  const scene: Scene = { spot, outline, habits, newline, text, offset, options, neighbours };
  const { steps, path, schema } = spot;
  if (place.role === 'key') {
    if (areAnnotations(steps)) return annotationOffers(scene);
    if (isWhole(place.holder, outline.root) && !spot.resource.schema) return [...head, ...whole];
    if (/\.podTemplate\.spec\.nodeSelector$/.test(path)) return selectorOffers(scene, place);
    return [...head, ...fieldOffers(scene), ...solverOffers(scene), ...tlsOffers(scene), ...whole];
  }
  if (place.role === 'item') {
    const values = schema?.items ? valueOffers(scene, schema.items, `${path}[]`) : [];
    return [...itemOffers(scene, values), ...solverOffers(scene), ...tlsOffers(scene)];
  }
  if (areAnnotations(steps.slice(0, -1))) return annotationValueOffers(scene, steps.at(-1) ?? '');
  if (schema?.type === 'object') return [...head, ...flowItemOffers(scene)];
  if (!schema || schema.type === 'array') return head;
  return [...head, ...valueOffers(scene, schema, path)];
}

/** Labels in a node selector. */
function selectorOffers(scene: Scene, place: Place & { readonly role: 'key' }): readonly Offer[] {
  return selectorKeys(scene).map(({ value }) => ({
    label: value,
    sort: 'value',
    ...ownKey(scene, place, value),
    goesOn: true,
  }));
}

/** `apiVersion` and `kind` of a resource that is only begun. */
function headOffers(place: Place, outline: Outline, { release }: Options): readonly Offer[] {
  const { root } = outline;
  if (release.startsWith('0.')) return [];
  const { word } = place;
  if (place.role === 'value') {
    const { holder } = place;
    const name = holder.type === 'entry' ? holder.name : '';
    const map = mapAround(holder);
    const other = textOf(map, name === 'kind' ? 'apiVersion' : 'kind');
    const values =
      name === 'kind'
        ? [...versions].flatMap(([kind, version]) => (other === undefined || other === version ? [kind] : []))
        : name === 'apiVersion'
          ? [
              ...new Set(
                [...versions].flatMap(([kind, v]) => (other === undefined || other === kind ? [v] : [])),
              ),
            ]
          : [];
    // A reference has a `kind` as well, and no `apiVersion`.
    const isHead = map !== undefined && (isWhole(map.up, root) || textOf(map, 'apiVersion') !== undefined);
    if (!isHead) return [];
    return values.map((value) => ({
      label: value,
      sort: 'value',
      body: place.lead + (isJson(outline) && !place.quoted ? quote(value) : value),
      span: word,
      value,
    }));
  }
  if (place.role !== 'key' || !isWhole(place.holder, root) || place.flow || place.quote !== undefined)
    return [];
  const map = mapBelow(place.holder, root);
  const there = (map?.entries ?? []).filter((entry) => entry !== place.entry).map(({ name }) => name);
  const kind = textOf(map, 'kind');
  const version = textOf(map, 'apiVersion');
  const ours =
    there.length === 0 ||
    (kind !== undefined && versions.has(kind)) ||
    (version !== undefined && [...versions.values()].includes(version));
  if (!ours) return [];
  return ['apiVersion', 'kind'].flatMap((name) =>
    there.includes(name)
      ? []
      : [
          {
            label: name,
            sort: 'field' as const,
            body: place.entry ? renamed(place, name) : `${name}: «»`,
            span: word,
            goesOn: true,
          },
        ],
  );
}

/** Each label once: places of one cursor may offer the same. */
function once(offers: readonly Offer[]): readonly Offer[] {
  const seen = new Set<string>();
  return offers.filter(({ label }) => !seen.has(label) && seen.add(label));
}
