/** The tree of an outline while its lines are read: what is open, and what the next line belongs to. */
import type { Span } from '../../text/span.ts';
import type { Holder, OutlineEntry, OutlineItem, OutlineList, OutlineMap, OutlineNode } from './outline.ts';

export class Tree {
  root: OutlineNode | undefined;
  /** The mappings and lists that are open, the innermost last. */
  readonly stack: (OutlineMap | OutlineList)[] = [];
  /** How far mappings and lists are indented below the mapping that they stand in. */
  readonly mapSteps: number[] = [];
  readonly listSteps: number[] = [];

  /** A new item of the list at `column`, which is opened where there is none. */
  addItem(column: number): void {
    this.close((node) => node.column > column);
    let top = this.stack.at(-1);
    if (top?.type !== 'list' || top.column !== column) {
      const up = this.openSlot();
      if (this.stack.length > 0 && !up) return;
      const list: OutlineList = { type: 'list', flow: false, column, items: [], up };
      this.hang(list, up);
      if (top && up?.type === 'entry') this.listSteps.push(column - top.column);
      this.stack.push(list);
      top = list;
    }
    const item: OutlineItem = { type: 'item', value: undefined, up: top };
    top.items.push(item);
  }

  /** An entry of the mapping at `column`, which is opened where there is none. */
  addEntry({ name, start, end }: Span & { readonly name: string }, column: number): OutlineEntry {
    this.close((node) => node.column > column || (node.column === column && node.type === 'list'));
    let top = this.stack.at(-1);
    if (top?.type !== 'map' || top.column !== column) {
      const up = this.openSlot();
      const map: OutlineMap = { type: 'map', flow: false, column, entries: [], up };
      this.hang(map, up);
      if (top?.type === 'map' && up) this.mapSteps.push(column - top.column);
      this.stack.push(map);
      top = map;
    }
    const entry: OutlineEntry = { type: 'entry', name, key: { start, end }, value: undefined, up: top };
    top.entries.push(entry);
    return entry;
  }

  hang(node: OutlineNode, holder: Holder | undefined): void {
    if (holder) holder.value ??= node;
    else this.root ??= node;
  }

  close(isOver: (node: OutlineMap | OutlineList) => boolean): void {
    for (let top = this.stack.at(-1); top && isOver(top); top = this.stack.at(-1)) this.stack.pop();
  }

  /** What the next deeper line is the value of. */
  openSlot(top = this.stack.at(-1)): Holder | undefined {
    const last = top?.type === 'map' ? top.entries.at(-1) : top?.items.at(-1);
    return last?.value === undefined ? last : undefined;
  }

  /** Whether the last key at a column has no value yet. */
  isOpenAt(column: number): boolean {
    const top = this.stack.findLast((node) => node.column <= column);
    return top?.type === 'map' && top.column === column && this.openSlot(top) !== undefined;
  }

  /** What holds the mapping that a key at a column goes to, or begins. */
  mapAt(column: number): { readonly holder: Holder | undefined } | undefined {
    const top = this.stack.findLast((node) => node.column <= column);
    if (top?.type === 'map' && top.column === column) return { holder: top.up };
    if (!top) return column === 0 && this.root === undefined ? { holder: undefined } : undefined;
    const slot = this.openSlot(top);
    return top.column < column && slot ? { holder: slot } : undefined;
  }

  lastEntry(): OutlineEntry | undefined {
    const top = this.stack.at(-1);
    return top?.type === 'map' ? top.entries.at(-1) : undefined;
  }
}
