/** The light reading of block style, line by line. */
import { lineEnd } from '../../text/lineIndex.ts';
import type { Span } from '../../text/span.ts';
import { readFlow } from './flow.ts';
import { behindBlock, endsInComment, goesOnBelow, type KeyRead, keyAt, scalarAt } from './lexer.ts';
import {
  type Holder,
  habitsOf,
  type Outline,
  type OutlineEntry,
  type OutlineList,
  type OutlineMap,
  type Place,
  sizeOf,
} from './outline.ts';
import { Scalars } from './scalars.ts';
import { Tree } from './tree.ts';

/**
 * Reads one document in one pass. `text` has its templates masked, `written` has not; `cursor` is an offset, -1 for none.
 */
export function readOutline(text: string, cursor: number, written = text): Outline {
  return new Reader(text, cursor, written).read();
}

/** Lines that are longer are nobody's typing. */
const maxLine = 4000;

class Reader {
  readonly #text: string;
  readonly #cursor: number;
  readonly #tree = new Tree();
  readonly #scalars: Scalars;
  readonly #places: Place[] = [];
  /** The line of the cursor, where nothing stands in it yet; and what stood open above it, how much was in it. */
  #left:
    | {
        readonly open: readonly (readonly [OutlineMap | OutlineList, number])[];
        readonly slot: Holder | undefined;
        readonly word: Span;
      }
    | undefined;
  /** Where the next line to read starts; a value of several lines moves it. */
  #next = 0;
  #line = { start: 0, end: 0, column: 0 };

  constructor(text: string, cursor: number, written: string) {
    this.#scalars = new Scalars(text, written);
    this.#text = text;
    this.#cursor = cursor;
  }

