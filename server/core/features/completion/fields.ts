/** Field names, with what belongs below them. */
import { gateOf } from '../../schema/featureGates.ts';
import { metadataSchema } from '../../schema/metadata.ts';
import type { FieldSchema, Schema } from '../../schema/schema.ts';
import { objectBody, typeWord, valueBody } from './fieldBodies.ts';
import { alternatives, writtenMetadata } from './fieldData.ts';
import { exists, isDeprecated, rankedFields, rankOf } from './fieldRanks.ts';
import { flowOf } from './flowBody.ts';
import { layOut, scalar } from './layout.ts';
import type { Offer, Scene } from './offer.ts';
import { isJson, mapBelow, type Place, renamed } from './outline.ts';
import { bySuffix, docsPath } from './spot.ts';

/** The fields that may stand at a place of role `key`, the likely ones first. */
export function fieldOffers(scene: Scene): readonly Offer[] {
  const { place, steps, path, resource } = scene.spot;
  if (place.role !== 'key') return [];
  const schema = steps.length === 0 ? withHead(resource.schema) : scene.spot.schema;
  if (!schema || schema.fields.size === 0) return [];
  const map = mapBelow(place.holder, scene.outline.root);
  const there = new Set(map?.entries.filter((entry) => entry !== place.entry).map(({ name }) => name));
  const shut = new Set(
    (bySuffix(path, alternatives) ?? []).flatMap((group) =>
      group.some((name) => there.has(name)) ? group : [],
    ),
  );
  const names = [...schema.fields].flatMap(([name, field]) => {
    if (there.has(name) || shut.has(name) || !exists(field, resource.release)) return [];
    if (path.endsWith('.metadata') && steps.length === 1 && !writtenMetadata.includes(name)) return [];
    return [{ name, field, rank: rankOf(name, field, path, resource.release) }];
  });
  names.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return names.map(({ name, field }) => fieldOffer(scene, place, name, field));
}

/** The root of a resource with what the API server brings; `status` is not one that anybody writes. */
function withHead(schema: Schema | undefined): Schema | undefined {
  const spec = schema?.fields.get('spec');
  if (!schema || !spec) return undefined;
  const metadata: FieldSchema = { ...spec, schema: metadataSchema, isRequired: () => true };
  return {
    ...schema,
    fields: new Map([
      ['metadata', metadata],
      ['spec', { ...spec, schema: spec.schema, isRequired: () => true }],
    ]),
  };
}

function fieldOffer(
  scene: Scene,
  place: Place & { readonly role: 'key' },
  name: string,
  field: FieldSchema,
): Offer {
  const { resource, steps } = scene.spot;
  const inner = [...steps, name];
  const docs = docsPath(resource.kind, inner);
  const deprecated = isDeprecated(field, resource.release);
  const inside = place.entry ? { body: '', goesOn: false } : valueBody(scene, field.schema, inner);
  const { body, span } = place.entry
    ? { body: renamed(place, name), span: place.word }
    : placed(scene, place, name + inside.body);
  return {
    label: name,
    sort: 'field',
    detail: typeWord(field.schema) + (field.isRequired(resource.release) ? ' *' : '') + gated(scene, docs),
    docs,
    deprecated,
    body,
    span,
    goesOn: inside.goesOn,
  };
}

/** A word on the feature gate that has to be on for a field. */
function gated({ spot, options }: Scene, path: string): string {
  const gate = gateOf(path, spot.resource.release);
  return gate === undefined ? '' : `, ${gateWord[options.locale]} ${gate}`;
}

const gateWord = { en: 'needs the feature gate', ko: '필요한 기능 게이트:' };

/** A new item of a list, its dash written along. */
export function itemOffers(scene: Scene, values: readonly Offer[]): readonly Offer[] {
  const { place, schema, path } = scene.spot;
  if (place.role !== 'item' || schema?.type !== 'array' || !schema.items) return [];
  const { items } = schema;
  const dash = (body: string) => {
    const item = `- ${body.replaceAll('\n', '\n  ')}`;
    if (!isBehindColon(scene, place)) return layOut(item, place.column, scene.habits, scene.newline);
    return below(scene, place.column + scene.habits.listIndent, item);
  };
  if (items.type !== 'object')
    return values.map((offer) => ({ ...offer, body: dash(offer.body), span: place.word }));
  const release = scene.spot.resource.release;
  const ranked = rankedFields(items, `${path}[]`, release);
  const required = ranked.filter(({ field }) => field.isRequired(release));
  // An item that needs several fields is written as a whole; else each field begins one.
  return (required.length > 1 ? ranked.slice(0, 1) : ranked).map(({ name, field }) => {
    const inner = [...scene.spot.steps, '[]', name];
    const whole = required.length > 1 ? objectBody(scene, items, inner.slice(0, -1), 0) : undefined;
    const inside = valueBody(scene, field.schema, inner);
    return {
      label: `- ${name}`,
      filter: name,
      sort: 'field',
      detail: typeWord(field.schema),
      docs: docsPath(scene.spot.resource.kind, inner),
      body: dash(whole ?? name + inside.body),
      span: place.word,
      goesOn: inside.goesOn,
    };
  });
}

