/** A file's text → its documents (`---` parts). Unchanged parts keep their identity, and so all that hangs on it. */
import type { Span } from '../text/span.ts';
import { type Parsed, parse } from './parse.ts';

/** One `---` part. Places inside are relative to its start, so moving it changes nothing. */
export interface YamlDocument {
  readonly text: string;
  /** Parses on first call. */
  readonly parsed: () => Parsed;
  /** One remembered answer about this document; see `remember`. */
  readonly memo: { owner: object | undefined; answer: unknown };
}

/**
 * The answer that `make` gives about a document, remembered with it until another `owner` asks. An owner stands for
 * one question: it must always make the same type of answer.
 */
export function remember<T>(document: YamlDocument, owner: object, make: (document: YamlDocument) => T): T {
  const { memo } = document;
  if (memo.owner === owner) return memo.answer as T;
  const answer = make(document);
  memo.owner = owner;
  memo.answer = answer;
  return answer;
}

/** A document with its place in a file: `start` in UTF-16 units. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  readonly start: number;
}

/** A text and its documents. */
export interface SplitText {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/**
 * Splits `text` where a line starts with `---` (YAML 1.2 §9.1.2: also inside of any scalar).
 * `before`: the previous state of this file; its documents that are found again are taken over unparsed.
 * The cost follows the changed part: the rest is compared in large pieces, not searched.
 */
export function splitDocuments(text: string, before?: SplitText): readonly PlacedDocument[] {
  if (!before || before.text === '') return slices(text, 0, text.length, new Map());
  const old = before.documents;
  const grown = text.length - before.text.length;
  const startOf = (i: number) => old[i]?.start ?? before.text.length;
  const same = (from: number, to: number, shifted: number) =>
    to + shifted <= text.length &&
    from + shifted >= 0 &&
    before.text.slice(from, to) === text.slice(from + shifted, to + shifted);

  let head = lastTrue(old.length, (low, high) => same(startOf(low), startOf(high), 0));
  while (head > 0 && !isBoundary(text, startOf(head))) head--;
  let tail = lastTrue(old.length - head, (low, high) =>
    same(startOf(old.length - high), startOf(old.length - low), grown),
  );
  while (
    tail > 0 &&
    (startOf(old.length - tail) + grown < startOf(head) ||
      !isBoundary(text, startOf(old.length - tail) + grown))
  )
    tail--;

  const known = new Map<string, YamlDocument>();
  for (const { document } of old.slice(head, old.length - tail)) known.set(document.text, document);
  const from = startOf(head);
  const to = startOf(old.length - tail) + grown;
  const middle = from < to || head + tail === 0 ? slices(text, from, to, known) : [];
  const moved = old.slice(old.length - tail);
  return [
    ...old.slice(0, head),
    ...middle,
    ...(grown === 0 ? moved : moved.map(({ document, start }) => ({ document, start: start + grown }))),
  ];
}

/**
 * The documents after one edit: `span` of the text is replaced by `newText`. The text as a whole is never made:
 * the cost is that of the documents around the edit, and a step for each other one.
 */
export function spliceDocuments(
  old: readonly PlacedDocument[],
  span: Span,
  newText: string,
): readonly PlacedDocument[] {
  // One more on both sides: the edit may undo or make the marker between two documents.
  const from = Math.max(0, indexAt(old, span.start) - 1);
  const to = Math.min(old.length, indexAt(old, span.end) + 2);
  const touched = old.slice(from, to);
  const start = touched[0]?.start ?? 0;
  const text = touched.map(({ document }) => document.text).join('');
  const edited = text.slice(0, span.start - start) + newText + text.slice(span.end - start);
  const known = new Map(touched.map(({ document }) => [document.text, document]));
  const middle = slices(edited, 0, edited.length, known);
  const grown = edited.length - text.length;
  const parts = edited === '' && old.length > touched.length ? [] : middle;
  return [
    ...old.slice(0, from),
    ...parts.map((placed) => ({ ...placed, start: placed.start + start })),
    ...(grown === 0
      ? old.slice(to)
      : old.slice(to).map((placed) => ({ document: placed.document, start: placed.start + grown }))),
  ];
}

/** The index of the document that holds `offset`, the last one at the end of the text. */
export function indexAt(documents: readonly PlacedDocument[], offset: number): number {
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((documents[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The largest n ≤ `count` for which `holds(0, n)`, where `holds` says of a range whether all of it is fine.
 * Asks about each part of the range about once.
 */
function lastTrue(count: number, holds: (low: number, high: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function slices(
  text: string,
  from: number,
  to: number,
  known: ReadonlyMap<string, YamlDocument>,
): PlacedDocument[] {
  const parts: PlacedDocument[] = [];
  const add = (start: number, end: number) => {
    const part = text.slice(start, end);
    parts.push({ document: known.get(part) ?? createDocument(part), start });
  };
  let start = from;
  for (let at = text.indexOf('\n---', start); at >= 0 && at + 1 < to; at = text.indexOf('\n---', at + 1)) {
    if (at + 1 === start || !isMarker(text, at + 1)) continue;
    add(start, at + 1);
    start = at + 1;
  }
  if (start < to || text === '') add(start, to);
  return parts;
}

function isBoundary(text: string, at: number): boolean {
  return at === text.length || at === 0 || (text[at - 1] === '\n' && isMarker(text, at));
}

function isMarker(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 3);
  return text.startsWith('---', at) && (Number.isNaN(next) || next === 32 || (next >= 9 && next <= 13));
}

/** A document of its own. */
export function createDocument(text: string): YamlDocument {
  let parsed: Parsed | undefined;
  return {
    text,
    memo: { owner: undefined, answer: undefined },
    parsed() {
      parsed ??= parse(text);
      return parsed;
    },
  };
}
