/** Whether what is written at a place is all there is: answers for one masked document, each in logarithmic time. */
import { anyWithin, firstFrom } from '../text/sorted.ts';
import type { Span } from '../text/span.ts';
import type { Masked } from './template.ts';

export interface Certainty {
  /**
   * Whether a value is surely what is written. `content`: from its key to its end; `reach`: where the next thing
   * starts (lines may be added up to there); `column`: where lines stand that would belong to it, `exact`: in that
   * very column, and not in a deeper one.
   */
  readonly isCertain: (content: Span, reach: number, column: number | undefined, exact: boolean) => boolean;
  /** Whether a template action or a placeholder is a part of the text. */
  readonly isMasked: (span: Span) => boolean;
}

type Belongs = (hole: number, column: number) => boolean;
const same: Belongs = (hole, column) => hole === column;
const deeper: Belongs = (hole, column) => hole >= column;

/**
 * `errors`: ascending offsets of parse errors; `rootStart`: where the document's value starts. Control flow that
 * begins before it encloses all of the document, and makes nothing in it uncertain.
 */
export function certaintyOf(masked: Masked, errors: readonly number[], rootStart: number): Certainty {
  const { masks, controls, holes } = masked;
  if (masks.length + controls.length + holes.length + errors.length === 0) {
    return { isCertain: () => true, isMasked: () => false };
  }
  const maskStarts = masks.map((span) => span.start);
  const holeOffsets = holes.map((hole) => hole.at);
  const bodies = new Set(masked.bodies);
  const blocks = masked.blocks.filter((block) => block.start >= rootStart || bodies.has(block));
  const blockStarts = blocks.map((block) => block.start);
  const furthest: number[] = [];
  for (const { end } of blocks) furthest.push(Math.max(furthest.at(-1) ?? 0, end));

  const isConditional = ({ start, end }: Span) => (furthest[firstFrom(blockStarts, start) - 1] ?? -1) >= end;
  const mayGrow = (from: number, to: number, column: number | undefined, belongs: Belongs) => {
    for (let i = firstFrom(holeOffsets, from); i < holes.length; i++) {
      const hole = holes[i];
      if (!hole || hole.at >= to) return false;
      if (hole.column === undefined || column === undefined || belongs(hole.column, column)) return true;
    }
    return false;
  };
  return {
    isCertain: (content, reach, column, exact) =>
      !isConditional(content) &&
      !anyWithin(controls, content.start, content.end) &&
      !anyWithin(errors, content.start, Math.max(content.end + 1, reach)) &&
      !mayGrow(content.start, reach, column, exact ? same : deeper),
    isMasked({ start, end }) {
      const before = masks[firstFrom(maskStarts, start) - 1];
      return (before !== undefined && before.end > start) || anyWithin(maskStarts, start, end);
    },
  };
}
