/** A file's text → its documents (`---` parts). Unchanged parts keep their identity, and so all that hangs on it. */
import { type Parsed, parse } from './parse.ts';

/** One `---` part. Places inside are relative to its start, so moving it changes nothing. */
export interface YamlDocument {
  readonly text: string;
  /** How many line breaks it holds. */
  readonly breaks: () => number;
  /** Parses on first call. */
  readonly parsed: () => Parsed;
}

/** A document with its place in a file: `start` in UTF-16 units. */
export interface PlacedDocument {
  readonly document: YamlDocument;
  readonly start: number;
}

/**
 * Splits `text` where a line starts with `---` (YAML 1.2 §9.1.2: also inside of any scalar).
 * `before`: the documents of the previous text of this file; those found again are taken over unparsed.
 * The cost follows the changed part: unchanged parts are compared, not searched.
 */
export function splitDocuments(
  text: string,
  before: readonly PlacedDocument[] = [],
): readonly PlacedDocument[] {
  const head: PlacedDocument[] = [];
  let start = 0;
  for (const { document } of before) {
    const end = start + document.text.length;
    if (end === start || !text.startsWith(document.text, start) || !isBoundary(text, end)) break;
    head.push({ document, start });
    start = end;
  }
  const tail: YamlDocument[] = [];
  let end = text.length;
  for (let i = before.length - 1; i >= head.length; i--) {
    const document = before[i]?.document;
    if (!document) break;
    const from = end - document.text.length;
    if (from < start || from === end || !text.startsWith(document.text, from) || !isBoundary(text, from))
      break;
    tail.push(document);
    end = from;
  }
  if (start === end && tail.length === 0 && head.length > 0) return head;
  const known = new Map<string, YamlDocument>();
  for (const { document } of before.slice(head.length, before.length - tail.length))
    known.set(document.text, document);
  for (const part of slices(text, start, end)) {
    head.push({ document: known.get(part) ?? createDocument(part), start });
    start += part.length;
  }
  for (let i = tail.length - 1; i >= 0; i--) {
    const document = tail[i];
    if (!document) continue;
    head.push({ document, start });
    start += document.text.length;
  }
  return head;
}

function* slices(text: string, from: number, to: number): Iterable<string> {
  let start = from;
  for (let at = text.indexOf('\n---', start); at >= 0 && at + 1 < to; at = text.indexOf('\n---', at + 1)) {
    if (at + 1 === start || !isMarker(text, at + 1)) continue;
    yield text.slice(start, at + 1);
    start = at + 1;
  }
  if (start < to || text === '') yield text.slice(start, to);
}

function isBoundary(text: string, at: number): boolean {
  return at === text.length || at === 0 || (text[at - 1] === '\n' && isMarker(text, at));
}

function isMarker(text: string, at: number): boolean {
  return text.startsWith('---', at) && /^\s?$/.test(text.charAt(at + 3));
}

/** A document of its own. */
export function createDocument(text: string): YamlDocument {
  let parsed: Parsed | undefined;
  let breaks: number | undefined;
  return {
    text,
    breaks() {
      breaks ??= countBreaks(text);
      return breaks;
    },
    parsed() {
      parsed ??= parse(text);
      return parsed;
    },
  };
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
