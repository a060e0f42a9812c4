/** The script of the picture's page: puts the picture in, and makes its parts work with mouse and keyboard. */
import type { FromPage, ToPage } from './messages.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const { postMessage } = acquireVsCodeApi();
const element = (id: string) => document.getElementById(id);

/** The parts that can be reached, in the order of the list. */
let parts: readonly SVGGElement[] = [];

for (const does of ['exportSvg', 'copyMermaid', 'pick'] as const)
  element(does)?.addEventListener('click', () => postMessage({ does }));

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => show(data));
postMessage({ does: 'ready' });

function show({ title, svg, sentences, nodes, note }: ToPage): void {
  const focused = document.activeElement?.getAttribute('data-node');
  element('title')?.replaceChildren(title);
  element('note')?.replaceChildren(note);
  const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  element('picture')?.replaceChildren(document.importNode(picture, true));
  const drawn = element('picture')?.querySelector('svg');
  // As one image it would hide its parts from a screen reader.
  drawn?.setAttribute('role', 'group');
  const found = [...(drawn?.querySelectorAll<SVGGElement>('[data-node]') ?? [])];
  parts = nodes.flatMap(({ id, label, leads }) => {
    const part = found.find((one) => one.getAttribute('data-node') === id);
    if (!part) return [];
    part.setAttribute('role', leads ? 'button' : 'img');
    part.setAttribute('aria-label', label);
    part.setAttribute('tabindex', '-1');
    part.addEventListener('focus', () => makeReachable(part));
    if (leads) {
      part.classList.add('leads');
      part.addEventListener('click', () => postMessage({ does: 'open', node: id }));
    }
    part.addEventListener('keydown', (event) => onKey(event, part, leads ? id : undefined));
    return [part];
  });
  const again = parts.find((part) => part.getAttribute('data-node') === focused);
  const first = again ?? parts[0];
  if (first) makeReachable(first);
  again?.focus();
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
