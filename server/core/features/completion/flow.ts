/** The light reading of `{…}` and `[…]`, closed or not. */
import type { Span } from '../../text/span.ts';
import { FlowPlaces } from './flowPlaces.ts';
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
  readonly #places = new FlowPlaces();
  #seen = false;
  /** Where the last token or collection ends. */
  #last = 0;
  /** Whether a collection has just ended there. */
  #closed = false;
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
        this.#begin(true);
        if (this.#above.length > maxDepth) break;
        this.#open(this.#slot());
      } else if (char === '}' || char === ']') {
        this.#look(this.#at);
        this.#commit();
        this.#places.forget();
        this.#last = ++this.#at;
        this.#closed = true;
        const above = this.#above.pop();
        if (!above) return { node: root, end: this.#at, places: this.#places.all };
        this.#node = above;
        this.#token = undefined;
      } else if (char === ',') {
        this.#look(this.#at);
        this.#end();
        this.#places.forget();
        this.#at++;
      } else if (char === ':' && this.#isColon()) {
        this.#look(this.#at);
        this.#toKey();
        this.#at++;
      } else this.#readToken(char);
    }
    this.#look(this.#at);
    this.#commit();
    return { node: root, end: this.#at, places: this.#places.all };
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
    this.#closed = false;
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

  /** What is being read is over. */
  #end(): void {
    this.#commit();
    this.#entry = undefined;
    this.#item = undefined;
    this.#closed = false;
  }

  /** Whether a value has been read, which only a comma may follow. */
  #isFull(): boolean {
    if (this.#closed || (this.#entry ?? this.#item)?.value !== undefined) return true;
    return this.#token !== undefined && (this.#entry !== undefined || this.#node?.type === 'list');
  }

  /** A token or a collection begins: what is full is over, comma or not; and the place before it learns of it. */
  #begin(collection: boolean): void {
    if (this.#isFull()) this.#end();
    const place = this.#places.waiting;
    if (!place) return;
    if (place.role === 'value' && place.holder === this.#entry) {
      // Behind a colon it is the value, or the next key.
      if (collection) this.#places.drop();
      return;
    }
    this.#places.follow();
    this.#item = undefined;
  }

  #commit(): void {
    const token = this.#token;
    this.#token = undefined;
    if (!token) return;
    const slot = this.#slot();
    const place = this.#places.waiting;
    if (place && place.holder === slot && place.word.end < token.start) this.#places.drop();
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
    const place = this.#places.waiting;
    if (token && place && place.word.end < token.start) {
      this.#places.follow();
      this.#entry = undefined;
    }
    this.#places.forget();
    if (!token || this.#node?.type !== 'map' || this.#entry) return;
    this.#entry = { type: 'entry', name: token.text, key: token, value: undefined, up: this.#node };
    this.#node.entries.push(this.#entry);
    this.#places.keep(token, this.#entry);
  }

  #readToken(first: string): void {
    this.#begin(false);
    const start = this.#at;
    if (first === '"' || first === "'") {
      const quote = first === '"' ? /"|\\./gs : /'(?!')|''/g;
      quote.lastIndex = start + 1;
      let match = quote.exec(this.#text);
      while (match && match[0] !== first) match = quote.exec(this.#text);
      const line = this.#text.indexOf('\n', start);
      const end =
        match && (line < 0 || match.index < line) ? match.index + 1 : line < 0 ? this.#text.length : line;
      const close = match?.index === end - 1 ? end - 1 : end;
      this.#token = { start: start + 1, end: close, text: this.#text.slice(start + 1, close), quoted: true };
      this.#at = end;
    } else {
      const plain = /(?:[^,{}[\]\n:#]|:(?![\s,{}[\]]|$)|(?<!\s)#)+/y;
      plain.lastIndex = start;
      const text = this.#firstOf(plain.exec(this.#text)?.[0] ?? first).trimEnd();
      this.#token = { start, end: start + text.length, text, quoted: false };
      this.#at = start + Math.max(1, text.length);
    }
    this.#last = this.#at;
    const { start: from, end, quoted } = this.#token;
    if (!this.#seen && from <= this.#cursor && this.#cursor <= end)
      this.#place(this.#token, quoted ? first : undefined);
  }

  /** The part of a plain text that is one token where commas are missing: a key that is being typed, a value before a key. */
  #firstOf(raw: string): string {
    if (this.#node?.type !== 'map') return raw;
    const typed = raw.slice(0, Math.max(0, this.#cursor - this.#at));
    if (!this.#entry) return typed !== '' && /^\s+\S/.test(raw.slice(typed.length)) ? typed : raw;
    if (this.#text[this.#at + raw.length] !== ':') return raw;
    let end = raw.trimEnd().length;
    while (end > 0 && /\S/.test(raw[end - 1] ?? '')) end--;
    return end === 0 ? raw : raw.slice(0, end);
  }

  #isColon(): boolean {
    return this.#token?.quoted === true || /[\s,{}[\]]/.test(this.#text[this.#at + 1] ?? ' ');
  }

  /** Notes the place where the cursor stands at `at`, outside of any token. */
  #look(at: number): void {
    if (this.#seen || at !== this.#cursor || this.#token?.end === at) return;
    // What starts here is read next, and is the word.
    if (/[^\s,{}[\]:#]/.test(this.#text[at] ?? ' ')) return;
    const isFull = this.#isFull();
    if (isFull) this.#end();
    this.#seen = true;
    // Behind a key comes its colon.
    if (!this.#token) this.#place({ start: at, end: at }, undefined, isFull ? this.#last : undefined);
  }

  /** `quote`: what the word stands in; `behind`: where the value before it ends, if no comma does. */
  #place({ start, end }: Span, quote?: string, behind?: number): void {
    this.#seen = true;
    const quoted = quote !== undefined;
    const common = { word: { start, end }, flow: true, ...(behind !== undefined && { behind }) };
    const holder = this.#node?.type === 'map' ? this.#entry : this.#slot();
    if (holder) {
      const lead = this.#entry && this.#text[start - 1] === ':' ? ' ' : '';
      this.#places.add({ ...common, role: 'value', holder, lead, quoted }, !quoted);
    } else if (this.#node?.type === 'map') {
      const closed = quoted && this.#text[end] === quote && { quote };
      const key = { ...common, holder: this.#node.up, column: -1, entry: undefined, ...closed };
      this.#places.add({ ...key, role: 'key' }, true);
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
