/** What an edit may write: strings, lists and mappings, and pieces of the document itself. */
import type { YamlEntry, YamlNode } from './tree.ts';

/** A string that the user may want to overtype at once. */
export interface Slot {
  readonly slot: string;
}
/** A piece of the document, printed as it stands (comments included), only moved to another column. */
export interface Copy {
  readonly copy: YamlNode;
}
/** An entry that stands in the document already, printed with its comments; under another name or value if asked for. */
export interface Moved {
  readonly entry: YamlEntry;
  /** Where the comments above it begin that go with it; its key where there are none. */
  readonly from: number;
  readonly name?: string | undefined;
  /** The new value, a string: it is written in the quotes of the old one. */
  readonly text?: string | undefined;
}
/** A mapping of entries that stand in the document already. */
export interface EntryCopies {
  readonly entries: readonly Moved[];
}
/** A mapping of one new entry whose key, too, the user may want to overtype. */
export interface KeySlot {
  readonly keySlot: string;
  readonly value: Literal;
}
export interface LiteralMap {
  readonly [key: string]: Literal;
}
/** A text of several lines, as a literal block scalar (`|-`). */
export interface Lines {
  readonly lines: readonly string[];
}
/** What an edit may write. Keys keep their order. */
export type Literal = string | Slot | Copy | EntryCopies | KeySlot | Lines | readonly Literal[] | LiteralMap;

export const isList = (literal: Literal): literal is readonly Literal[] => Array.isArray(literal);
export const isSlot = (literal: Literal): literal is Slot =>
  typeof literal === 'object' && 'slot' in literal && typeof literal.slot === 'string';
export const isCopy = (literal: Literal): literal is Copy =>
  typeof literal === 'object' && 'copy' in literal && typeof literal.copy === 'object';
export const isEntryCopies = (literal: Literal): literal is EntryCopies =>
  typeof literal === 'object' && 'entries' in literal && Array.isArray(literal.entries);
export const isKeySlot = (literal: Literal): literal is KeySlot =>
  typeof literal === 'object' && 'keySlot' in literal && typeof literal.keySlot === 'string';
export const isLines = (literal: Literal): literal is Lines =>
  typeof literal === 'object' && 'lines' in literal && Array.isArray(literal.lines);
export const isScalar = (literal: Literal): literal is string | Slot =>
  typeof literal === 'string' || isSlot(literal);

/** `literal` inside of mappings named by `path`, outermost first. */
export function wrap(path: readonly string[], literal: Literal): Literal {
  return path.reduceRight<Literal>((inner, name) => ({ [name]: inner }), literal);
}

/** Whether a literal is a mapping whose keys are all new. */
export const isMapLiteral = (literal: Literal): boolean =>
  typeof literal === 'object' && !Array.isArray(literal) && !('slot' in literal) && !('copy' in literal);
