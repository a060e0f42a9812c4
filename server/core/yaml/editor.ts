/** What can be asked of the editor of a document, and what it answers. */
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Literal, Moved } from './literal.ts';
import type { YamlEntry, YamlItem, YamlMap } from './tree.ts';

export type Edits = readonly [TextEdit, ...TextEdit[]];

/** What an edit goes into: an entry (its value is meant) or an item of a list. */
export type Holder = YamlEntry | YamlItem;

/** An entry on its way, as `Moved` prints it. */
export type Moving = Omit<Moved, 'from'>;

export interface Editor {
  /** Makes `literal` stand at `path` below the value of `holder`; what is there already stays. */
  insert(holder: Holder, path: readonly string[], literal: Literal): Edits | undefined;
  /** Adds an item to the list that `holder` holds. */
  append(holder: Holder, literal: Literal): Edits | undefined;
  /** Takes `entry` out of `map` and puts it, with its comments, below the value of `holder`, inside of `path`. */
  move(map: YamlMap, entry: YamlEntry, holder: Holder, path: readonly string[]): Edits | undefined;
  /**
   * Moves several entries of `map`, each with its comments, under new names and values where they are given. Without a
   * `holder` they come to where the first one stands, inside of `path`.
   */
  gather(
    map: YamlMap,
    moving: readonly Moving[],
    holder: Holder | undefined,
    path: readonly string[],
  ): Edits | undefined;
  /** Takes `entry` out of `map`. Undefined where a comment would go with it, or the anchor of an alias. */
  remove(map: YamlMap, entry: YamlEntry): Edits | undefined;
  /** Another string in place of the scalar at `span`, in the quotes that it has. */
  write(span: Span, value: string): Edits;
  /** Gives `entry` another name. */
  rename(entry: YamlEntry, name: string): Edits;
  /** Puts new keys around `entry` where it stands: `a: 1` → `path: {a: 1}`. */
  nest(entry: YamlEntry, path: readonly string[]): Edits | undefined;
  /** Replaces `entry` by another; comments of the old one that the new one does not copy are kept above it. */
  replace(entry: YamlEntry, name: string, literal: Literal): Edits | undefined;
  /** A comment on a line of its own above the line of `at`, in the column of that line's text. */
  commentAbove(at: Span, comment: string): Edits;
}
