/** Whether completion has something for the slot that the cursor goes to once an offer is taken. */
import type { Schema } from '../../schema/schema.ts';
import { bodyTree, firstSlot, schemaBelow } from './bodyTree.ts';
import type { Scene } from './offer.ts';
import { mapBelow, type OutlineEntry, type OutlineMap } from './outline.ts';
import { docsPath } from './spot.ts';
import { valueOffers } from './values.ts';

/**
 * Whether a list should open by itself behind the field at `steps` with `body` as its value. Not at a slot that suggests
 * something: what is in the list then is anything but that. Nor where we know nothing: editors then offer words of the file.
 */
export function slotIsAwaited(scene: Scene, schema: Schema, steps: readonly string[], body: string): boolean {
  const slot = firstSlot(bodyTree(body));
  if (slot?.text !== '') return false;
  const inner = slot.steps.reduce<Schema | undefined>(schemaBelow, schema);
  const way = [...steps, ...slot.steps];
  return inner !== undefined && isKnown(scene, inner, way, slot.steps.length === 0);
}

function isKnown(scene: Scene, schema: Schema, steps: readonly string[], isDirect: boolean): boolean {
  const item = schema.type === 'array' ? schema.items : undefined;
  if (item) return isKnown(scene, item, [...steps, '[]'], isDirect);
  const path = docsPath(scene.spot.resource.kind, steps);
  if (schema.type === 'object')
    return (
      schema.fields.size > 0 ||
      /(?:^[^.]+\.metadata|\.secretTemplate)\.annotations$|\.podTemplate\.spec\.nodeSelector$/.test(path)
    );
  const { place } = scene.spot;
  const around = isDirect ? mapBelow(place.holder, scene.outline.root) : undefined;
  const up: OutlineMap = around ?? {
    type: 'map',
    flow: place.flow,
    column: -1,
    entries: [],
    up: place.holder,
  };
  const holder: OutlineEntry = {
    type: 'entry',
    name: steps.at(-1) ?? '',
    key: place.word,
    value: undefined,
    up,
  };
  const { word, flow } = place;
  const spot = {
    ...scene.spot,
    place: { role: 'value', holder, word, flow, lead: '', quoted: false } as const,
    steps,
    path,
    schema,
  };
  return valueOffers({ ...scene, spot }, schema, path).length > 0;
}
