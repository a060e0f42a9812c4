/** Everywhere that a name is said: for the list of references, and for the highlights in one document. */
import type { PlaceInDocument } from '../workspace/composite.ts';
import { type Atlas, eachPlace } from './atlas.ts';
import { samePlace } from './places.ts';
import { callsAt, callsIn } from './renameCalls.ts';

export interface Use {
  readonly place: PlaceInDocument;
  /** Whether the name is borne there, or the Secret written, and not only referred to. */
  readonly bears: boolean;
}

/**
 * All uses of what the name at an offset in a file names, by path and place; what builds find it by, as the target of a
 * patch, among them.
 */
export function references(atlas: Atlas, path: string, offset: number): readonly Use[] {
  const { workspace } = atlas;
  const found = callsAt(workspace, path, offset).flatMap(({ of }) =>
    of ? atlas.inDocument(of.document).filter(({ place }) => samePlace(place, of)) : [],
  );
  const uses = [...atlas.at(path, offset), ...found].flatMap((one) => atlas.uses(one));
  const borne = uses.filter(({ mention }) => mention.role === 'declares').map(({ place }) => place);
  const calls = callsIn(workspace, uses).filter(
    ({ of }) => of && borne.some((place) => samePlace(place, of)),
  );
  const all = [
    ...uses.map(({ place, mention }) => ({ place, bears: mention.role !== 'refers' })),
    ...calls.map(({ place }) => ({ place, bears: false })),
  ];
  return eachPlace(atlas, all);
}

/** Those of them that stand in the same file. */
export function highlights(atlas: Atlas, path: string, offset: number): readonly Use[] {
  return references(atlas, path, offset).filter(({ place }) => place.path === path);
}
