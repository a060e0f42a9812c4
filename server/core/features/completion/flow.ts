/** The light reading of `{…}` and `[…]`, closed or not. */
import type { Span } from '../../text/span.ts';
import type {
  Holder,
  OutlineEntry,
  OutlineItem,
  OutlineList,
  OutlineMap,
  OutlineNode,
  Place,
} from './outline.ts';
import type { Scalars } from './scalars.ts';

export interface FlowRead {
  readonly node: OutlineNode;
  /** Behind the closing bracket, or where the collection ends for want of one. */
  readonly end: number;
  readonly places: readonly Place[];
}

interface Token extends Span {
  readonly text: string;
  readonly quoted: boolean;
}

/** Nested deeper is hostile. */
const maxDepth = 256;

/**
 * Reads the flow collection that opens at `start`. Its further lines are indented by more than `column`; the first that
 * is not ends it, so that a bracket without its mate swallows nothing.
 */
export function readFlow(
  text: string,
  start: number,
  column: number,
  up: Holder | undefined,
  cursor: number,
  scalars: Scalars,
): FlowRead {
  return new FlowReader(text, start, column, cursor, scalars).read(up);
}

class FlowReader {
  readonly #text: string;
  readonly #column: number;
  readonly #cursor: number;
  readonly #scalars: Scalars;
  #at: number;
  #token: Token | undefined;
  #entry: OutlineEntry | undefined;
  #item: OutlineItem | undefined;
  #node: OutlineMap | OutlineList | undefined;
  readonly #above: (OutlineMap | OutlineList)[] = [];
  readonly #places: Place[] = [];
  #seen = false;
  /** Up to here the lines are known to belong to the collection. */
  #sure = 0;

  constructor(text: string, start: number, column: number, cursor: number, scalars: Scalars) {
    this.#text = text;
    this.#at = start;
    this.#column = column;
    this.#cursor = cursor;
    this.#scalars = scalars;
  }

