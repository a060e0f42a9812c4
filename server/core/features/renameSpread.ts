/** What a new text in one place makes of all others that stand for the same names, whatever builds add to them. */
import type { PlaceInDocument } from '../workspace/composite.ts';

/** A text of which a build makes a name, as it is or with more around it. */
export interface Link {
  readonly place: PlaceInDocument;
  readonly name: string;
  /** All of one group make the same name, and go on to do so. */
  readonly group: string;
}

/** What a build puts around a text. */
export interface Affixes {
  readonly before: string;
  readonly behind: string;
}

/** New texts by place, and new names by group; or what a new name lacks in some place. */
export type Spread =
  | { readonly texts: ReadonlyMap<string, string>; readonly names: ReadonlyMap<string, string> }
  | { readonly lacks: Affixes };

/** The text at a place. */
export const textAt = ({ document, span }: PlaceInDocument) => document.text.slice(span.start, span.end);

/** What stands around the text in the name; undefined where it is no part of it, or may be several. */
export function affixesOf({ place, name }: Link): Affixes | undefined {
  const { document, span } = place;
  const text = textAt(place);
  const around = (document.text[span.start - 1] ?? '') + (document.text[span.end] ?? '');
  const at = name.indexOf(text);
  if (text === '' || at < 0 || at !== name.lastIndexOf(text) || /[\w.-]/.test(around)) return undefined;
  return { before: name.slice(0, at), behind: name.slice(at + text.length) };
}

/** Gives the text at `from` (a key of `keyOf`) another one, and all that are linked with it. */
export function spread(
  links: readonly Link[],
  keyOf: (place: PlaceInDocument) => string,
  from: string,
  newText: string,
): Spread {
  const texts = new Map([[from, newText]]);
  const names = new Map<string, string>();
  let open: readonly Link[] = links;
  for (let left = Number.POSITIVE_INFINITY; open.length < left; ) {
    left = open.length;
    const later: Link[] = [];
    for (const link of open) {
      const { before, behind } = affixesOf(link) ?? { before: '', behind: '' };
      const key = keyOf(link.place);
      const text = texts.get(key);
      const name = names.get(link.group);
      if (text === undefined && name === undefined) later.push(link);
      else if (text === undefined) {
        const inner = name?.slice(before.length, name.length - behind.length) ?? '';
        if (inner === '' || before + inner + behind !== name) return { lacks: { before, behind } };
        texts.set(key, inner);
      } else if (name === undefined) names.set(link.group, before + text + behind);
      else if (before + text + behind !== name) return { lacks: { before, behind } };
    }
    open = later;
  }
  return { texts, names };
}