/** A new item of a list in flow style, its braces written along. */
export function flowItemOffers(scene: Scene): readonly Offer[] {
  const { place, schema, path, steps, resource } = scene.spot;
  if (place.role !== 'value' || place.holder.type !== 'item' || !place.flow || place.quoted || !schema)
    return [];
  const ranked = rankedFields(schema, path, resource.release);
  const required = ranked.filter(({ field }) => field.isRequired(resource.release));
  const json = isJson(scene.outline);
  const whole = required.length > 1 ? flowOf(objectBody(scene, schema, steps, 0), schema, json) : undefined;
  return (whole === undefined ? ranked : ranked.slice(0, 1)).map(({ name, field }) => {
    const inside = valueBody(scene, field.schema, [...steps, name]);
    return {
      label: `{ ${name} }`,
      filter: name,
      sort: 'field',
      detail: typeWord(field.schema),
      docs: docsPath(resource.kind, [...steps, name]),
      body: whole ?? `{${asKey(scene, place, name + inside.body)}}`,
      span: place.word,
      goesOn: inside.goesOn,
    };
  });
}

/** Whether the text of a place goes to the line below the colon that it stands behind. */
export const isBehindColon = ({ text }: Scene, { word, flow }: Place) =>
  !flow && text[word.start - 1] === ':';

/** A body on the lines below, from `column` on. */
function below({ habits, newline }: Scene, column: number, body: string): string {
  return newline + ' '.repeat(column) + layOut(body, column, habits, newline);
}

/** A body at a place: behind a bare colon it starts on the next line. */
export function placed(
  scene: Scene,
  place: Place & { readonly role: 'key' },
  body: string,
): { readonly body: string; readonly span: Offer['span'] } {
  const { habits, newline, outline } = scene;
  if (place.quote !== undefined) return behindQuote(scene, place, place.quote, body);
  const span = place.word;
  if (place.flow) return { body: asKey(scene, place, body), span };
  if (isBehindColon(scene, place)) return { body: below(scene, place.column + habits.indent, body), span };
  const map = mapBelow(place.holder, outline.root);
  const column = map && !map.flow ? map.column : place.column;
  return { body: layOut(body, column, habits, newline), span };
}

/** A body for a key that stands in quotes and has no colon yet. */
function behindQuote(
  { habits, newline }: Scene,
  { word, column, flow }: Place & { readonly role: 'key' },
  quote: string,
  body: string,
): { readonly body: string; readonly span: Offer['span'] } {
  const name = /^[^:]*/.exec(body)?.[0] ?? body;
  const text = name + quote + body.slice(name.length);
  return {
    body: flow ? text : layOut(text, column, habits, newline),
    span: { start: word.start, end: word.end + quote.length },
  };
}

/** A key of the user's own choice, as of an annotation or a label: written anew, or in place of the one under the cursor. */
export function ownKey(
  scene: Scene,
  place: Place & { readonly role: 'key' },
  key: string,
): { readonly body: string; readonly span: Offer['span'] } {
  if (place.entry) return { body: renamed(place, key), span: place.word };
  const text = isJson(scene.outline) ? '"«»"' : '«»';
  return placed(scene, place, `${place.flow || place.quote !== undefined ? key : scalar(key)}: ${text}`);
}

/** A key and what follows, as the flow collection writes keys: JSON quotes them; where quotes are, only the name goes. */
export function asKey({ text, outline }: Scene, { word, behind }: Place, body: string): string {
  const name = /^[^:]*/.exec(body)?.[0] ?? body;
  if (behind === undefined && /["']/.test(text[word.start - 1] ?? '')) return name;
  return isJson(outline) ? `"${name}"${body.slice(name.length)}` : body;
}
