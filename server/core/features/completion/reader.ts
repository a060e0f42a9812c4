/** The light reading of block style, line by line. */
import { lineEnd } from '../../text/lineIndex.ts';
import type { Span } from '../../text/span.ts';
import { readFlow } from './flow.ts';
import { behindBlock, endsInComment, type KeyRead, keyAt, scalarAt } from './lexer.ts';
import {
  type Holder,
  habitsOf,
  type Outline,
  type OutlineEntry,
  type OutlineItem,
  type OutlineList,
  type OutlineMap,
  type OutlineNode,
  type Place,
  sizeOf,
} from './outline.ts';

/**
 * Reads one document. `text` has its templates masked; `cursor` is an offset in it, -1 for none. Costs one pass.
 */
export function readOutline(text: string, cursor: number): Outline {
  return new Reader(text, cursor).read();
}

/** Lines that are longer are nobody's typing. */
const maxLine = 4000;

class Reader {
  readonly #text: string;
  readonly #cursor: number;
  #root: OutlineNode | undefined;
  readonly #stack: (OutlineMap | OutlineList)[] = [];
  readonly #places: Place[] = [];
  readonly #mapSteps: number[] = [];
  readonly #listSteps: number[] = [];
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

  constructor(text: string, cursor: number) {
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
      root: this.#root,
      places: this.#deeper() ?? this.#places,
      habits: habitsOf(this.#mapSteps, this.#listSteps),
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
      this.#addItem(column);
      at += found[0].length;
      column += found[0].length;
    }
  }

  #addItem(column: number): void {
    this.#close((node) => node.column > column);
    let top = this.#stack.at(-1);
    if (top?.type !== 'list' || top.column !== column) {
      const up = this.#openSlot();
      if (this.#stack.length > 0 && !up) return;
      const list: OutlineList = { type: 'list', flow: false, column, items: [], up };
      this.#hang(list, up);
      if (top && up?.type === 'entry') this.#listSteps.push(column - top.column);
      this.#stack.push(list);
      top = list;
    }
    const item: OutlineItem = { type: 'item', value: undefined, up: top };
    top.items.push(item);
  }

  #entryOrScalar(at: number, column: number): void {
    const key = keyAt(this.#text, at, this.#line.end);
    if (!key) {
      if (at >= this.#line.end || this.#text[at] === '#') return;
      this.#close((node) => node.column >= column);
      const slot = this.#openSlot();
      this.#value(at, this.#stack.at(-1)?.column ?? -1, slot);
      return;
    }
    this.#close((node) => node.column > column || (node.column === column && node.type === 'list'));
    let top = this.#stack.at(-1);
    if (top?.type !== 'map' || top.column !== column) {
      const up = this.#openSlot();
      const map: OutlineMap = { type: 'map', flow: false, column, entries: [], up };
      this.#hang(map, up);
      if (top?.type === 'map' && up) this.#mapSteps.push(column - top.column);
      this.#stack.push(map);
      top = map;
    }
    const { name, start, end, colon } = key;
    const entry = { type: 'entry' as const, name, key: { start, end }, value: undefined, up: top };
    top.entries.push(entry);
    this.#value(colon, column, entry);
  }

  /** Reads the value that starts at `at` or behind it, and gives it to `holder`. Its lines are indented by more than `column`. */
  #value(at: number, column: number, holder: Holder | undefined): void {
    const text = this.#text;
    const properties = /[ \t]*(?:[&!][^\s{}[\],]*[ \t]*)*/y;
    properties.lastIndex = at;
    at += properties.exec(text)?.[0].length ?? 0;
    const first = text[at] ?? '';
    if (at >= this.#line.end || (first === '#' && /\s/.test(text[at - 1] ?? ' '))) return;
    if (first === '{' || first === '[') {
      const flow = readFlow(text, at, holder ? column : -1, holder, this.#cursor);
      this.#hang(flow.node, holder);
      this.#places.push(...flow.places);
      const newline = text.indexOf('\n', flow.end);
      if (flow.end > this.#line.end) this.#next = newline < 0 ? text.length + 1 : newline + 1;
      return;
    }
    const block = /[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?$/my;
    block.lastIndex = at;
    if (block.test(text)) {
      this.#next = behindBlock(text, this.#next, column);
      this.#hang({ type: 'scalar', text: '' }, holder);
      return;
    }
    const { text: value } = scalarAt(this.#text, at, this.#line.end);
    this.#hang({ type: 'scalar', text: value }, holder);
  }

  #hang(node: OutlineNode, holder: Holder | undefined): void {
    if (holder) holder.value ??= node;
    else this.#root ??= node;
  }

  #close(isOver: (node: OutlineMap | OutlineList) => boolean): void {
    for (let top = this.#stack.at(-1); top && isOver(top); top = this.#stack.at(-1)) this.#stack.pop();
  }

  /** What the next deeper line is the value of. */
  #openSlot(top = this.#stack.at(-1)): Holder | undefined {
    const last = top?.type === 'map' ? top.entries.at(-1) : top?.items.at(-1);
    return last?.value === undefined ? last : undefined;
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
    const top = this.#stack.at(-1);
    const entry = top?.type === 'map' ? top.entries.at(-1) : undefined;
    if (!entry) return;
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
    const { start, end: behind, quoted } = scalarAt(text, at, end);
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
    const slot = dashed ? this.#openSlot() : undefined;
    if (slot) {
      this.#places.push({ role: 'value', holder: slot, word, flow: false, lead: '', quoted });
      if (!quoted) this.#key(slot, column, word);
    } else if (!quoted && !dashed) this.#newLine(column, word);
  }

  /** A line without a dash: a key of what is open or goes on here, or a new item without its dash yet. */
  #newLine(column: number, word: Span): void {
    // What goes on below is left as it is: nothing stands in this line yet.
    const open = this.#stack.filter((node) => node.column <= column);
    const top = open.at(-1);
    const slot = this.#openSlot(top);
    this.#left = {
      open: this.#stack.slice(open.length).map((node) => [node, sizeOf(node)] as const),
      slot: this.#openSlot(),
      word: { ...word, start: this.#line.start },
    };
    // Blanks too many for what is there go with the word.
    const back = { ...word, start: word.start - (column - (top?.column ?? 0)) };
    if (!top) {
      if (this.#root === undefined || this.#root.type === 'map') this.#key(undefined, 0, back);
    } else if (top.column < column && slot) {
      this.#key(slot, column, word);
      this.#item(slot, column, word);
    } else if (top.type === 'map') {
      this.#key(top.up, top.column, back);
      if (slot) this.#item(slot, top.column, back);
    } else {
      if (top.up) this.#item(top.up, top.column, back);
      const around = open.at(-2);
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
