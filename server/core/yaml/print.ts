/** Values → YAML text, in the layout of the place they go to. */
import type { TextEdit } from '../text/edit.ts';
import { columnOf, lineEnd } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import { endWithComments, type Layout, writtenEnd } from './layout.ts';
import {
  isCopy,
  isEntryCopies,
  isKeySlot,
  isLines,
  isList,
  isScalar,
  isSlot,
  type Literal,
  type Moved,
  type Slot,
} from './literal.ts';

export type { Literal } from './literal.ts';

export interface Printed {
  readonly text: string;
  readonly slots: readonly Span[];
}

/** A string as YAML that reads back as this very string (also with YAML 1.1 readers such as Kubernetes'). */
export function scalarText(value: string, quote = false): string {
  const plain =
    /^[A-Za-z_/][\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n|nan|inf)$/i.test(value);
  return plain && !quote ? value : JSON.stringify(value);
}

/** `value` as YAML in place of the scalar at `start`: in its quotes, or without any where it has none and needs none. */
export function requoted(source: string, { start }: Span, value: string): string {
  const quote = source[start];
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  const isPlain = /^(https?:\/\/[\w.:/-]*[\w/-]|[A-Za-z]+( [A-Za-z]+)+)$/.test(value);
  return quote !== '"' && isPlain ? value : scalarText(value, quote === '"');
}

/** Prints in block style: lines after a line break, the first at `column`. Undefined where it cannot be done. */
export function printBlock(
  literal: Literal,
  column: number,
  layout: Layout,
  source: string,
): Printed | undefined {
  return new Printer(layout, source, false).block(literal, column);
}

/** Prints in flow style, in braces; `pad` puts blanks inside of them, `quote` double quotes around every string. */
export function printFlow(
  literal: Literal,
  style: { pad: boolean; quote: boolean },
  source: string,
): Printed | undefined {
  const layout: Layout = { indent: 2, listIndent: 2, newline: '\n' };
  return new Printer(layout, source, style.quote).flow(literal, style.pad);
}

/** The edit that writes `printed` in place of `span`. */
export function edit(span: Span, printed: Printed, before = '', after = ''): TextEdit {
  const slots = printed.slots.map((slot) => ({
    start: slot.start + before.length,
    end: slot.end + before.length,
  }));
  return { span, newText: before + printed.text + after, ...(slots.length > 0 && { slots }) };
}

/** What stands between the braces of a printed flow mapping. */
export function inside(printed: Printed): Printed {
  const open = /^\{ ?/.exec(printed.text)?.[0].length ?? 0;
  return {
    text: printed.text.slice(open).replace(/ ?\}$/, ''),
    slots: printed.slots.map((slot) => ({ start: slot.start - open, end: slot.end - open })),
  };
}

function changesOf(source: string, { entry, name, text }: Moved): readonly TextEdit[] {
  const { key, quoted, alias, value } = entry;
  const renamed = name === undefined ? [] : [{ span: key, newText: scalarText(name, quoted) }];
  const span = alias ?? value.span;
  return text === undefined ? renamed : [...renamed, { span, newText: requoted(source, span, text) }];
}

class Printer {
  readonly #layout: Layout;
  readonly #source: string;
  readonly #quote: boolean;
  #text = '';
  #slots: Span[] = [];
  #failed = false;

  constructor(layout: Layout, source: string, quote: boolean) {
    this.#layout = layout;
    this.#source = source;
    this.#quote = quote;
  }

  block(literal: Literal, column: number): Printed | undefined {
    this.#blockLines(literal, column, true);
    return this.#done();
  }

  flow(literal: Literal, pad: boolean): Printed | undefined {
    this.#flow(literal, pad);
    return this.#done();
  }

