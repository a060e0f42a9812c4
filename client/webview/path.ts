/** The script of the picture's page: puts the picture in, and makes its parts work with mouse and keyboard. */
import type { FromPage, ToPage } from './messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const { postMessage } = acquireVsCodeApi();
const element = (id: string) => document.getElementById(id);

/** The parts that can be reached, in the order of the list. */
let parts: readonly SVGGElement[] = [];

/** What is drawn now. */
let drawnSvg = '';

/** How large somebody wants the picture; `bounded` until then. */
let wanted: number | 'bounded' | 'whole' = 'bounded';
const step = 1.25;

for (const does of ['exportSvg', 'copyMermaid', 'pick'] as const)
  element(does)?.addEventListener('click', () => postMessage({ does }));
for (const [id, factor] of [
  ['zoomIn', step],
  ['zoomOut', 1 / step],
  ['fit', undefined],
] as const)
  element(id)?.addEventListener('click', () => zoom(factor));
element('picture')?.addEventListener('keydown', onZoomKey);
window.addEventListener('resize', boundAgain);
useToolbar(element('buttons'));

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => show(data));
postMessage({ does: 'ready' });

function show({ title, svg, sentences, nodes, note, asked }: ToPage): void {
  announce(drawnSvg !== '' && drawnSvg !== svg && !asked);
  const isFirst = drawnSvg === '';
  drawnSvg = svg;
  const focused = document.activeElement?.getAttribute('data-node');
  element('title')?.replaceChildren(title);
  element('note')?.replaceChildren(note);
  const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  element('picture')?.replaceChildren(document.importNode(picture, true));
  const drawn = element('picture')?.querySelector('svg');
  // As one image it would hide its parts from a screen reader.
  drawn?.setAttribute('role', 'group');
  if (drawn) bound(drawn);
  const found = [...(drawn?.querySelectorAll<SVGGElement>('[data-node]') ?? [])];
  parts = nodes.flatMap(({ id, label, leads }) => {
    const part = found.find((one) => one.getAttribute('data-node') === id);
    if (!part) return [];
    part.setAttribute('role', leads ? 'button' : 'img');
    part.setAttribute('aria-label', label);
    part.setAttribute('tabindex', '-1');
    part.addEventListener('focus', () => {
      makeReachable(part);
      part.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    if (leads) {
      part.classList.add('leads');
      part.addEventListener('click', () => postMessage({ does: 'open', node: id }));
    }
    part.addEventListener('keydown', (event) => onKey(event, part, leads ? id : undefined));
    return [part];
  });
  const again = parts.find((part) => part.getAttribute('data-node') === focused);
  const start = again ?? parts.find(isWrong) ?? parts[0];
  if (start) makeReachable(start);
  if (asked) start?.focus({ preventScroll: true });
  else again?.focus({ preventScroll: true });
  // Where not all of it is seen, what is wrong is.
  if (asked || isFirst) start?.scrollIntoView({ block: 'center', inline: 'center' });
  element('words')?.replaceChildren(
    ...sentences.map((sentence, i) => {
      const item = document.createElement('li');
      const node = nodes[i];
      if (!node?.leads) item.append(sentence);
      else {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'word';
        button.append(sentence);
        button.addEventListener('click', () => postMessage({ does: 'open', node: node.id }));
        item.append(button);
      }
      return item;
    }),
  );
}

const isWrong = (part: SVGGElement) => part.classList.contains('error') || part.classList.contains('warning');

/** The smallest and the largest that the letters of arrows may become by themselves, in pixels; an SVG of ours writes them with 11. */
const letters = { drawn: 11, least: 10, most: 13 };

/** What stands above the picture, in pixels; the style sheet leaves as much. */
const above = 130;

/** The picture is as large as its panel, as long as it can be read; in a smaller one it scrolls. */
function bound(drawn: SVGSVGElement): void {
  const { width, height } = drawn.viewBox.baseVal;
  const [least, most] = [letters.least / letters.drawn, letters.most / letters.drawn];
  const fitting = Math.min(most, (innerHeight - above) / height);
  const bounds = {
    whole: [0, Math.max(0.2, fitting)],
    bounded: [least, Math.max(least, fitting)],
  } as const;
  const [from, to] = typeof wanted === 'number' ? [wanted, wanted] : bounds[wanted];
  drawn.style.setProperty('min-width', `${Math.ceil(width * from)}px`);
  drawn.style.setProperty('max-width', `${Math.ceil(width * to)}px`);
}

function boundAgain(): void {
  const drawn = element('picture')?.querySelector('svg');
  if (drawn) bound(drawn);
}

/** Larger or smaller by a factor; without one, all of it is seen. What stands in the middle stays there. */
function zoom(factor: number | undefined): void {
  const place = element('picture');
  const drawn = place?.querySelector('svg');
  if (!place || !drawn) return;
  const before = drawn.getBoundingClientRect().width;
  const scale = before / drawn.viewBox.baseVal.width;
  wanted = factor === undefined ? 'whole' : Math.min(4, Math.max(0.2, scale * factor));
  bound(drawn);
  const grown = drawn.getBoundingClientRect().width / before;
  const keep = (from: number, size: number) => (from + size / 2) * grown - size / 2;
  place.scrollTo({
    left: keep(place.scrollLeft, place.clientWidth),
    top: keep(place.scrollTop, place.clientHeight),
    behavior: 'instant',
  });
}

function onZoomKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '+' || event.key === '=') zoom(step);
  else if (event.key === '-') zoom(1 / step);
  else if (event.key === '0') zoom(undefined);
  else return;
  event.preventDefault();
}

