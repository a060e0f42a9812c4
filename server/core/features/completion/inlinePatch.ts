/** Patches that a kustomization holds as a text (`patches[].patch: |`). */
import { lineEnd, lineStart } from '../../text/lineIndex.ts';

/** The line that such a text begins behind: a key `patch`, or an item of `patchesStrategicMerge`. */
const header = /^([ \t]*(?:-[ \t]+)*)(?:"patch"|'patch'|patch)[ \t]*:[ \t]*[|>][-+0-9]*[ \t]*(?:#.*)?$/;
const itemHeader = /^([ \t]*)-[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$/;

/** A patch around the cursor. */
export interface InlinePatch {
  /** The text of the document with all blanked out but the patch, in its columns. */
  readonly text: string;
  /** The start of the line that it begins behind. */
  readonly headLine: number;
  /** The column that its lines are deeper than. */
  readonly column: number;
}

/** The patch around the offset; undefined where there is none. */
export function patchAround(text: string, offset: number): InlinePatch | undefined {
  if (!/\bpatch/.test(text)) return undefined;
  const at = lineStart(text, offset);
  const own = indentAt(text, at);
  let least = own.isBlank ? offset - at : own.indent;
  for (let line = at; line > 0; ) {
    line = lineStart(text, line - 1);
    const { indent, isBlank } = indentAt(text, line);
    if (isBlank || indent >= least) continue;
    const column = headerColumn(text, line);
    if (column !== undefined) {
      const found = blockBelow(text, line, column, offset);
      return found === undefined ? undefined : { text: found, headLine: line, column };
    }
    least = indent;
    if (least === 0) return undefined;
  }
  return undefined;
}

function indentAt(text: string, start: number): { readonly indent: number; readonly isBlank: boolean } {
  const indent = /[ \t]*/y;
  indent.lastIndex = start;
  const length = indent.exec(text)?.[0].length ?? 0;
  return { indent: length, isBlank: start + length >= lineEnd(text, start) };
}

/** The column that the text must be deeper than, where a line is one that it begins behind. */
function headerColumn(text: string, start: number): number | undefined {
  const line = text.slice(start, lineEnd(text, start));
  const key = header.exec(line);
  if (key) return key[1]?.length ?? 0;
  const item = itemHeader.exec(line);
  return item && /^patchesStrategicMerge:/m.test(text.slice(0, start)) ? (item[1]?.length ?? 0) : undefined;
}

function blockBelow(text: string, headLine: number, column: number, offset: number): string | undefined {
  const start = Math.min(lineEnd(text, headLine) + 1, text.length);
  let [end, depth] = [start, -1];
  for (let at = start; at < text.length; at = nextLine(text, at)) {
    const { indent, isBlank } = indentAt(text, at);
    if (!isBlank && indent <= column) break;
    if (!isBlank && depth < 0) depth = indent;
    end = nextLine(text, at);
  }
  // In an empty one nobody knows yet how deep it will be; else what is not as deep is no part of it.
  const at = lineStart(text, offset);
  if (offset < start || offset > end || offset - at < depth) return undefined;
  const blank = (part: string) => part.replace(/[^\r\n]/g, ' ');
  return blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
}

function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
