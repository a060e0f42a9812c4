/** Where a name is borne: from a reference to the resource, or to whatever writes the Secret. */
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import { type Atlas, eachPlace, type Occurrence } from './atlas.ts';
import { entryAt } from './kustomizationEntries.ts';
import { samePlace } from './places.ts';
import { callsAt } from './renameCalls.ts';

/** A place to go to. */
export interface Target {
  readonly place: PlaceInDocument;
  /** The whole resource, where it stands in one document. */
  readonly whole: PlaceInDocument | undefined;
}

export interface Definition {
  /** The name, or the path, under the cursor. */
  readonly from: PlaceInDocument;
  readonly to: readonly Target[];
}

/**
 * What the name at an offset in a file names; in a kustomization the file that an entry names. On a name that is borne
 * here: who else bears it, or the name itself, which editors take as the question for its references.
 */
export function definition(atlas: Atlas, path: string, offset: number): Definition | undefined {
  const entry = entryAt(atlas.workspace, path, offset);
  if (entry) return { from: entry.place, to: [{ place: entry.target, whole: undefined }] };
  const asked = atlas.at(path, offset);
  const [first] = asked;
  if (!first) return found(atlas, path, offset);
  const bearers = eachPlace(
    atlas,
    asked.flatMap((one) => atlas.bearers(one)),
  );
  const others = bearers.filter((bearer) => !asked.some((one) => samePlace(one.place, bearer.place)));
  const to = others.length > 0 ? others : bearers.length > 0 ? bearers : likely(atlas, asked);
  return to.length > 0 ? { from: first.place, to: to.map(targetOf) } : undefined;
}

/** The resources that a patch, a target or a replacement finds by the name under the cursor. */
function found(atlas: Atlas, path: string, offset: number): Definition | undefined {
  const calls = callsAt(atlas.workspace, path, offset);
  const [first] = calls;
  const places = calls.flatMap(({ of }) => (of ? [{ place: of }] : []));
  const to = eachPlace(atlas, places).map(({ place }): Target => {
    const declared = atlas.inDocument(place.document).find((one) => samePlace(one.place, place));
    return declared ? targetOf(declared) : { place, whole: undefined };
  });
  return first && to.length > 0 ? { from: first.place, to } : undefined;
}

/** Where nothing bears the name for sure: the one resource that most likely does. */
function likely(atlas: Atlas, asked: readonly Occurrence[]): readonly Occurrence[] {
  const found = eachPlace(
    atlas,
    asked.flatMap((one) => atlas.likely(one)),
  );
  return found.length === 1 ? found : [];
}

function targetOf({ place, located }: Occurrence): Target {
  const whole = placeOf(located.composite, located.resource.map.span);
  const holds =
    whole?.document === place.document &&
    whole.span.start <= place.span.start &&
    place.span.end <= whole.span.end;
  return { place, whole: holds ? whole : undefined };
}
