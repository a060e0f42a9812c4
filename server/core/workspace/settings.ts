/** The ConfigMaps that resources of Flux take values from, as they are applied: in the namespace of who asks. */

import { toData } from '../model/data.ts';
import { itemsAt, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { buildOfSet } from './builds.ts';
import type { Roots } from './roots.ts';
import { type Located, questions, type Store } from './store.ts';

/** For each item of a list the ConfigMap that it names; undefined for a Secret, and for what is not here. */
export type Settings = readonly (YamlMap | undefined)[];

/** What the items of a list in `map` name, which is `asker` as it is read; what was asked of `store` goes into `asked`. */
export function settingsIn(
  asker: Located,
  map: YamlMap,
  path: string,
  store: Store,
  asked: string[],
): Settings {
  return itemsAt(map, path).map(({ node }) => {
    if (node.type !== 'map' || textAt(node, 'kind')?.value !== 'ConfigMap') return undefined;
    const name = textAt(node, 'name')?.value;
    return name === undefined ? undefined : configMap(asker, name, store, asked)?.map;
  });
}

/**
 * The roots with the ConfigMaps that they substitute from. Which namespace a Kustomization is in may be said by what
 * builds it.
 */
export function withSettings(roots: Roots['roots'], store: Store, asked: string[]): Roots['roots'] {
  const all = new Map(roots);
  for (const [name, root] of roots) {
    if (root.kind !== 'flux') continue;
    const path = 'spec.postBuild.substituteFrom';
    const { asking } = root;
    if (itemsAt(asking.map, path).length === 0) continue;
    const own = textAt(asking.map, 'metadata.name')?.value ?? '';
    asked.push(questions.named('Kustomization', own));
    const applied = store.named('Kustomization', own).filter((one) => one.path === asking.path);
    const [asker, ...others] = applied;
    if (!asker || others.some(({ resource }) => resource.namespace !== asker.resource.namespace)) continue;
    const settings = settingsIn(asker, asking.map, path, store, asked);
    all.set(name, { ...root, asking: { ...asking, settings } });
  }
  return all;
}

/**
 * Of several clusters in one repository each has its own: the one counts that is applied together with the asker, else the
 * nearest.
 */
function configMap(asker: Located, name: string, store: Store, asked: string[]): Known | undefined {
  const { namespace } = asker.resource;
  asked.push(questions.find('ConfigMap', namespace, name));
  const all = store.find('ConfigMap', namespace, name);
  const together = all.filter(({ set }) => set === asker.set);
  const near = together.length > 0 ? together : nearest(all, homeOf(asker));
  const [one, ...others] = near;
  if (!one || near.some(({ isUnsure }) => isUnsure)) return undefined;
  const text = JSON.stringify(toData(one.resource.map));
  const same = others.every(({ resource }) => JSON.stringify(toData(resource.map)) === text);
  return same ? one.resource : undefined;
}

function nearest(all: readonly Located[], home: readonly string[]): readonly Located[] {
  const shared = (one: Located) => {
    const other = homeOf(one);
    const apart = other.findIndex((folder, i) => folder !== home[i]);
    return apart < 0 ? other.length : apart;
  };
  const most = Math.max(0, ...all.map(shared));
  return all.filter((one) => shared(one) === most);
}

/** The folders that what applies a resource lies in. */
function homeOf({ set }: Located): readonly string[] {
  const from = (buildOfSet(set) ?? set).replace(/ (?:Kustomization|Application)\/.*$/, '');
  return from.split('/').slice(0, -1);
}
