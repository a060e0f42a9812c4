/** Text of one document → tree. Never throws; what cannot be understood is marked uncertain. */
import type { Span } from '../text/span.ts';
import { agreed } from './branches.ts';
import { type Certainty, certaintyOf } from './certainty.ts';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from './library.ts';
import { decimalNumber, wholeNumber } from './number.ts';
import { type Masked, mask } from './template.ts';
import {
  maxDepth,
  maxDocumentLength,
  type YamlEntry,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from './tree.ts';

/**
 * What keeps a document from being read: over 1 MiB, nested beyond all measure; or from being read whole: the body of
 * a named template (who includes it, and where, is unknown), a syntax error or a conflict marker.
 */
export type Problem = 'document-too-long' | 'not-parsed' | 'template-body' | 'not-whole';

export interface Parsed {
  readonly root: YamlNode | undefined;
  /** Whether the text is whole: it parses, and no conflict marker stands in it. Only then fixes are offered. */
  readonly sound: boolean;
  /** What keeps it from being read, or from being read whole. */
  readonly problem: Problem | undefined;
  /** What templates and placeholders stand in it; undefined where there are none. */
  readonly masked: Masked | undefined;
  /** The first syntax error, in text order. */
  readonly error: SyntaxFault | undefined;
  /** Aliases (`*name`) of which no anchor stands above; `*.example.com` without quotes is one. */
  readonly strayAliases: readonly Span[];
  /** Whether a template action or a placeholder stands in the text. */
  readonly templated: boolean;
}

/** A syntax error as the parser names it. */
export interface SyntaxFault {
  readonly at: number;
  readonly code: string;
  readonly message: string;
}

/** Parses one document, templates masked. The answer's places are relative to `text`. */
export function parse(text: string): Parsed {
  if (text.length > maxDocumentLength) return unread('document-too-long');
  const masked = mask(text);
  try {
    const document = parseDocument(masked.text, {
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const faults = document.errors
      .map(({ pos, code, message }): SyntaxFault => ({ at: pos[0], code, message }))
      .sort((a, b) => a.at - b.at);
    const errors = faults.map(({ at }) => at);
    const sound = errors.length === 0 && !masked.conflict;
    const problem = masked.bodies.length > 0 ? 'template-body' : sound ? undefined : 'not-whole';
    const converter = new Converter(masked, errors, document);
    const root = converter.root();
    const { strayAliases } = converter;
    return {
      root,
      sound,
      problem,
      error: faults[0],
      strayAliases,
      templated: isTemplated(masked, text),
      masked: masked.text === text ? undefined : masked,
    };
  } catch {
    // Nested beyond the stack, or a fault of the parser: nothing can be said of this document.
    return unread('not-parsed');
  }
}

function isTemplated({ text, masks, holes, controls }: Masked, original: string): boolean {
  return text !== original || masks.length + holes.length + controls.length > 0;
}

function unread(problem: Problem): Parsed {
  return {
    root: undefined,
    sound: false,
    problem,
    error: undefined,
    strayAliases: [],
    templated: false,
    masked: undefined,
  };
}

type Source = ParsedNode | null | undefined;

class Converter {
  readonly #text: string;
  readonly #isTemplated: boolean;
  readonly #certainty: Certainty;
  readonly #document: Document.Parsed;
  readonly #anchors = new Map<string, YamlNode>();
  readonly strayAliases: Span[] = [];

  constructor(masked: Masked, errors: readonly number[], document: Document.Parsed) {
    this.#text = masked.text;
    this.#isTemplated = masked.controls.length > 0;
    this.#certainty = certaintyOf(masked, errors, document.contents?.range[0] ?? 0);
    this.#document = document;
  }

  root(): YamlNode | undefined {
    const contents = this.#document.contents;
    if (!contents) return undefined;
    const { value } = this.#node(contents, 0, contents.range[0], this.#text.length, -1);
    return value.type === 'map' && this.#isTemplated ? agreed(value) : value;
  }

  /**
   * `from`: where the thing that holds the value starts (its key, or itself); `limit`: where the next thing
   * starts; `column`: of the key that holds it. Together they are the reach of the value.
   */
  #node(source: Source, depth: number, from: number, limit: number, column: number): YamlItem {
    if (!source || depth > maxDepth) return { value: this.#missing(from, limit, column), alias: undefined };
    if (isAlias(source)) {
      const [start, end] = source.range;
      const target = this.#anchors.get(source.source);
      const alias = { start, end };
      if (!target) this.strayAliases.push(alias);
      return {
        value: target ?? { ...this.#missing(start, limit, column), span: alias, certain: false },
        alias,
      };
    }
    const value = isMap(source)
      ? this.#map(source as YAMLMap.Parsed, depth, from, limit)
      : isSeq(source)
        ? this.#list(source, depth, from, limit)
        : isScalar(source)
          ? this.#scalar(source, from, limit, column)
          : this.#missing(from, limit, column);
    if (value.anchor !== undefined) this.#anchors.set(value.anchor, value);
    return { value, alias: undefined };
  }

  #map(source: YAMLMap.Parsed, depth: number, from: number, limit: number): YamlMap {
    const [start, end] = source.range;
    const flow = source.flow === true;
    const entries: YamlEntry[] = [];
    let masked = false;
    source.items.forEach((pair, i) => {
      const key = pair.key as ParsedNode | null;
      if (!key?.range) return;
      const keySpan = { start: key.range[0], end: key.range[1] };
      const next = (source.items[i + 1]?.key as ParsedNode | null | undefined)?.range?.[0];
      const reach = next ?? (flow ? end : limit);
      if (isScalar(key) && key.anchor !== undefined)
        this.#anchors.set(key.anchor, this.#scalar(key, keySpan.start, keySpan.end, -1));
      if (!isScalar(key) || this.#certainty.isMasked(keySpan)) masked = true;
      const colon = this.#colon(keySpan.end, reach);
      const column = flow ? -1 : this.#column(keySpan.start);
      const { value, alias } = this.#node(pair.value as Source, depth + 1, colon, reach, column);
      entries.push({
        name: isScalar(key) ? String(key.value) : '',
        key: keySpan,
        colon,
        quoted: isScalar(key) && (key.type === 'QUOTE_DOUBLE' || key.type === 'QUOTE_SINGLE'),
        value: isEmptyAt(value) ? { ...value, span: { start: colon, end: colon } } : value,
        alias,
      });
    });
    const contentEnd = flow ? end : endOf(entries.at(-1), start);
    const column = flow ? undefined : this.#column(start);
    const certain =
      !masked && this.#certainty.isCertain({ start: from, end: contentEnd }, limit, column, true);
    return { type: 'map', flow, entries, span: { start, end: contentEnd }, certain, anchor: source.anchor };
  }

  #list(
    source: {
      range: readonly [number, number, number];
      flow?: boolean;
      items: readonly unknown[];
      anchor?: string | undefined;
    },
    depth: number,
    from: number,
    limit: number,
  ): YamlNode {
    const [start, end] = source.range;
    const flow = source.flow === true;
    const nodes = source.items as readonly (ParsedNode | null)[];
    const items = nodes.map((item, i) => {
      const next = nodes[i + 1]?.range?.[0];
      const reach = next ?? (flow ? end : limit);
      return this.#node(item, depth + 1, item?.range?.[0] ?? start, reach, -1);
    });
    const last = items.at(-1);
    const contentEnd = flow ? end : last ? Math.max(start + 1, last.alias?.end ?? last.value.span.end) : end;
    const column = flow ? undefined : this.#column(start);
    const certain = this.#certainty.isCertain({ start: from, end: contentEnd }, limit, column, true);
    return { type: 'list', flow, items, span: { start, end: contentEnd }, certain, anchor: source.anchor };
  }

  #scalar(source: Scalar.Parsed, from: number, limit: number, column: number): YamlScalar {
    const [start, written] = source.range;
    // A value that is tagged as a string is one, whatever it looks like: as if it were quoted.
    const style =
      source.tag === 'tag:yaml.org,2002:str' && source.type === 'PLAIN'
        ? 'single'
        : (styles[source.type ?? 'PLAIN'] ?? 'plain');
    const end = style === 'block' ? blockEnd(this.#text, start, written) : written;
    const span = { start, end };
    const value = scalarValue(source);
    const certain =
      !this.#certainty.isMasked(span) &&
      this.#certainty.isCertain(
        { start: from, end },
        value === null ? limit : end,
        value === null ? column + 1 : undefined,
        false,
      );
    return { type: 'scalar', value, style, span, certain, anchor: source.anchor };
  }

  #missing(at: number, limit: number, column: number): YamlScalar {
    const span = { start: at, end: at };
    return {
      type: 'scalar',
      value: null,
      style: 'plain',
      span,
      certain: this.#certainty.isCertain(span, limit, column + 1, false),
      anchor: undefined,
    };
  }

  #colon(keyEnd: number, limit: number): number {
    const text = this.#text;
    let at = keyEnd;
    while (at < limit && (text[at] === ' ' || text[at] === '\t')) at++;
    return text[at] === ':' ? at + 1 : keyEnd;
  }

  #column(offset: number): number {
    return offset - (this.#text.lastIndexOf('\n', offset - 1) + 1);
  }
}

const styles: Readonly<Record<string, YamlScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function scalarValue({ value, type, tag, source }: Scalar.Parsed): YamlScalar['value'] {
  const read =
    type === 'PLAIN' && tag === undefined ? (wholeNumber(source) ?? decimalNumber(source)) : undefined;
  if (read !== undefined) return read;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}

function isEmptyAt(node: YamlNode): boolean {
  return node.type === 'scalar' && node.value === null && node.span.start === node.span.end;
}

function endOf(entry: YamlEntry | undefined, otherwise: number): number {
  return entry ? Math.max(entry.colon, entry.alias?.end ?? entry.value.span.end) : otherwise;
}

/** End of a block scalar's last line with text, or of all its lines where it keeps them (`|+`). */
function blockEnd(text: string, start: number, end: number): number {
  const header = text.slice(start, text.indexOf('\n', start));
  const keep = /^[|>]\d?\+/.test(header);
  let at = Math.max(start, end);
  if (keep) return text[at - 1] === '\n' ? at - (text[at - 2] === '\r' ? 2 : 1) : at;
  while (at > start && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
