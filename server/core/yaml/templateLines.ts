/** Lines that hold nothing but template actions: whose are they, and what do they keep apart? */
import { lineEnd } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
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

/**
 * Whether the same control flow holds at both offsets: no `if`, `else` or `end` between them but those of blocks that
 * begin and end there.
 */
export function isOneBranch({ blocks, controls }: Masked, one: number, other: number): boolean {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  const between = (offset: number) => low < offset && offset < high;
  if (blocks.some(({ start, end }) => between(start) !== between(end))) return false;
  const inner = blocks.filter(({ start }) => between(start));
  let closed = -1;
  let next = 0;
  for (const control of controls) {
    if (!between(control)) continue;
    for (let block = inner[next]; block && block.start <= control; block = inner[++next])
      closed = Math.max(closed, block.end);
    if (control > closed) return false;
  }
  return true;
}

/** Whether a template writes lines in `span`, or may add some to what it holds: behind it, deeper than `column`. */
export function writesInto(text: string, masked: Masked, { start, end }: Span, column: number): boolean {
  const last = lineEnd(text, end);
  return (
    masked.holes.some(({ at }) => start <= at && at <= last) ||
    behindTemplate(text, masked, last, column) !== last
  );
}
