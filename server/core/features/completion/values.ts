/** Values of fields: what the API names, what is known of them, and what the neighbours suggest. */

import type { Schema } from '../../schema/schema.ts';
import { hasValuesNearby, valuesNearby } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import { entryOf, isJson, mapAround, textOf, textsOf } from './outline.ts';
import { bySuffix } from './spot.ts';
import {
  firstUsages,
  type KnownValue,
  keySizes,
  knownValues,
  signatureKeys,
  valueWords,
} from './valueData.ts';

/** Whether anything is known of the values of a field, so that it pays to ask at once. */
export function hasValues(path: string, schema: Schema): boolean {
  return (
    schema.enum !== undefined ||
    schema.type === 'boolean' ||
    bySuffix(path, knownValues) !== undefined ||
    /\.privateKey\.size$/.test(path) ||
    hasValuesNearby(path)
  );
}

/** The values that may stand at a place of role `value`, or in the items of a list. */
export function valueOffers(scene: Scene, schema: Schema, path: string): readonly Offer[] {
  const { place } = scene.spot;
  const { locale } = scene.options;
  const own = place.role === 'value' ? place.lead : '';
  const quoted = place.role === 'value' && place.quoted;
  const taken = new Set(takenItems(scene));
  const seen = new Set<string>();
  return [...valuesNearby(scene, path), ...fixedValues(scene, schema, path)].flatMap((known): Offer[] => {
    const { value, detail } = known;
    if (seen.has(value) || taken.has(value)) return [];
    seen.add(value);
    const text = schema.type === 'string';
    const json = text && isJson(scene.outline) ? JSON.stringify(value) : undefined;
    const written = quoted ? value : (json ?? scalar(value, text, place.flow));
    const words = detail ?? bySuffix(path, valueWords)?.[value];
    const word = typeof words === 'string' ? words : words?.[locale];
    return [
      {
        label: value,
        sort: schema.enum || schema.type === 'boolean' ? 'choice' : 'value',
        ...(word !== undefined && { detail: word }),
        body: own + written + besides(scene, known.beside, quoted),
        span: place.word,
      },
    ];
  });
}

/** The text behind a value that writes another entry beside its own. */
function besides(
  { spot: { place }, newline, outline }: Scene,
  entry: string | undefined,
  quoted: boolean,
): string {
  const column = mapAround(place.holder)?.column ?? -1;
  if (entry === undefined || quoted || isJson(outline)) return '';
  return column < 0 ? `, ${entry}` : newline + ' '.repeat(column) + entry;
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

function fixedValues(scene: Scene, schema: Schema, path: string): readonly KnownValue[] {
  const known = bySuffix(path, knownValues);
  if (known) return known;
  const around = mapAround(scene.spot.place.holder);
  if (path.endsWith('.privateKey.size')) {
    return (keySizes[textOf(around, 'algorithm') ?? 'RSA'] ?? []).map((value) => ({ value }));
  }
  if (schema.type === 'boolean') return ['true', 'false'].map((value) => ({ value }));
  const values = schema.enum ?? [];
  if (path.endsWith('.signatureAlgorithm')) {
    const algorithm = textOf(entryOf(around, 'privateKey')?.value, 'algorithm') ?? 'RSA';
    return values.filter((value) => signatureKeys[value] === algorithm).map((value) => ({ value }));
  }
  if (path.endsWith('.usages[]')) {
    const rest = values.filter((value) => !firstUsages.includes(value));
    return [...firstUsages.filter((value) => values.includes(value)), ...rest].map((value) => ({ value }));
  }
  return values.map((value) => ({ value }));
}

/** A value as YAML. `text`: it has to be a string, whatever it looks like. */
function scalar(value: string, text: boolean, flow: boolean): string {
  const other =
    /^(?:true|false|yes|no|on|off|y|n|null|~|[-+.]?\d.*)$/i.test(value) &&
    !/^\d+[a-z]+$|^\d+\.\d+\.\d+/i.test(value);
  if (text && other) return JSON.stringify(value);
  const plain = /^[A-Za-z0-9_/.](?:[^\n#:]|:(?!\s|$)|(?<!\s)#)*$/.test(value) && value.trim() === value;
  return plain && !(flow && /[,[\]{}]/.test(value)) ? value : JSON.stringify(value);
}
