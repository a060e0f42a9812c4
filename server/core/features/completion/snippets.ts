/** Where whole resources and whole solvers are offered. */

import { isBefore } from '../../facts.ts';
import type { Options } from '../../options.ts';
import type { Texts } from '../../rules/rule.ts';
import { isBehindColon, placed } from './fields.ts';
import { layOut } from './layout.ts';
import type { Neighbours, Offer, Scene } from './offer.ts';
import { type Habits, mapBelow, type Outline, type Place, textOf } from './outline.ts';
import { resourceSnippets } from './resourceSnippets.ts';
import { pinnedTemplate, solverSnippets } from './solverSnippets.ts';

/** What there is to know where no resource is yet. */
export interface Blank {
  readonly place: Place;
  readonly outline: Outline;
  readonly habits: Habits;
  readonly newline: string;
  readonly options: Options;
  readonly neighbours: Neighbours;
}

/** Whole resources: in a document without a key, or what is missing below `apiVersion` and `kind`. */
export function resourceOffers({
  place,
  outline,
  habits,
  newline,
  options,
  neighbours,
}: Blank): readonly Offer[] {
  if (place.role !== 'key' || place.holder || place.flow || place.entry) return [];
  const root = mapBelow(undefined, outline.root);
  const there = (root?.entries ?? []).map(({ name }) => name);
  if (there.some((name) => name !== 'apiVersion' && name !== 'kind')) return [];
  const heads = there.map((name) => ({ name, text: textOf(root, name) }));
  return resourceSnippets(options, neighbours).flatMap(({ label, detail, body }) => {
    const lines = body.split('\n');
    for (const { name, text } of heads) {
      const at = lines.indexOf(`${name}: ${text}`);
      if (at < 0 || at > 1) return [];
      lines.splice(at, 1);
    }
    if (heads.length > 0 && body.includes('\n---\n')) return [];
    return [
      {
        label,
        sort: 'snippet' as const,
        detail: detail[options.locale],
        filter: `${label} apiVersion`,
        body: layOut(lines.join('\n'), 0, habits, newline),
        span: place.word,
      },
    ];
  });
}

/** Whole solvers below `solvers`, and a pod template that pins to nodes below a way of HTTP-01. */
export function solverOffers(scene: Scene): readonly Offer[] {
  const { spot, options, outline, habits, newline } = scene;
  const { place, path } = spot;
  if (place.role === 'key' && /\.http01\.(?:ingress|gatewayHTTPRoute)$/.test(path))
    return pinOffers(scene, place);
  const whole = place.role === 'item' && path.endsWith('.acme.solvers');
  const begun =
    place.role === 'key' &&
    path.endsWith('.acme.solvers[]') &&
    mapBelow(place.holder, outline.root) === undefined;
  if (place.flow || (!whole && !begun)) return [];
  return solverSnippets(options.http01.nodeLabel, spot.resource.release, scene.neighbours).map(
    ({ label, detail, body }) => {
      const written =
        place.role === 'key'
          ? placed(scene, place, body)
          : { body: item(body, place.column), span: place.word };
      return {
        label: whole ? `- ${label}` : label,
        sort: 'snippet',
        filter: label,
        detail: detail[options.locale],
        ...written,
      };
    },
  );

  function item(body: string, column: number): string {
    const text = `- ${body.replaceAll('\n', '\n  ')}`;
    if (!isBehindColon(scene, place)) return layOut(text, column, habits, newline);
    const inner = column + habits.listIndent;
    return newline + ' '.repeat(inner) + layOut(text, inner, habits, newline);
  }
}

const pinDetail: Texts<string> = {
  en: 'Pins the solver pod to nodes',
  ko: '솔버 파드를 노드에 고정',
};

function pinOffers(scene: Scene, place: Place & { readonly role: 'key' }): readonly Offer[] {
  const map = mapBelow(place.holder, scene.outline.root);
  const field = scene.spot.schema?.fields.get('podTemplate');
  const there = map?.entries.some(({ name }) => name === 'podTemplate');
  if (!field || there || place.flow || place.entry || isBefore(scene.spot.resource.release, field.since))
    return [];
  const { locale, http01 } = scene.options;
  const written = placed(scene, place, pinnedTemplate(http01.nodeLabel));
  return [{ label: 'podTemplate nodeAffinity', sort: 'snippet', detail: pinDetail[locale], ...written }];
}