  read(): Outline {
    const text = this.#text;
    while (this.#next < text.length || (this.#next === text.length && text.at(-1) !== '\r')) {
      const start = this.#next;
      const end = lineEnd(text, start);
      const newline = text.indexOf('\n', end);
      this.#next = newline < 0 ? text.length + 1 : newline + 1;
      const column = /^[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
      this.#line = { start, end, column };
      if (/^(---|\.\.\.|%)/.test(text.slice(start, start + 3))) continue;
      const here = start <= this.#cursor && this.#cursor <= end;
      if (here) this.#cursorLine();
      else if (start + column < end && text[start + column] !== '#') this.#content(start + column, column);
    }
    return {
      root: this.#tree.root,
      places: this.#deeper() ?? this.#places,
      habits: habitsOf(this.#tree.mapSteps, this.#tree.listSteps),
    };
  }

  /** A line's content from `at` on: dashes, a key with its value, or a scalar. */
  #content(at: number, column: number): void {
    const inner = this.#dashes(at, column, this.#line.end);
    this.#entryOrScalar(inner.at, inner.column);
  }

  /** Opens a list item for each dash from `at` on, up to `limit`. */
  #dashes(at: number, column: number, limit: number): { at: number; column: number } {
    const dash = /-[ \t]+|-(?=[\r\n]|$)/y;
    for (;;) {
      dash.lastIndex = at;
      const found = dash.exec(this.#text);
      if (!found || at + 1 > limit) return { at, column };
      this.#tree.addItem(column);
      at += found[0].length;
      column += found[0].length;
    }
  }

  #entryOrScalar(at: number, column: number): void {
    const key = keyAt(this.#text, at, this.#line.end);
    if (key) this.#entry(key, column);
    else {
      if (at >= this.#line.end || this.#text[at] === '#') return;
      this.#tree.close((node) => node.column >= column);
      const slot = this.#tree.openSlot();
      this.#value(at, this.#tree.stack.at(-1)?.column ?? -1, slot);
    }
  }

  /** An entry of the mapping at `column`, and its value where there is a colon. */
  #entry(key: Omit<KeyRead, 'colon'> & { readonly colon?: number }, column: number): void {
    const entry = this.#tree.addEntry(key, column);
    if (key.colon !== undefined) this.#value(key.colon, column, entry);
  }

  /** Reads the value that starts at `at` or behind it, and gives it to `holder`. Its lines are indented by more than `column`. */
  #value(at: number, column: number, holder: Holder | undefined): void {
    const text = this.#text;
    const properties = /[ \t]*(?:[&!][^\s{}[\],]*[ \t]*)*/y;
    properties.lastIndex = at;
    const before = properties.exec(text)?.[0] ?? '';
    at += before.length;
    const first = text[at] ?? '';
    if (at >= this.#line.end || (first === '#' && /\s/.test(text[at - 1] ?? ' '))) return;
    if (first === '{' || first === '[') {
      const flow = readFlow(text, at, holder ? column : -1, holder, this.#cursor, this.#scalars);
      this.#tree.hang(flow.node, holder);
      this.#places.push(...flow.places);
      const newline = text.indexOf('\n', flow.end);
      if (flow.end > this.#line.end) this.#next = newline < 0 ? text.length + 1 : newline + 1;
      return;
    }
    const block = /[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?$/my;
    block.lastIndex = at;
    if (block.test(text)) {
      this.#next = behindBlock(text, this.#next, column);
      this.#tree.hang({ type: 'scalar', text: '' }, holder);
      return;
    }
    this.#tree.hang(this.#scalars.read(before, scalarAt(this.#text, at, this.#line.end)), holder);
  }

  #cursorLine(): void {
    const text = this.#text;
    const { start, end, column } = this.#line;
    const cursor = this.#cursor;
    const before = text.slice(start, Math.min(cursor, start + maxLine));
    const outside = cursor < start + column && start + column < end;
    if (end - start > maxLine || outside || endsInComment(before)) {
      // The line says nothing about the cursor.
      if (start + column < end && text[start + column] !== '#') this.#content(start + column, column);
      return;
    }
    const from =
      start + column < end ? { at: start + column, column } : { at: cursor, column: cursor - start };
    const inner = this.#dashes(from.at, from.column, cursor);
    const dashed = inner.at > from.at;
    const onDash = cursor < inner.at || (dashed && cursor === inner.at && text[cursor - 1] === '-');
    const key = keyAt(text, inner.at, end);
    if (!onDash && key) this.#atEntry(inner, key);
    else if (onDash || (inner.at < end && /[{[|>&*!]/.test(text[inner.at] ?? '')))
      this.#entryOrScalar(inner.at, inner.column);
    else this.#hole(inner, dashed);
  }

  /** The cursor is in a line `key: value`. */
  #atEntry({ at, column }: { at: number; column: number }, key: KeyRead): void {
    this.#entryOrScalar(at, column);
    const entry = this.#tree.lastEntry();
    if (!entry) return;
    if (this.#cursor < key.start) return;
    if (this.#cursor <= key.end) {
      const word = { start: key.start, end: key.end };
      this.#places.push({ role: 'key', holder: entry.up.up, column, entry, word, flow: false });
    } else if (this.#cursor >= key.colon) this.#behindColon(entry, key.colon, column);
  }

  #behindColon(holder: OutlineEntry, colon: number, column: number): void {
    const text = this.#text;
    const { end } = this.#line;
    const at = colon + (/^[ \t]*/.exec(text.slice(colon, end))?.[0].length ?? 0);
    const flow = false;
    if (at >= end || text[at] === '#') {
      const bare = at >= end;
      const word = { start: this.#cursor, end: bare ? end : this.#cursor };
      const lead = text[word.start - 1] === ':' ? ' ' : '';
      this.#places.push({ role: 'value', holder, word, flow, lead, quoted: false });
      // What goes on in the next line.
      const rest = { holder, column, word: { start: colon, end }, flow };
      if (bare) this.#places.push({ ...rest, role: 'key', entry: undefined }, { ...rest, role: 'item' });
      return;
    }
    if (/[{[|>&*!]/.test(text[at] ?? '')) return;
    const { start, end: written, quoted } = scalarAt(text, at, end);
    // Blanks behind a comma lead to the next of several values in one text.
    const isNext = text[written - 1] === ',' && text.slice(written, this.#cursor).trim() === '';
    const behind = isNext && !quoted ? Math.max(written, this.#cursor) : written;
    if (this.#cursor < start || this.#cursor > behind) return;
    this.#places.push({ role: 'value', holder, word: { start, end: behind }, flow, lead: '', quoted });
  }

  /** The cursor is in a line that is blank so far, a half-typed word, or a list item's scalar. */
  #hole({ at, column }: { at: number; column: number }, dashed: boolean): void {
    const { end } = this.#line;
    const scalar = at < end ? scalarAt(this.#text, at, end) : undefined;
    if (scalar && (this.#cursor < scalar.start || this.#cursor > scalar.end)) {
      this.#entryOrScalar(at, column);
      return;
    }
    const word = scalar
      ? { start: scalar.start, end: scalar.end }
      : { start: Math.min(at, this.#cursor), end };
    const quoted = scalar?.quoted === true;
    const slot = dashed ? this.#tree.openSlot() : undefined;
    const goesOn = quoted ? undefined : goesOnBelow(this.#text, this.#next, column);
    if (slot) {
      this.#places.push({ role: 'value', holder: slot, word, flow: false, lead: '', quoted });
      if (scalar && goesOn) this.#heading(column, word);
      else if (!quoted) this.#key(slot, column, word);
    } else if (quoted && !dashed) this.#quotedKey(column, word);
    else if (!quoted && !dashed) {
      const inList = this.#tree.stack.some((node) => node.type === 'list' && node.column === column);
      // A list that stands as deep as the key above is that key's, not the word's.
      const isOthers = goesOn === 'list' && this.#tree.isOpenAt(column);
      if (scalar && !inList && goesOn && !isOthers) this.#heading(column, word);
      else this.#newLine(column, word);
    }
  }

  /** A key in quotes that are closed, its colon not written yet: in line with the keys above, or the first below one. */
  #quotedKey(column: number, word: Span): void {
    const quote = this.#text[word.start - 1];
    if (quote === undefined || this.#text.slice(word.end, this.#line.end).trim() !== quote) return;
    if (goesOnBelow(this.#text, this.#next, column)) return;
    const found = this.#tree.mapAt(column);
    if (found)
      this.#places.push({ role: 'key', ...found, column, entry: undefined, word, flow: false, quote });
  }

  /** A half-typed key whose value is there already. */
  #heading(column: number, word: Span): void {
    const { start, end } = word;
    this.#entry({ name: this.#text.slice(start, end), start, end }, column);
    const entry = this.#tree.lastEntry();
    if (entry)
      this.#places.push({
        role: 'key',
        holder: entry.up.up,
        column,
        entry,
        lacksColon: true,
        word,
        flow: false,
      });
  }

  /** A line without a dash: a key of what is open or goes on here, or a new item without its dash yet. */
  #newLine(column: number, word: Span): void {
    // What goes on below is left as it is: nothing stands in this line yet.
    const open = this.#tree.stack.filter((node) => node.column <= column);
    const top = open.at(-1);
    const slot = this.#tree.openSlot(top);
    this.#left = {
      open: this.#tree.stack.slice(open.length).map((node) => [node, sizeOf(node)] as const),
      slot: this.#tree.openSlot(),
      word: { ...word, start: this.#line.start },
    };
    // Blanks too many for what is there go with the word.
    const back = { ...word, start: word.start - (column - (top?.column ?? 0)) };
    if (!top) {
      if (this.#tree.root === undefined || this.#tree.root.type === 'map') this.#key(undefined, 0, back);
    } else if (top.column < column && slot) {
      this.#key(slot, column, word);
      this.#item(slot, column, word);
    } else if (top.type === 'map') {
      this.#key(top.up, top.column, back);
      if (slot) this.#item(slot, top.column, back);
    } else {
      if (top.up) this.#item(top.up, top.column, back);
      const around = open.at(-2);
      // A key here would take the items below it.
      if (goesOnBelow(this.#text, this.#next, top.column)) return;
      if (around?.type === 'map' && around.column === top.column) this.#key(around.up, around.column, back);
    }
  }

  /** The places where something deeper goes on, or begins, below the cursor: the line belongs there. */
  #deeper(): readonly Place[] | undefined {
    if (!this.#left) return undefined;
    const { open, slot, word } = this.#left;
    const begun = slot?.value?.type !== 'scalar' && !slot?.value?.flow ? slot?.value : undefined;
    const node = begun ?? open.findLast(([one, before]) => sizeOf(one) > before)?.[0];
    if (!node) return undefined;
    const common = { word, flow: false, pad: node.column, column: node.column };
    if (node.type === 'map') return [{ ...common, role: 'key', holder: node.up, entry: undefined }];
    return node.up ? [{ ...common, role: 'item', holder: node.up }] : [];
  }

  #key(holder: Holder | undefined, column: number, word: Span): void {
    this.#places.push({ role: 'key', holder, column, entry: undefined, word, flow: false });
  }

  #item(holder: Holder, column: number, word: Span): void {
    this.#places.push({ role: 'item', holder, column, word, flow: false });
  }
}