  #done(): Printed | undefined {
    return this.#failed ? undefined : { text: this.#text, slots: this.#slots };
  }

  /** Lines of a mapping or list at `column`; `fresh`: its first line needs a line of its own. */
  #blockLines(literal: Literal, column: number, fresh: boolean): void {
    const start = (first: boolean) => {
      if (!first || fresh) this.#text += this.#layout.newline + ' '.repeat(column);
    };
    if (isScalar(literal)) {
      start(true);
      this.#scalar(literal);
    } else if (isCopy(literal)) {
      start(true);
      const node = literal.copy;
      this.#copy(node.span.start, node.span.end, column);
    } else if (isEntryCopies(literal)) {
      literal.entries.forEach((moved, i) => {
        start(i === 0);
        this.#copy(moved.from, writtenEnd(moved.entry), column, changesOf(this.#source, moved));
      });
    } else if (isList(literal)) {
      literal.forEach((item, i) => {
        start(i === 0);
        this.#text += '- ';
        this.#blockLines(item, column + 2, false);
      });
    } else if (isLines(literal)) {
      // Only behind a key.
      this.#failed = true;
    } else if (isKeySlot(literal)) {
      start(true);
      this.#scalar({ slot: literal.keySlot });
      this.#text += ':';
      this.#blockValue(literal.value, column);
    } else {
      Object.entries(literal).forEach(([key, value], i) => {
        start(i === 0);
        this.#text += `${scalarText(key)}:`;
        this.#blockValue(value, column);
      });
    }
  }

  /** The value behind a key that stands at `column`. */
  #blockValue(value: Literal, column: number): void {
    const { indent, listIndent } = this.#layout;
    if (isScalar(value)) {
      this.#text += ' ';
      this.#scalar(value);
    } else if (isLines(value)) {
      this.#text += ' |-';
      for (const line of value.lines)
        this.#text += this.#layout.newline + (line === '' ? '' : ' '.repeat(column + indent) + line);
    } else if (isCopy(value) && (value.copy.type === 'scalar' || value.copy.flow)) {
      this.#text += ' ';
      this.#copy(value.copy.span.start, value.copy.span.end, column + indent);
    } else if (isList(value) || (isCopy(value) && value.copy.type === 'list')) {
      this.#blockLines(value, column + listIndent, true);
    } else {
      this.#blockLines(value, column + indent, true);
    }
  }

  /** Text of the document from `start` to the end of its last line, moved so that `start` comes to `column`. */
  #copy(start: number, end: number, column: number, changes: readonly TextEdit[] = []): void {
    const from = columnOf(this.#source, start);
    // Amid a flow collection the line goes on with what is not to be copied.
    const tail = this.#source.slice(end, lineEnd(this.#source, end));
    const to = /^\s*(#[^\n]*)?$/.test(tail) ? endWithComments(this.#source, end, from + 1) : end;
    const [first = '', ...rest] = this.#changed(start, to, changes).split('\n');
    this.#text += first;
    const by = column - from;
    for (const line of rest) {
      const blank = line.trim() === '';
      const kept = by < 0 ? line.slice(Math.min(-by, line.length - line.trimStart().length)) : line;
      this.#text += `\n${by > 0 && !blank ? ' '.repeat(by) : ''}${kept}`;
    }
  }

  #flow(literal: Literal, pad: boolean): void {
    const gap = pad ? ' ' : '';
    if (isScalar(literal)) {
      this.#scalar(literal);
    } else if (isCopy(literal)) {
      const { copy } = literal;
      if (copy.type !== 'scalar' && !copy.flow) this.#failed = true;
      this.#slice(copy.span.start, copy.span.end);
    } else if (isEntryCopies(literal)) {
      this.#text += `{${gap}`;
      literal.entries.forEach((moved, i) => {
        const { value, alias, key } = moved.entry;
        if ((!alias && value.type !== 'scalar' && !value.flow) || moved.from < key.start) this.#failed = true;
        if (i > 0) this.#text += ', ';
        this.#slice(key.start, writtenEnd(moved.entry), changesOf(this.#source, moved));
      });
      this.#text += `${gap}}`;
    } else if (isList(literal)) {
      this.#text += '[';
      literal.forEach((item, i) => {
        if (i > 0) this.#text += ', ';
        this.#flow(item, pad);
      });
      this.#text += ']';
    } else if (isLines(literal)) {
      this.#failed = true;
    } else if (isKeySlot(literal)) {
      this.#text += `{${gap}`;
      this.#scalar({ slot: literal.keySlot });
      this.#text += ': ';
      this.#flow(literal.value, pad);
      this.#text += `${gap}}`;
    } else {
      this.#text += `{${gap}`;
      Object.entries(literal).forEach(([key, value], i) => {
        if (i > 0) this.#text += ', ';
        this.#text += `${scalarText(key, this.#quote)}: `;
        this.#flow(value, pad);
      });
      this.#text += `${gap}}`;
    }
  }

  /** Text of the document with `changes`, which are in order. */
  #changed(start: number, end: number, changes: readonly TextEdit[]): string {
    let text = '';
    let at = start;
    for (const { span, newText } of changes) {
      text += this.#source.slice(at, span.start) + newText;
      at = span.end;
    }
    return text + this.#source.slice(at, end);
  }

  #slice(start: number, end: number, changes: readonly TextEdit[] = []): void {
    const text = this.#changed(start, end, changes);
    if (/(^|\s)#/.test(text) || /^[|>]/.test(text)) this.#failed = true;
    this.#text += text;
  }

  #scalar(value: string | Slot): void {
    const plain = isSlot(value) ? value.slot : value;
    const text = scalarText(plain, this.#quote);
    if (isSlot(value)) {
      const inset = text === plain ? 0 : 1;
      const start = this.#text.length + inset;
      this.#slots.push({ start, end: this.#text.length + text.length - inset });
    }
    this.#text += text;
  }
}
