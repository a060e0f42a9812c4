/** Where whole resources and whole solvers are offered. */

import { isBefore } from '../../facts.ts';
import type { Options } from '../../options.ts';
import { fenced } from '../../text/markdown.ts';
import type { Route } from '../../workspace/placement/placement.ts';
import { isBehindColon, placed } from './fields.ts';
import { ingressClasses } from './gatherings.ts';
import { bodyWith, layOut } from './layout.ts';
import type { Neighbours, Offer, Scene } from './offer.ts';
import {
  entryOf,
  type Habits,
  mapBelow,
  type Outline,
  type OutlineMap,
  type Place,
  textOf,
} from './outline.ts';
import { asPatch, type InPatch } from './patches.ts';
import { pinBody, routeThrough } from './pins.ts';
import { resourceSnippets } from './resourceSnippets.ts';
import { solverSnippets } from './solverSnippets.ts';
import { isWhole } from './spot.ts';

/** What there is to know where no resource is yet. */
export interface Blank {
  readonly place: Place;
  readonly outline: Outline;
  readonly habits: Habits;
  readonly newline: string;
  readonly options: Options;
  readonly neighbours: Neighbours;
  /** The patch that would begin there. */
  readonly inPatch?: InPatch | undefined;
}

/** A body as Markdown, its slots as they are suggested. */
export function shown(body: string): string {
  const text = bodyWith(body, (_, inner) => inner);
  return fenced(text.split('\n'), 'yaml');
}

/** Whole resources: in a document without a key, or what is missing below `apiVersion` and `kind`. */
export function resourceOffers({
  place,
  outline,
  habits,
  newline,
  options,
  neighbours,
  inPatch,
}: Blank): readonly Offer[] {
  if (place.role !== 'key' || !isWhole(place.holder, outline.root)) return [];
  if (place.flow || place.entry || place.quote) return [];
  const root = mapBelow(place.holder, outline.root);
  const column = root && !root.flow ? root.column : place.column;
  const there = (root?.entries ?? []).map(({ name }) => name);
  if (there.some((name) => name !== 'apiVersion' && name !== 'kind')) return [];
  const heads = there.map((name) => ({ name, text: textOf(root, name) }));
  return resourceSnippets(options, neighbours).flatMap(({ label, detail, body: own }) => {
    const body = inPatch ? asPatch(own, inPatch, neighbours) : own;
    if (body === undefined) return [];
    const lines = body.split('\n');
    for (const { name, text } of heads) {
      const at = lines.indexOf(`${name}: ${text}`);
      if (at < 0 || at > 1) return [];
      lines.splice(at, 1);
    }
    if ((heads.length > 0 || place.holder) && body.includes('\n---\n')) return [];
    return [
      {
        label,
        sort: 'snippet' as const,
        detail: detail[options.locale],
        filter: `${label} apiVersion`,
        body: layOut(lines.join('\n'), column, habits, newline),
        shows: () => shown(body),
        span: place.word,
      },
    ];
  });
}

/** Whole solvers below `solvers`, and a pod template that pins to nodes below a way of HTTP-01. */
export function solverOffers(scene: Scene): readonly Offer[] {
  const { spot, options, outline } = scene;
  const { place, path } = spot;
  if (place.role === 'key' && /\.http01\.(?:ingress|gatewayHTTPRoute)$/.test(path))
    return pinOffers(scene, place);
  if (place.role === 'value') return [];
  const whole = place.role === 'item' && path.endsWith('.acme.solvers');
  const begun =
    place.role === 'key' &&
    path.endsWith('.acme.solvers[]') &&
    mapBelow(place.holder, outline.root) === undefined;
  if (place.flow || (!whole && !begun)) return [];
  return solverSnippets(options, spot.resource.release, scene.neighbours).map(({ label, detail, body }) => {
    const written =
      place.role === 'key'
        ? placed(scene, place, body)
        : { body: asItem(scene, place, body), span: place.word };
    return {
      label: whole ? `- ${label}` : label,
      sort: 'snippet',
      filter: label,
      detail: detail[options.locale],
      shows: () => shown(body),
      ...written,
    };
  });
}

/** A body as an item of a list, its dash included; behind a bare colon it starts on the next line. */
export function asItem(scene: Scene, place: Place & { readonly role: 'item' }, body: string): string {
  const { habits, newline } = scene;
  const text = `- ${body.replaceAll('\n', '\n  ')}`;
  if (!isBehindColon(scene, place)) return layOut(text, place.column, habits, newline);
  const inner = place.column + habits.listIndent;
  return newline + ' '.repeat(inner) + layOut(text, inner, habits, newline);
}

function pinOffers(scene: Scene, place: Place & { readonly role: 'key' }): readonly Offer[] {
  const { spot, options, neighbours } = scene;
  const { release } = spot.resource;
  const map = mapBelow(place.holder, scene.outline.root);
  const field = spot.schema?.fields.get('podTemplate');
  const there = map?.entries.some(({ name }) => name === 'podTemplate');
  if (!field || there || place.flow || place.entry || isBefore(release, field.since)) return [];
  const { body, detail, how } = pinBody(routeOf(scene, map), options, release, neighbours);
  if (body === undefined) return [];
  const written = placed(scene, place, body);
  return [
    {
      label: `podTemplate ${how}`,
      sort: 'snippet',
      detail: sentence(detail[options.locale]),
      shows: () => shown(body),
      ...written,
    },
  ];
}

const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The route of a way as far as it is written. */
function routeOf({ spot, neighbours }: Scene, map: OutlineMap | undefined): Route | undefined {
  if (spot.path.endsWith('.ingress')) {
    const className =
      textOf(map, 'ingressClassName') ??
      textOf(map, 'class') ??
      neighbours.gathered(ingressClasses).byDefault;
    return { kind: 'ingress', className };
  }
  const parents = entryOf(map, 'parentRefs')?.value;
  const [parent] = parents?.type === 'list' ? parents.items : [];
  const [name, namespace] = ['name', 'namespace'].map((field) => textOf(parent?.value, field));
  const found = neighbours
    .all('Gateway')
    .find((one) => one.name === name && (namespace === undefined || one.namespace === namespace));
  return found && routeThrough(found);
}
