/**
 * The picture as SVG: static, without scripts, styles or references to anything outside. Colours are attributes, which a
 * style sheet outweighs by the classes; what they say stands there in words and signs as well.
 */
import type { PathEdge, PathGraph, PathNode, PathState } from './path.ts';
import { type Arrow, type Box, labelFont, layoutOf, sizes } from './pathLayout.ts';
import type { PathTexts } from './pathTexts.ts';

const colours: Readonly<Record<PathState, string>> = {
  error: '#c72e2e',
  warning: '#9a6700',
  info: '#1a6fb5',
  unknown: '#6e6e6e',
  plain: '#4a4a4a',
};

/** A sign beside the colour. */
const signs: Readonly<Record<PathState, string>> = {
  error: '✕ ',
  warning: '⚠ ',
  info: 'ⓘ ',
  unknown: '? ',
  plain: '',
};

/** Draws the graph. */
export function pathSvg(graph: PathGraph, say: PathTexts): string {
  const { width, height, boxes, arrows } = layoutOf(graph);
  const [wide, high] = [Math.ceil(width), Math.ceil(height)];
  const font = `font-family="system-ui, sans-serif" font-size="${sizes.font}"`;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="path-title" aria-describedby="path-text" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" ${font}>`,
    `<title id="path-title">${escaped(graph.title)}</title>`,
    `<desc id="path-text">${alternativeOf(graph, say).map(escaped).join('\n')}</desc>`,
    `<rect class="background" width="${wide}" height="${high}" fill="#ffffff"/>`,
    ...arrows.map(drawArrow),
    // A label lies above the lines of others.
    ...arrows.map(drawLabel),
    ...boxes.map((box) => drawBox(box, say)),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

/** The picture in sentences: every part, then every arrow. */
export function alternativeOf({ nodes, edges }: PathGraph, say: PathTexts): readonly string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: string) => {
    const node = byId.get(id);
    return node ? [node.title, ...node.lines.slice(0, 1)].join(' ') : id;
  };
  const ofEdge = ({ from, to, label }: PathEdge) => say.alternative(name(from), label, name(to));
  return [...nodes.map((node) => labelOf(node, say)), ...edges.map((edge) => visible(ofEdge(edge)))];
}

/** A part of the picture in one sentence, for those who do not see it. */
export function labelOf({ title, lines, state, marks }: PathNode, say: PathTexts): string {
  const said =
    marks.length > 0 ? marks.map(({ severity, message }) => `${say.state[severity]}: ${message}`) : [];
  // What is not known is said in its lines.
  const own = said.length === 0 && state !== 'plain' && state !== 'unknown' ? [say.state[state]] : said;
  const what = lines.length === 0 ? title : `${title}: ${lines.join(', ')}`;
  return visible([what, ...own.map((one) => one.replace(/\.$/, ''))].join('. '));
}

function drawArrow({ edge, points: [start, out, turned, end] }: Arrow): string {
  const colour = colours[edge.state];
  const at = ({ x, y }: { readonly x: number; readonly y: number }) => `${round(x)} ${round(y)}`;
  const half = { x: start.x, y: (out.y + turned.y) / 2 };
  const bend = { x: end.x, y: half.y };
  const head = { x: end.x, y: end.y - 8 };
  const path = `M${at(start)} L${at(out)} C${at(half)} ${at(bend)} ${at(turned)} L${at(head)}`;
  const tip = `M${at(end)} l-4 -9 h8 z`;
  return [
    `<g class="edge ${edge.state}">`,
    `<title>${escaped(edge.label)}</title>`,
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${edge.state === 'plain' ? 1 : 2}"/>`,
    `<path class="tip" d="${tip}" fill="${colour}"/>`,
    '</g>',
  ].join('');
}

function drawLabel({ edge: { state, label: whole }, label, labelAt: { x, y } }: Arrow): string {
  const colour = `fill="${colours[state]}" stroke="#ffffff" stroke-width="4" paint-order="stroke"`;
  return [
    `<g class="edge ${state}">`,
    `<title>${escaped(whole)}</title>`,
    `<text x="${round(x)}" y="${round(y)}" font-size="${labelFont}" ${colour}>${escaped(label)}</text>`,
    '</g>',
  ].join('');
}

function drawBox({ node, x, y, width, height, title, lines }: Box, say: PathTexts): string {
  const { id, kind, state } = node;
  const colour = colours[state];
  const left = round(x + sizes.padding);
  const baseline = (line: number) => round(y + sizes.padding + line * sizes.line + sizes.font);
  const dashed = state === 'unknown' ? ' stroke-dasharray="4 3"' : '';
  const bold = state === 'plain' || state === 'unknown' ? 1 : 2;
  return [
    `<g class="node ${kind} ${state}" data-node="${escaped(id)}">`,
    `<title>${escaped(labelOf(node, say))}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${kind === 'nodes' ? 12 : 4}" fill="#ffffff" stroke="${colour}" stroke-width="${bold}"${dashed}/>`,
    `<text class="title" x="${left}" y="${baseline(0)}" font-weight="bold" fill="${colour}">${signs[state]}${escaped(title)}</text>`,
    ...lines.map(
      (line, i) => `<text x="${left}" y="${baseline(i + 1)}" fill="#1f1f1f">${escaped(line)}</text>`,
    ),
    '</g>',
  ].join('');
}

const round = (value: number) => String(Math.round(value * 10) / 10);

/** Text for SVG: what XML forbids, what is not seen and what turns the direction of reading is replaced. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text of which everything is seen. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu, (char) =>
    char === '\n' ? ' ' : '\ufffd',
  );
}
