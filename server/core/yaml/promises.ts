/** What an edit promises about templates and anchors: no condition gains or loses a line, every alias reads the same. */
import { columnOf } from '../text/lineIndex.ts';
import { marksAllow, marksIn } from './anchors.ts';
import type { Edits, Holder } from './editor.ts';
import { writtenEnd } from './layout.ts';
import type { Parsed } from './parse.ts';
import { isOneBranch, writesInto } from './templateLines.ts';
import type { YamlEntry } from './tree.ts';

export interface Promises {
  /** `edits`, or undefined where they write to another branch of a template than that of `holder`. */
  readonly inBranch: (holder: Holder, edits: Edits | undefined) => Edits | undefined;
  /** Whether a template writes lines of `entry`: they would stay behind, or come to a wrong column. */
  readonly isTemplated: (entry: YamlEntry) => boolean;
  /** Whether an alias asks for an anchor in `entry`. */
  readonly isAskedFor: (entry: YamlEntry) => boolean;
  /** Whether `entry` can go to where `added` writes it, whole, in its branch, its anchors and aliases with it. */
  readonly canTravel: (entry: YamlEntry, added: Edits) => boolean;
}

/** The promises in one document. */
export function promisesOf(text: string, { root, masked }: Pick<Parsed, 'root' | 'masked'>): Promises {
  const spanOf = (entry: YamlEntry) => ({ start: entry.key.start, end: writtenEnd(entry) });
  const inBranch = (holder: Holder, edits: Edits | undefined) => {
    const from = 'colon' in holder ? holder.key.start : holder.value.span.start;
    return masked && edits?.some(({ span }) => !isOneBranch(masked, from, span.start)) ? undefined : edits;
  };
  const isTemplated = (entry: YamlEntry) =>
    masked !== undefined && writesInto(text, masked, spanOf(entry), columnOf(text, entry.key.start));
  return {
    inBranch,
    isTemplated,
    isAskedFor(entry) {
      const { start, end } = spanOf(entry);
      const marks = marksIn(text, root);
      const own = marks.filter(({ kind, at }) => kind === 'anchor' && start <= at && at <= end);
      return own.some(({ name }) => marks.some((mark) => mark.kind === 'alias' && mark.name === name));
    },
    canTravel(entry, added) {
      const marks = marksIn(text, root);
      return (
        !isTemplated(entry) &&
        inBranch(entry, added) !== undefined &&
        added.every(({ span }) => marksAllow(marks, spanOf(entry), span.start))
      );
    },
  };
}
