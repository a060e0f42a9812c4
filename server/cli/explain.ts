/** The page of a rule, for a terminal. */

import { type Paint, paints } from './formats/paint.ts';
import { cells, printable } from './printable.ts';

/** A page (Markdown that our build wrote) as lines of text: headings painted, code indented, links written out. */
export function formatPage(page: string, color: boolean): string {
  const paint = paints(color);
  const lines: string[] = [];
  let code = false;
  let table: string[] = [];
  const endTable = () => {
    lines.push(...tableLines(table));
    table = [];
  };
  for (const line of page
    .replace(/^<!--.*?-->\n/s, '')
    .trimEnd()
    .split('\n')) {
    if (line.startsWith('|') && !code) {
      table.push(line);
      continue;
    }
    endTable();
    if (line.startsWith('```')) code = !code;
    else lines.push(code ? `    ${printable(line)}`.trimEnd() : formatLine(line, paint));
  }
  endTable();
  return `${lines.join('\n')}\n`;
}

function formatLine(line: string, paint: Paint): string {
  const heading = /^#+ (.*)$/.exec(line)?.[1];
  if (heading !== undefined) return paint.bold(printable(heading));
  const plain = printable(line).replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '$1: $2');
  return plain.replace(/`([^`]+)`/g, (_, text: string) => paint.info(text));
}

/** A table of one row as `name: value` lines. */
function tableLines([head, , ...rows]: readonly string[]): readonly string[] {
  if (head === undefined) return [];
  const cellsOf = (row: string) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const names = cellsOf(head);
  const width = Math.max(...names.map(cells));
  return rows.flatMap((row) =>
    cellsOf(row).map((cell, i) => {
      const name = names[i] ?? '';
      return printable(`${name}:${' '.repeat(width - cells(name) + 1)}${cell}`);
    }),
  );
}