  read(up: Holder | undefined): FlowRead {
    const root = this.#open(up);
    const { length } = this.#text;
    while (this.#at < length) {
      const char = this.#text[this.#at] ?? '';
      if (char === '\n') {
        if (!this.#goesOn()) break;
        this.#look(this.#at);
        this.#at++;
      } else if (char === ' ' || char === '\t' || char === '\r') {
        this.#look(this.#at);
        this.#at++;
      } else if (char === '#' && /[\s,]/.test(this.#text[this.#at - 1] ?? '')) {
        const end = this.#text.indexOf('\n', this.#at);
        if (this.#at < this.#cursor && (end < 0 || this.#cursor <= end)) this.#seen = true;
        this.#at = end < 0 ? length : end;
      } else if (char === '{' || char === '[') {
        this.#look(this.#at);
        this.#commit();
        if (this.#above.length > maxDepth) break;
        this.#open(this.#slot());
      } else if (char === '}' || char === ']') {
        this.#look(this.#at);
        this.#commit();
        this.#at++;
        const above = this.#above.pop();
        if (!above) return { node: root, end: this.#at, places: this.#places };
        this.#node = above;
        this.#token = undefined;
      } else if (char === ',') {
        this.#look(this.#at);
        this.#commit();
        this.#entry = undefined;
        this.#item = undefined;
        this.#at++;
      } else if (char === ':' && this.#isColon()) {
        this.#look(this.#at);
        this.#toKey();
        this.#at++;
      } else this.#readToken(char);
    }
    this.#look(this.#at);
    this.#commit();
    return { node: root, end: this.#at, places: this.#places };
  }

  #open(up: Holder | undefined): OutlineMap | OutlineList {
    const map = this.#text[this.#at] === '{';
    const node: OutlineMap | OutlineList = map
      ? { type: 'map', flow: true, column: -1, entries: [], up }
      : { type: 'list', flow: true, column: -1, items: [], up };
    if (up && this.#node) up.value = node;
    if (this.#node) this.#above.push(this.#node);
    this.#node = node;
    this.#entry = undefined;
    this.#item = undefined;
    this.#token = undefined;
    this.#at++;
    return node;
  }

  /** What the next value hangs on; a list gets a new item for it. */
  #slot(): Holder | undefined {
    if (this.#entry) return this.#entry;
    if (this.#node?.type !== 'list') return undefined;
    this.#item ??= { type: 'item', value: undefined, up: this.#node };
    if (this.#node.items.at(-1) !== this.#item) this.#node.items.push(this.#item);
    return this.#item;
  }

  #commit(): void {
    const token = this.#token;
    this.#token = undefined;
    if (!token) return;
    const slot = this.#slot();
    if (slot) slot.value ??= this.#scalarOf(token);
    else if (this.#node?.type === 'map')
      this.#node.entries.push({
        type: 'entry',
        name: token.text,
        key: token,
        value: undefined,
        up: this.#node,
      });
  }

  #scalarOf(token: Token): OutlineNode {
    const properties = token.quoted ? '' : (/^(?:[&!]\S*\s*)*/.exec(token.text)?.[0] ?? '');
    return this.#scalars.read(properties, { ...token, text: token.text.slice(properties.length) });
  }

  #toKey(): void {
    const token = this.#token;
    this.#token = undefined;
    if (!token || this.#node?.type !== 'map' || this.#entry) return;
    this.#entry = { type: 'entry', name: token.text, key: token, value: undefined, up: this.#node };
    this.#node.entries.push(this.#entry);
    const place = this.#places.at(-1);
    // The key under the cursor keeps its colon.
    if (place?.role === 'key' && place.word.start === token.start)
      this.#places.splice(-1, 1, { ...place, entry: this.#entry, quote: undefined });
  }

  #readToken(first: string): void {
    const start = this.#at;
    if (first === '"' || first === "'") {
      const close = first === '"' ? /"|\\./gs : /'(?!')|''/g;
      close.lastIndex = start + 1;
      let match = close.exec(this.#text);
      while (match && match[0] !== first) match = close.exec(this.#text);
      const line = this.#text.indexOf('\n', start);
      const end =
        match && (line < 0 || match.index < line) ? match.index + 1 : line < 0 ? this.#text.length : line;
      const closed = match?.index === end - 1;
      this.#token = { start: start + 1, end: closed ? end - 1 : end, text: '', quoted: true };
      this.#token = { ...this.#token, text: this.#text.slice(this.#token.start, this.#token.end) };
      this.#at = end;
    } else {
      const plain = /(?:[^,{}[\]\n:#]|:(?![\s,{}[\]]|$)|(?<!\s)#)+/y;
      plain.lastIndex = start;
      const raw = plain.exec(this.#text)?.[0] ?? first;
      const text = raw.trimEnd();
      this.#token = { start, end: start + text.length, text, quoted: false };
      this.#at = start + Math.max(1, text.length);
    }
    const { start: from, end, quoted } = this.#token;
    if (!this.#seen && from <= this.#cursor && this.#cursor <= end)
      this.#place(this.#token, quoted ? first : undefined);
  }

  #isColon(): boolean {
    return this.#token?.quoted === true || /[\s,{}[\]]/.test(this.#text[this.#at + 1] ?? ' ');
  }

  /** Notes the place where the cursor stands at `at`, outside of any token. */
  #look(at: number): void {
    if (this.#seen || at !== this.#cursor || this.#token?.end === at) return;
    // What starts here is read next, and is the word.
    if (/[^\s,{}[\]:#]/.test(this.#text[at] ?? ' ')) return;
    this.#place({ start: at, end: at });
  }

  /** `quote`: what the word stands in. */
  #place({ start, end }: Span, quote?: string): void {
    this.#seen = true;
    const quoted = quote !== undefined;
    const word = { start, end };
    if (this.#entry) {
      const lead = this.#text[start - 1] === ':' ? ' ' : '';
      this.#places.push({ role: 'value', holder: this.#entry, word, flow: true, lead, quoted });
    } else if (this.#node?.type === 'map')
      this.#places.push({
        role: 'key',
        holder: this.#node.up,
        word,
        flow: true,
        column: -1,
        entry: undefined,
        ...(quoted && this.#text[end] === quote && { quote }),
      });
    else {
      const holder = this.#slot();
      if (holder) this.#places.push({ role: 'value', holder, word, flow: true, lead: '', quoted });
    }
  }

  /** Whether the line below still belongs to the collection. */
  #goesOn(): boolean {
    if (this.#column < 0 || this.#at < this.#sure) return true;
    const next = /[^\S\n]*(\S?)/y;
    let at = this.#at + 1;
    for (;;) {
      next.lastIndex = at;
      const found = next.exec(this.#text);
      if (!found) return false;
      const column = found[0].length - (found[1] ?? '').length;
      if ((found[1] ?? '') !== '') {
        this.#sure = at;
        return column > this.#column || /[}\]]/.test(found[1] ?? '');
      }
      const line = this.#text.indexOf('\n', at);
      if (line < 0) return false;
      at = line + 1;
    }
  }
}
