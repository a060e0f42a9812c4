/** What of a file stands in loops of Go templates, which may reach over several documents. */
import type { Span } from '../text/span.ts';

export interface Loop extends Span {
  readonly word: 'range' | 'with';
}

const action = /\{\{-?\s*(\/\*|if\b|range\b|with\b|define\b|block\b|end\b)/g;

/** The bodies of `range` and `with` in a text, in the order of their starts. What is not closed reaches to the end. */
export function loopsIn(text: string): readonly Loop[] {
  type Open = { start: number; end: number; word: Loop['word'] };
  const loops: Open[] = [];
  const open: (Open | undefined)[] = [];
  for (const { 1: word, index } of text.matchAll(action)) {
    if (word === '/*') continue;
    if (word !== 'end') {
      const loop: Open | undefined =
        word === 'range' || word === 'with' ? { start: index, end: text.length, word } : undefined;
      open.push(loop);
      if (loop) loops.push(loop);
    } else {
      const closed = open.pop();
      if (closed) closed.end = index;
    }
  }
  return loops;
}

/** The innermost loop around a place. */
export function loopAround(loops: readonly Loop[], { start, end }: Span): Loop | undefined {
  return loops.findLast((loop) => loop.start <= start && end <= loop.end);
}
