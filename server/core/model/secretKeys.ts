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
    case 'ExternalSecret': {
      if (!lacks(map, 'spec.dataFrom') || !lacks(map, 'spec.target.template')) return undefined;
      const data = look(map, 'spec.data');
      if (data.state !== 'written' || data.node.type !== 'list' || !data.node.certain) return undefined;
      const keys = itemsAt(map, 'spec.data').map(({ node }) =>
        node.type === 'map' ? textAt(node, 'secretKey')?.value : undefined,
      );
      return keys.some((key) => key === undefined) ? undefined : keys.flatMap((key) => key ?? []);
    }
    default:
      return undefined;
  }
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
