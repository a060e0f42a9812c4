/** What is written along with a field: what the API demands, and what the neighbours suggest. */
import { isBefore, type Release } from '../../facts.ts';
import type { Schema } from '../../schema/schema.ts';
import { brought, secretKeys, starters } from './fieldData.ts';
import { exists, rankOf } from './fieldRanks.ts';
import { flowOf } from './flowBody.ts';
import { scalar } from './layout.ts';
import { classNames, near } from './neighbourValues.ts';
import type { Scene } from './offer.ts';
import { isJson } from './outline.ts';
import { slotIsAwaited } from './slots.ts';
import { bySuffix, docsPath } from './spot.ts';

/** What is written behind the name of a field. */
export function valueBody(
  scene: Scene,
  schema: Schema,
  steps: readonly string[],
): { readonly body: string; readonly goesOn: boolean } {
  const below = bodyOf(scene, schema, steps, 0);
  const text = below?.trimStart() ?? '«»';
  const goesOn = slotIsAwaited(scene, schema, steps, text);
  if (scene.spot.place.flow) return { body: `: ${flowOf(text, schema, isJson(scene.outline))}`, goesOn };
  if (below === undefined || below.startsWith(' ')) return { body: `: ${text}`, goesOn };
  return { body: `:\n${below.replaceAll(/^/gm, '  ')}`, goesOn };
}

/** The body of a value that stands below its key; undefined for a scalar. */
function bodyOf(scene: Scene, schema: Schema, steps: readonly string[], depth: number): string | undefined {
  const path = docsPath(scene.spot.resource.kind, steps);
  const starter = ownBody(scene, path) ?? bySuffix(path, starters);
  if (starter !== undefined && fits(starter, schema, scene.spot.resource.release)) return starter;
  if (schema.type === 'array') {
    const item = schema.items && bodyOf(scene, schema.items, [...steps, '[]'], depth + 1);
    return `- ${(item ?? '«»').trimStart().replaceAll('\n', '\n  ')}`;
  }
  if (schema.type !== 'object') return undefined;
  return objectBody(scene, schema, steps, depth);
}

/** What is written along with a field where the neighbours have a say in it. */
function ownBody(scene: Scene, path: string): string | undefined {
  if (path.endsWith('.issuerRef')) return issuerRefBody(scene);
  const [className] = path.endsWith('.http01.ingress') ? classNames(scene.neighbours) : [];
  if (className === undefined) return undefined;
  const name = isBefore(scene.spot.resource.release, '1.12') ? 'class' : 'ingressClassName';
  return `${name}: «${scalar(className)}»`;
}

/** A reference to the one issuer that is known; else to one that is still to be named. */
function issuerRefBody({ neighbours, spot }: Scene): string {
  const cluster = neighbours.all('ClusterIssuer');
  const own = near(neighbours, 'Issuer', spot.resource.namespace);
  const [only, ...others] = [...cluster, ...own];
  const kind = cluster.length === 0 && own.length > 0 ? 'Issuer' : 'ClusterIssuer';
  const name = others.length === 0 && only?.name !== undefined ? scalar(only.name) : '';
  return `name: «${name}»\nkind: «${kind}»`;
}

/** Whether all that a starter writes is there in this release, however deep. */
function fits(starter: string, schema: Schema, release: Release): boolean {
  /** What is below the last key at each column, the innermost last. */
  const open: { readonly column: number; readonly below: Schema | undefined }[] = [];
  return starter.split('\n').every((line) => {
    const [, lead = '', name] = /^((?: |- )*)([\w-]+):/.exec(line) ?? [];
    if (name === undefined) return true;
    while ((open.at(-1)?.column ?? -1) >= lead.length) open.pop();
    const above = open.length === 0 ? schema : open.at(-1)?.below;
    const of = above?.type === 'array' ? above.items : above;
    const field = of?.fields.get(name);
    open.push({ column: lead.length, below: field?.schema });
    return (
      of === undefined ||
      of.open ||
      of.values !== undefined ||
      (field !== undefined && exists(field, release))
    );
  });
}

export function objectBody(scene: Scene, schema: Schema, steps: readonly string[], depth: number): string {
  const { release, kind } = scene.spot.resource;
  const path = docsPath(kind, steps);
  const along = bySuffix(path, brought) ?? [];
  const required = [...schema.fields]
    .filter(([name, field]) => exists(field, release) && (field.isRequired(release) || along.includes(name)))
    .map(([name, field]) => ({ name, field, rank: rankOf(name, field, path, release) }))
    .sort((a, b) => a.rank - b.rank);
  if (required.length === 0 || depth > 4) return '«»';
  const lines = required.map(({ name, field }) => {
    const below = bodyOf(scene, field.schema, [...steps, name], depth + 1);
    if (below === undefined) return `${name}: «»`;
    return below.startsWith(' ') ? `${name}:${below}` : `${name}:\n${below.replaceAll(/^/gm, '  ')}`;
  });
  // A reference to a Secret names a key as well, unless cert-manager knows it.
  const isSecretRef = /SecretRef$/.test(steps.at(-1) ?? '') && schema.fields.has('key');
  if (isSecretRef && bySuffix(path, secretKeys) === undefined) lines.push('key: «»');
  return lines.join('\n');
}

/** The type of a field, as a word beside its name. */
export function typeWord(schema: Schema): string {
  if (schema.type === 'array') return schema.items ? `${typeWord(schema.items)}[]` : 'array';
  return schema.enum ? 'enum' : schema.type;
}
