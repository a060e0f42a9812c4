/** Everywhere that a name is said: for the list of references, and for the highlights in one document. */
import type { PlaceInDocument } from '../workspace/composite.ts';
import { type Atlas, eachPlace } from './atlas.ts';

export interface Use {
  readonly place: PlaceInDocument;
  /** Whether the name is borne there, or the Secret written, and not only referred to. */
  readonly bears: boolean;
}

/** All uses of what the name at an offset in a file names, by path and place. */
export function references(atlas: Atlas, path: string, offset: number): readonly Use[] {
  const uses = atlas.at(path, offset).flatMap((one) => atlas.uses(one));
  return eachPlace(atlas, uses).map(({ place, mention }) => ({ place, bears: mention.role !== 'refers' }));
}

/** Those of them that stand in the same file. */
export function highlights(atlas: Atlas, path: string, offset: number): readonly Use[] {
  return references(atlas, path, offset).filter(({ place }) => place.path === path);
}
