/** Labels and taints of the workspace's nodes. */
import { nodeMarks, type SeenTaint } from './gatherings.ts';
import type { Scene } from './offer.ts';
import { mapAround, mapBelow, textOf } from './outline.ts';
import { type KnownValue, wellKnownLabels } from './valueData.ts';

const valuesOf = (values: Iterable<string>): readonly KnownValue[] =>
  [...new Set(values)].map((value) => ({ value }));

/** Keys of labels: those that tell nodes apart first, as nearly as their names say so. */
export function labelKeys({ options, neighbours }: Scene): readonly KnownValue[] {
  const own = options.http01.nodeLabel.key;
  const found = neighbours.gathered(nodeMarks).labels.map(([key]) => key);
  const rare = found.filter((key) => !/(?:^|\.)kubernetes\.io\//.test(key));
  const isThere = found.length === 0 || found.includes(own);
  return valuesOf(
    isThere ? [own, ...rare, ...found, ...wellKnownLabels] : [...rare, ...found, own, ...wellKnownLabels],
  );
}

/** The values that a label has on nodes, and that of the settings. */
function valuesOfLabel({ options, neighbours }: Scene, key: string | undefined): readonly KnownValue[] {
  const { nodeLabel } = options.http01;
  const found = neighbours
    .gathered(nodeMarks)
    .labels.flatMap(([name, value]) => (name === key && value !== '' ? [value] : []));
  const own = key === nodeLabel.key && nodeLabel.value !== undefined ? [nodeLabel.value] : [];
  return valuesOf(found.includes(own[0] ?? '') ? [...own, ...found] : [...found, ...own]);
}

/** Values of a requirement: an item → the list → `values` → the requirement. */
export function labelValues(scene: Scene): readonly KnownValue[] {
  return valuesOfLabel(scene, textOf(mapAround(scene.spot.place.holder), 'key'));
}

/** Values in a node selector. */
export function selectorValues(scene: Scene): readonly KnownValue[] {
  return valuesOfLabel(scene, scene.spot.steps.at(-1));
}

/** Keys of a node selector that are not written yet. */
export function selectorKeys(scene: Scene): readonly KnownValue[] {
  const { place } = scene.spot;
  const map = mapBelow(place.holder, scene.outline.root);
  const own = place.role === 'key' ? place.entry : undefined;
  const there = new Set(map?.entries.filter((entry) => entry !== own).map(({ name }) => name));
  return labelKeys(scene).filter(({ value }) => !there.has(value));
}

export function taintKeys({ neighbours }: Scene): readonly KnownValue[] {
  const keys = neighbours.gathered(nodeMarks).taints.map(({ key }) => key);
  return valuesOf([...keys, 'node-role.kubernetes.io/control-plane']);
}

export const taintValues = (scene: Scene) => partsOf(scene, ({ value }) => value);
export const taintEffects = (scene: Scene) => partsOf(scene, ({ effect }) => effect);

/** What taints with the key beside have, or all taints where there is no key yet. */
function partsOf({ spot, neighbours }: Scene, part: (taint: SeenTaint) => string | undefined) {
  const key = textOf(mapAround(spot.place.holder), 'key');
  const { taints } = neighbours.gathered(nodeMarks);
  return valuesOf(
    taints.flatMap((taint) => (key === undefined || taint.key === key ? (part(taint) ?? []) : [])),
  );
}
