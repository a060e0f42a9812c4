/** The keys that a Secret has, as far as those who make it say. */
import { isCertain, names } from '../yaml/read.ts';
import { itemsAt, lacks, look, textAt } from './look.ts';
import type { Known } from './resource.ts';

/**
 * All keys of a Secret, or of the one that an ExternalSecret or a SealedSecret makes; undefined where they are not surely
 * known: a template has a part in them, or they come from elsewhere. A Secret that has none is one that somebody fills.
 */
export function secretKeysOf({ kind, map }: Known): readonly string[] | undefined {
  const keys = keysIn(kind, map);
  return keys && keys.length > 0 ? keys : undefined;
}

function keysIn(kind: Known['kind'], map: Known['map']): readonly string[] | undefined {
  switch (kind) {
    case 'Secret':
      return mapKeys(map, ['data', 'stringData']);
    case 'SealedSecret':
      return mapKeys(map, ['spec.encryptedData', 'spec.template.data']);
    case 'ExternalSecret':
      return externalKeys(map);
    default:
      return undefined;
  }
}

/**
 * The keys of a template take the place of those of the provider, unless it merges; a template without keys leaves them
 * (External Secrets, `pkg/controllers/externalsecret/externalsecret_controller_template.go`).
 */
function externalKeys(map: Known['map']): readonly string[] | undefined {
  const target = (path: string, values: readonly string[]) =>
    lacks(map, `spec.target.${path}`) || values.includes(textAt(map, `spec.target.${path}`)?.value ?? '?');
  // With `Merge` others have keys in the Secret as well.
  if (!target('creationPolicy', ['Owner', 'Orphan'])) return undefined;
  if (lacks(map, 'spec.target.template')) return providedKeys(map);
  const isKnown = target('template.engineVersion', ['v2']) && lacks(map, 'spec.target.template.templateFrom');
  const own = isKnown ? mapKeys(map, ['spec.target.template.data']) : undefined;
  if (!own) return undefined;
  if (own.length > 0 && target('template.mergePolicy', ['Replace'])) return own;
  if (own.length > 0 && !target('template.mergePolicy', ['Merge'])) return undefined;
  const provided = providedKeys(map);
  return provided && [...new Set([...provided, ...own])];
}

/** The keys that `spec.data` asks the provider for. */
function providedKeys(map: Known['map']): readonly string[] | undefined {
  if (!lacks(map, 'spec.dataFrom')) return undefined;
  const data = look(map, 'spec.data');
  if (data.state !== 'written' || data.node.type !== 'list' || !data.node.certain) return undefined;
  const keys = itemsAt(map, 'spec.data').map(({ node }) =>
    node.type === 'map' ? textAt(node, 'secretKey')?.value : undefined,
  );
  return keys.some((key) => key === undefined) ? undefined : keys.flatMap((key) => key ?? []);
}

function mapKeys(map: Known['map'], paths: readonly string[]): readonly string[] | undefined {
  const all: string[] = [];
  for (const path of paths) {
    const found = look(map, path);
    if (found.state === 'absent') continue;
    if (found.state === 'unknown' || found.node.type !== 'map' || !isCertain(found.node)) return undefined;
    all.push(...names(found.node));
  }
  return all;
}
