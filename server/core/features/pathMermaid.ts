/** The picture as a Mermaid flowchart, for Markdown (mermaid.js.org, syntax of flowcharts; entity codes in quoted texts). */
import type { PathGraph, PathState } from './path.ts';
import { visible } from './pathSvg.ts';

const classes: readonly (readonly [PathState, string])[] = [
  ['error', 'stroke:#c72e2e,stroke-width:3px'],
  ['warning', 'stroke:#9a6700,stroke-width:3px'],
  ['info', 'stroke:#1a6fb5,stroke-width:2px'],
  ['unknown', 'stroke-dasharray:4 3'],
];

/** Writes the graph down. */
export function pathMermaid({ title, nodes, edges }: PathGraph): string {
  const used = classes.filter(([state]) => nodes.some((node) => node.state === state));
  const lines = [
    `%% ${visible(title).replace(/[{}%]/g, ' ')}`,
    'flowchart LR',
    ...nodes.map(({ id, title, lines, marks }) => {
      const said = marks.map(({ message }) => message);
      return `  ${id}["${[title, ...lines, ...said].map(quoted).join('<br/>')}"]`;
    }),
    ...edges.map(({ from, to, label, state }) => {
      const arrow = state === 'error' || state === 'warning' ? '==>' : '-->';
      return `  ${from} ${arrow}|"${quoted(label)}"| ${to}`;
    }),
    ...used.map(([state, style]) => `  classDef ${state} ${style}`),
    ...used.map(([state]) => {
      const ids = nodes.filter((node) => node.state === state).map(({ id }) => id);
      return `  class ${ids.join(',')} ${state}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** Letters, digits and a few harmless signs stay; everything else becomes an entity code. */
function quoted(text: string): string {
  return visible(text).replace(/[^\p{L}\p{M}\p{N} .,:/()=+*_-]/gu, (char) => `#${char.codePointAt(0)};`);
}