/** Tells those who do not see it; the same text is only read again where it was gone for a while. */
function announce(hasChanged: boolean): void {
  const status = element('changed');
  status?.replaceChildren();
  if (hasChanged) requestAnimationFrame(() => status?.replaceChildren(status.dataset['text'] ?? ''));
}

/** Arrows, Home and End go from button to button; the tab key comes back to the last one. */
function useToolbar(toolbar: HTMLElement | null): void {
  const buttons = [...(toolbar?.querySelectorAll('button') ?? [])];
  toolbar?.addEventListener('keydown', (event) => {
    const at = buttons.findIndex(({ tabIndex }) => tabIndex === 0);
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 },
      ...{ Home: 0, End: buttons.length - 1 },
    };
    const next = steps[event.key];
    if (at < 0 || next === undefined) return;
    buttons[(next + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  });
  toolbar?.addEventListener('focusin', ({ target }) => {
    for (const button of buttons) button.tabIndex = button === target ? 0 : -1;
  });
}

/** The tab key reaches one part; arrows go on from there. */
function makeReachable(part: SVGGElement): void {
  for (const other of parts) other.setAttribute('tabindex', other === part ? '0' : '-1');
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function onKey(event: KeyboardEvent, part: SVGGElement, node: string | undefined): void {
  const { key } = event;
  const direction = directions[key];
  if (direction) nearest(part, direction)?.focus();
  else if (key === 'Home') parts[0]?.focus();
  else if (key === 'End') parts.at(-1)?.focus();
  else if ((key === 'Enter' || key === ' ') && node !== undefined) postMessage({ does: 'open', node });
  else return;
  event.preventDefault();
}

/** The nearest part in a direction; what stands aside counts as further away. */
function nearest(from: SVGGElement, [x, y]: readonly [number, number]): SVGGElement | undefined {
  const start = middle(from);
  let best: SVGGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const end = middle(part);
    const [across, down] = [end.x - start.x, end.y - start.y];
    const ahead = across * x + down * y;
    const aside = Math.abs(across * y) + Math.abs(down * x);
    if (part === from || ahead < 1) continue;
    if (ahead + 2 * aside < least) [best, least] = [part, ahead + 2 * aside];
  }
  return best;
}

function middle(part: SVGGElement): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = part.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
