/** Values of fields: what the API names, what is known of them, and what the neighbours suggest. */

import { isBefore, valuesSince, valuesUntil } from '../../facts.ts';
import type { Schema } from '../../schema/schema.ts';
import { quote, scalar } from './layout.ts';
import { durations, percentages, renewals } from './lifetimes.ts';
import { valuesNearby } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import { entryOf, isJson, mapAround, textOf, textsOf } from './outline.ts';
import { bySuffix, schemaAt } from './spot.ts';
import {
  firstValues,
  type KnownValue,
  keySizes,
  knownValues,
  signatureKeys,
  valueWords,
} from './valueData.ts';

/** The values that may stand at a place of role `value`, or in the items of a list. */
export function valueOffers(scene: Scene, schema: Schema, path: string): readonly Offer[] {
  const { place } = scene.spot;
  const { locale } = scene.options;
  const own = place.role === 'value' ? place.lead : '';
  const quoted = place.role === 'value' && place.quoted;
  const taken = new Set([...takenItems(scene), ...takenBeside(scene)]);
  const fixed = fixedValues(scene, schema, path);
  const words = new Map(fixed.map(({ value, detail }) => [value, detail]));
  const seen = new Set<string>();
  const isElsewhere = mapAround(place.holder)?.elsewhere === true;
  return [...valuesNearby(scene, path), ...fixed].flatMap((known): Offer[] => {
    const { value, detail } = known;
    if (seen.has(value) || taken.has(value) || (known.beside && isElsewhere)) return [];
    seen.add(value);
    const text = schema.type === 'string';
    const json = text && isJson(scene.outline) ? quote(value) : undefined;
    if (quoted && /["'\\«»\n]/.test(value)) return [];
    const written = quoted ? value : (json ?? scalar(value, text, place.flow));
    const said = detail ?? words.get(value) ?? bySuffix(path, valueWords)?.[value];
    const word = typeof said === 'string' ? said : said?.[locale];
    return [
      {
        label: value,
        sort: schema.enum || schema.type === 'boolean' ? 'choice' : 'value',
        ...(word !== undefined && { detail: word }),
        body: own + written + besides(scene, known.beside, quoted),
        span: place.word,
        value: written,
      },
    ];
  });
}

/** The text behind a value that writes other entries beside its own. */
export function besides(
  { spot: { place }, newline, outline }: Scene,
  entries: readonly string[] = [],
  quoted = false,
): string {
  const column = mapAround(place.holder)?.column ?? -1;
  if (isJson(outline)) {
    const members = entries.map((entry) => `, ${entry.replace(/^(.*?): "?(.*?)"?$/, '"$1": "$2"')}`).join('');
    // The quote that closes the value closes the last one.
    return quoted && members !== '' ? `"${members.slice(0, -1)}` : members;
  }
  if (quoted) return '';
  return entries.map((entry) => (column < 0 ? `, ${entry}` : newline + ' '.repeat(column) + entry)).join('');
}

/** The values that a list has already; the one under the cursor is not counted. */
function takenItems({ spot: { place }, outline: { root } }: Scene): readonly string[] {
  const { holder } = place;
  const list =
    place.role === 'item' ? (holder ? holder.value : root) : holder?.type === 'item' ? holder.up : undefined;
  if (list?.type !== 'list') return [];
  const others = list.items.filter((item) => item !== holder);
  return textsOf({ ...list, items: others });
}

/** What the same field has in the other items of a list that have to differ in it. */
function takenBeside({ spot: { place, steps, resource } }: Scene): readonly string[] {
  const [name = '', item] = [steps.at(-1), steps.at(-2)];
  const map = mapAround(place.holder);
  const list = map?.up?.type === 'item' ? map.up.up : undefined;
  if (item !== '[]' || !list) return [];
  const keys = schemaAt(resource.schema, steps.slice(0, -2))?.listMapKeys ?? [];
  const isKey =
    (keys.length === 1 && keys[0] === name) || /additionalOutputFormats\.\[\]\.type$/.test(steps.join('.'));
  return isKey ? list.items.flatMap(({ value }) => (value === map ? [] : (textOf(value, name) ?? []))) : [];
}

const lifetimes = new Map([
  ['Certificate.spec.duration', durations],
  ['Certificate.spec.renewBefore', renewals],
  ['Certificate.spec.renewBeforePercentage', percentages],
]);

function fixedValues(scene: Scene, schema: Schema, path: string): readonly KnownValue[] {
  const { release } = scene.spot.resource;
  const lifetime = lifetimes.get(path);
  if (lifetime) {
    const beside = mapAround(scene.spot.place.holder);
    return lifetime({ duration: textOf(beside, 'duration'), renewBefore: textOf(beside, 'renewBefore') });
  }
  const known = bySuffix(path, knownValues);
  if (known) return known.filter(({ since }) => since === undefined || !isBefore(release, since));
  const around = mapAround(scene.spot.place.holder);
  if (path.endsWith('.privateKey.size')) {
    return (keySizes[textOf(around, 'algorithm') ?? 'RSA'] ?? []).map((value) => ({ value }));
  }
  const all = schema.type === 'boolean' ? ['true', 'false'] : (schema.enum ?? []);
  const values = all.filter((value) => {
    const until = valuesUntil.get(value);
    return (
      !isBefore(release, valuesSince.get(value) ?? release) &&
      (until === undefined || isBefore(release, until))
    );
  });
  if (path.endsWith('.signatureAlgorithm')) {
    const algorithm = textOf(entryOf(around, 'privateKey')?.value, 'algorithm') ?? 'RSA';
    return values.filter((value) => signatureKeys[value] === algorithm).map((value) => ({ value }));
  }
  const first = (bySuffix(path, firstValues) ?? []).filter((value) => values.includes(value));
  return [...first, ...values.filter((value) => !first.includes(value))].map((value) => ({ value }));
}
