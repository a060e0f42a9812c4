/** What the operations of a JSON 6902 patch are made of: their names, and the paths of the target. */

import { releaseFor } from '../../facts.ts';
import type { Options } from '../../options.ts';
import type { Schemas } from '../../schema/schema.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { rankedFields } from './fieldRanks.ts';
import { type Patched, pointerSteps } from './jsonPatch.ts';
import type { Offer } from './offer.ts';
import { mapBelow, type Outline, type OutlineNode, type Place, renamed, textOf } from './outline.ts';
import { docsPath, schemaAt } from './spot.ts';

interface Around {
  readonly text: string;
  readonly schemas: Schemas;
  readonly options: Options;
}

/** What may be written at the places of an outline that are in an operation itself. */
export function operationOffers(read: Outline, patched: Patched, around: Around): readonly Offer[] {
  return read.places.flatMap((place) => {
    if (place.role === 'key')
      return place.holder?.type === 'item' && place.holder.up === read.root ? members(place, read) : [];
    const { holder } = place;
    if (place.role !== 'value' || holder.type !== 'entry' || holder.up.up?.up !== read.root) return [];
    if (holder.name === 'op') return values(place, ['add', 'replace', 'remove', 'test', 'move', 'copy']);
    if (holder.name !== 'path' && holder.name !== 'from') return [];
    return values(place, paths(place, holder.up, patched, around));
  });
}

/** `op`, `path`, and what the operation wants besides. */
function members(place: Place & { readonly role: 'key' }, { root }: Outline): readonly Offer[] {
  const map = mapBelow(place.holder, root);
  const op = textOf(map, 'op') ?? 'add';
  const third = op === 'move' || op === 'copy' ? ['from'] : op === 'remove' ? [] : ['value'];
  const there = map?.entries.filter((entry) => entry !== place.entry).map(({ name }) => name) ?? [];
  return ['op', 'path', ...third].flatMap((name) => {
    if (there.includes(name) || place.quote !== undefined || place.flow) return [];
    const pad = ' '.repeat(place.pad ?? 0);
    const body = place.entry ? renamed(place, name) : `${pad}${name}: «»`;
    return [{ label: name, sort: 'field', body, span: place.word, goesOn: !place.entry && name === 'op' }];
  });
}

const values = (place: Place & { readonly role: 'value' }, all: readonly string[]): readonly Offer[] =>
  all.map((value) => ({ label: value, sort: 'value', body: place.lead + value, span: place.word, value }));

/** The paths one step below the typed one: fields that the release has; of what is not added, those that are there. */
function paths(
  { word }: Place,
  operation: OutlineNode,
  { target, base }: Patched,
  { text, schemas, options }: Around,
): readonly string[] {
  if (!target) return [];
  const typed = text.slice(word.start, word.end);
  const above = typed.includes('/') && typed !== '/' ? typed.slice(0, typed.lastIndexOf('/')) : '/spec';
  const steps = pointerSteps(above);
  const schemaSteps = steps.map((step) => (/^(?:-|\d+)$/.test(step) ? '[]' : step));
  const schema = schemaAt(schemas.of(target.apiVersion, target.kind), schemaSteps);
  const there = base && at(base.map, steps);
  if (!schema || (base && !there)) return [];
  const isAdded = !['replace', 'remove', 'test'].includes(textOf(operation, 'op') ?? 'add');
  if (schema.type === 'array') {
    const count = there?.type === 'list' ? there.items.length : 0;
    const indexes = Array.from({ length: Math.min(count, 10) }, (_, i) => String(i));
    return [...(isAdded ? ['-'] : []), ...indexes].map((step) => `${above}/${step}`);
  }
  const written = there?.type === 'map' ? new Set(there.entries.map(({ name }) => name)) : undefined;
  return rankedFields(
    schema,
    docsPath(target.kind, schemaSteps),
    releaseFor(target.apiVersion, options.release),
  )
    .filter(({ name }) => isAdded || !written || written.has(name))
    .map(({ name }) => `${above}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

/** The node at the end of a path. */
function at(node: YamlNode | undefined, steps: readonly string[]): YamlNode | undefined {
  let found = node;
  for (const step of steps) {
    if (found?.type === 'map') found = found.entries.find(({ name }) => name === step)?.value;
    else if (found?.type === 'list') found = found.items[Number(step)]?.value;
    else return undefined;
  }
  return found;
}
