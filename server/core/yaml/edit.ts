/**
 * The one place that turns a wish ("this mapping should also say …") into text edits. Owns indent, flow and block
 * style, comments, line breaks, empty values. An operation answers undefined where it cannot keep its promise:
 * every comment stays, no key changes its order, no value changes that was not to be changed, no condition of a template
 * gains or loses a line, every alias keeps its anchor.
 */
import { columnOf, lineEnd } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import type { Editor, Edits, Holder, Moving } from './editor.ts';
import {
  commentsIn,
  commentsOf,
  endWithComments,
  isFlow,
  isInFlow,
  isPlainBlock,
  layoutAt,
  startWithComments,
  writtenEnd,
} from './layout.ts';
import { isMapLiteral, type Literal, type Moved, wrap } from './literal.ts';
import type { Parsed } from './parse.ts';
import {
  edit,
  inside as insideOf,
  type Printed,
  printBlock,
  printFlow,
  requoted,
  scalarText,
} from './print.ts';
import { promisesOf } from './promises.ts';
import { isNull, lookup } from './read.ts';
import { loses, removal, removals } from './removal.ts';
import { behindTemplate } from './templateLines.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode } from './tree.ts';

export type { Editor, Edits, Holder, Moving } from './editor.ts';

/** The editor of one document; what a template in it may write is not torn from what it belongs to. */
export function editorOf(text: string, { root, masked }: Pick<Parsed, 'root' | 'masked'>): Editor {
  const { inBranch, isTemplated, isAskedFor, canTravel } = promisesOf(text, { root, masked });
  const layout = (offset: number) => layoutAt(text, root, offset);
  const quoted = (map: YamlMap) => map.entries.some((entry) => entry.quoted) && map.flow;
  /** Whether strings are in quotes where `holder` is: the key tells it, or that the document is JSON. */
  const isQuoted = (holder: Holder) =>
    'colon' in holder ? holder.quoted && isInFlow(root, holder.key) : root?.type === 'map' && quoted(root);
  const insertion = (at: number, printed: Printed | undefined, before = '', after = ''): Edits | undefined =>
    printed && [edit({ start: at, end: at }, printed, before, after)];

  /** Where lines at `column` can be added below what ends at `offset`; undefined where a template leaves it open. */
  function endBelow(offset: number, column: number): number | undefined {
    const end = endWithComments(text, offset, column);
    return masked ? behindTemplate(text, masked, end, column) : end;
  }

  function insert(holder: Holder, path: readonly string[], literal: Literal): Edits | undefined {
    return inBranch(holder, insertInto(holder, path, literal));
  }

  function insertInto(holder: Holder, path: readonly string[], literal: Literal): Edits | undefined {
    const { value } = holder;
    if (holder.alias) return overMerge(holder, wrap(path, literal));
    if (isNull(value)) return fill(holder, wrap(path, literal));
    if (value.type !== 'map') return undefined;
    if (value.flow && isBlank(value) && 'colon' in holder && !isInFlow(root, holder.key)) {
      return blockBelow(holder, wrap(path, literal), []);
    }
    const [name, ...rest] = path;
    if (name === undefined) return isMapLiteral(literal) ? addToMap(holder, value, literal) : undefined;
    const found = lookup(value, name);
    if (found?.merged) return undefined;
    return found ? insert(found.entry, rest, literal) : addToMap(holder, value, wrap(path, literal));
  }

  function addToMap(holder: Holder, map: YamlMap, literal: Literal): Edits | undefined {
    if (map.flow) {
      return addToFlow(
        map,
        printFlow(
          literal,
          { pad: text[map.span.start + 1] === ' ', quote: quoted(map) || isQuoted(holder) },
          text,
        ),
        map.entries.at(-1),
      );
    }
    if (!isPlainBlock(text, map)) return undefined;
    const column = columnOf(text, map.span.start);
    const end = endBelow(map.span.end, column);
    return end === undefined
      ? undefined
      : insertion(end, printBlock(literal, column, layout(map.span.start), text));
  }

  /** `printed` is `{…}`; its inside goes behind the last entry. */
  function addToFlow(
    node: YamlMap | YamlList,
    printed: Printed | undefined,
    last: Holder | undefined,
  ): Edits | undefined {
    if (!printed) return undefined;
    const inner = node.type === 'map' ? insideOf(printed) : printed;
    if (!last) return insertion(node.span.start + 1, inner);
    const end = writtenEnd(last);
    const comma = /^\s*,/.exec(text.slice(end, node.span.end))?.[0];
    return comma === undefined ? insertion(end, inner, ', ') : insertion(end + comma.length, inner, ' ');
  }

  /** Nothing, `~` or `null` stands behind the colon. */
  function fill(holder: Holder, literal: Literal): Edits | undefined {
    if (!('colon' in holder)) return undefined;
    const flow = isInFlow(root, holder.key);
    if (flow) {
      const printed = printFlow(literal, { pad: false, quote: holder.quoted }, text);
      const gap = holder.colon > holder.key.end ? ' ' : ': ';
      const span = { start: holder.colon, end: Math.max(holder.colon, holder.value.span.end) };
      return printed && [edit(span, printed, gap)];
    }
    return blockBelow(holder, literal, []);
  }

  /** Drops what is written behind the colon of a block entry and writes a block below it instead. */
  function blockBelow(holder: YamlEntry, literal: Literal, copied: readonly Printed[]): Edits | undefined {
    const column = columnOf(text, holder.key.start);
    const at = layout(holder.key.start);
    const below = column + (Array.isArray(literal) ? at.listIndent : at.indent);
    const printed = printBlock(literal, below, at, text);
    if (!printed || holder.colon === holder.key.end) return undefined;
    const dropped = { start: holder.colon, end: holder.value.span.end };
    const end = endBelow(Math.max(holder.colon, dropped.end), column + 1);
    if (end === undefined) return undefined;
    const before = copied.map((piece) => at.newline + ' '.repeat(below) + piece.text).join('');
    const added = edit({ start: end, end }, printed, before);
    if (dropped.end <= dropped.start) return [added];
    const properties =
      /^\s*(?:[&!]\S*\s*)*/.exec(text.slice(dropped.start, dropped.end))?.[0].trimEnd() ?? '';
    return [{ span: { start: dropped.start + properties.length, end: dropped.end }, newText: '' }, added];
  }

  /** `key: *alias` → `key:` with `<<: *alias` and the new entries. */
  function overMerge(holder: Holder, literal: Literal): Edits | undefined {
    const { alias, value } = holder;
    if (!alias || value.type !== 'map' || !('colon' in holder) || !isMapLiteral(literal)) return undefined;
    if (Object.keys(literal).some((name) => lookup(value, name))) return undefined;
    const reference = text.slice(alias.start, alias.end);
    if (isInFlow(root, holder.key)) {
      const printed = printFlow(literal, { pad: false, quote: false }, text);
      return printed && [edit(alias, insideOf(printed), `{<<: ${reference}, `, '}')];
    }
    const written = { ...holder, alias: undefined, value: { ...value, span: alias } };
    return blockBelow(written, literal, [{ text: `<<: ${reference}`, slots: [] }]);
  }

  function append(holder: Holder, literal: Literal): Edits | undefined {
    return inBranch(holder, appendTo(holder, literal));
  }

  function appendTo(holder: Holder, literal: Literal): Edits | undefined {
    const list = holder.value;
    if (holder.alias) return undefined;
    if (isNull(list)) return fill(holder, [literal]);
    if (list.type !== 'list') return undefined;
    if (list.flow) {
      if (list.items.length === 0 && 'colon' in holder && !isInFlow(root, holder.key) && isBlank(list)) {
        return blockBelow(holder, [literal], []);
      }
      const style = {
        pad: false,
        quote: isQuoted(holder) || list.items.some(({ value }) => value.type === 'map' && quoted(value)),
      };
      return addToFlow(list, printFlow(literal, style, text), list.items.at(-1));
    }
    const column = columnOf(text, list.span.start);
    const end = endBelow(list.span.end, column);
    return end === undefined
      ? undefined
      : insertion(end, printBlock([literal], column, layout(list.span.start), text));
  }

  function gather(
    map: YamlMap,
    moving: readonly Moving[],
    holder: Holder | undefined,
    path: readonly string[],
  ): Edits | undefined {
    const [first, ...others] = moving.map(
      (one): Moved => ({ ...one, from: startWithComments(text, one.entry.key.start) }),
    );
    if (!first) return undefined;
    const entries = holder ? [first, ...others] : [{ ...first, from: first.entry.key.start }, ...others];
    const added = holder
      ? inside(map, entries, holder, path)
      : rewrite(first.entry, wrap(path, { entries }), commentsOf(text, root, first.entry));
    const removed = removals(text, root, map, holder ? entries : others);
    if (!added || !removed || !entries.every(({ entry }) => canTravel(entry, added))) return undefined;
    return loses(text, root, removed, added) ? undefined : [...added, ...removed];
  }

  function inside(map: YamlMap, entries: readonly Moved[], holder: Holder, path: readonly string[]) {
    const target = holder.value;
    const block = !map.flow && !entries.every(({ entry, from }) => isFlow(entry) && from === entry.key.start);
    return block && target.type === 'map' && target.flow && 'colon' in holder
      ? unfold(holder, target, path, { entries })
      : insert(holder, path, { entries });
  }

  /** A flow mapping that must take a block entry becomes a block itself. */
  function unfold(
    holder: YamlEntry,
    target: YamlMap,
    path: readonly string[],
    literal: Literal,
  ): Edits | undefined {
    if (isInFlow(root, holder.key) || commentsIn(text, target.span, root).length > 0) return undefined;
    if (path[0] !== undefined && lookup(target, path[0])) return undefined;
    const lines = target.entries.map((old) => ({
      text: text.slice(old.key.start, writtenEnd(old)),
      slots: [],
    }));
    return blockBelow(holder, wrap(path, literal), lines);
  }

  function replace(entry: YamlEntry, name: string, literal: Literal): Edits | undefined {
    return isAskedFor(entry) ? undefined : rewrite(entry, { [name]: literal }, commentsOf(text, root, entry));
  }

  function rewrite(entry: YamlEntry, literal: Literal, comments: readonly Span[]): Edits | undefined {
    const { start } = entry.key;
    if (isTemplated(entry)) return undefined;
    if (isInFlow(root, entry.key)) {
      const printed = printFlow(literal, { pad: false, quote: entry.quoted }, text);
      return printed && comments.length === 0
        ? [edit({ start, end: writtenEnd(entry) }, insideOf(printed))]
        : undefined;
    }
    const column = columnOf(text, start);
    const end = endWithComments(text, writtenEnd(entry), column + 1);
    const at = layout(start);
    const printed = printBlock(literal, column, at, text);
    if (!printed) return undefined;
    const lost = comments
      .map((span) => text.slice(span.start, span.end))
      .filter((comment) => !printed.text.includes(comment));
    const lines = lost.map((comment) => comment + at.newline + ' '.repeat(column)).join('');
    const head = at.newline.length + column;
    const body: Printed = {
      text: printed.text.slice(head),
      slots: printed.slots.map((slot) => ({ start: slot.start - head, end: slot.end - head })),
    };
    return [edit({ start, end }, body, lines)];
  }

  function commentAbove(at: Span, comment: string): Edits {
    const start = text.lastIndexOf('\n', at.start - 1) + 1;
    const blanks = /^[ ]*/.exec(text.slice(start, lineEnd(text, start)))?.[0] ?? '';
    return [{ span: { start, end: start }, newText: `${blanks}# ${comment}${layout(at.start).newline}` }];
  }

  const isBlank = (node: YamlNode) => /^[[{]\s*[\]}]$/.test(text.slice(node.span.start, node.span.end));

  return {
    insert,
    append,
    gather,
    move: (map, entry, holder, path) => gather(map, [{ entry }], holder, path),
    nest: (entry, path) => rewrite(entry, wrap(path, { entries: [{ entry, from: entry.key.start }] }), []),
    replace,
    commentAbove,
    remove(map, entry) {
      if (isTemplated(entry) || isAskedFor(entry)) return undefined;
      const from = entry.key.start;
      const region = { start: from, end: lineEnd(text, writtenEnd(entry)) };
      const kept = commentsIn(text, region, root).length > 0;
      const removed = kept ? undefined : removal(text, root, map, { entry, from });
      return removed && [removed];
    },
    write: (span, value) => [{ span, newText: requoted(text, span, value) }],
    rename: (entry, name) => [{ span: entry.key, newText: scalarText(name, entry.quoted) }],
  };
}
