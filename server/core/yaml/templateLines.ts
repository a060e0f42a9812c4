/** Lines that hold nothing but template actions, behind what was just read: whose are they? */
import { lineEnd } from '../text/lineIndex.ts';
import type { Masked } from './template.ts';

/**
 * Moves `end` (of a line) down over the template lines that follow at once and write deeper than `column`: they go on
 * with what stands above them. Undefined where it cannot be told.
 */
export function behindTemplate(
  text: string,
  masked: Masked,
  end: number,
  column: number,
): number | undefined {
  let at = end;
  for (;;) {
    const start = text.indexOf('\n', at) + 1;
    if (start === 0) return at;
    const last = lineEnd(text, start);
    if (!isTemplateLine(text, masked, start, last)) return at;
    const hole = masked.holes.find((one) => start <= one.at && one.at <= last);
    const block = masked.blocks.find((one) => start <= one.start && one.start <= last);
    if (hole) {
      if (hole.column === undefined) return undefined;
      if (hole.column <= column) return at;
      at = last;
    } else if (block && masked.text.slice(last, block.end).trim() === '') {
      // Control flow around nothing but actions.
      const inner = masked.holes.filter((one) => block.start < one.at && one.at < block.end);
      if (inner.some((one) => one.column === undefined)) return undefined;
      if (inner.some((one) => (one.column ?? 0) <= column)) return at;
      at = lineEnd(text, block.end);
    } else {
      return at;
    }
  }
}

/** Blank once masked, but not as it stands, and no comment of YAML. */
function isTemplateLine(text: string, masked: Masked, start: number, end: number): boolean {
  const line = text.slice(start, end).trim();
  return line !== '' && !line.startsWith('#') && /^\s*(#.*)?$/.test(masked.text.slice(start, end));
}
