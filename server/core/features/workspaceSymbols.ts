/** Resources of the whole workspace by what somebody types of their names. */
import type { KnownKind } from '../model/resource.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import { type Atlas, eachPlace } from './atlas.ts';

export interface WorkspaceSymbol {
  readonly kind: KnownKind;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly place: PlaceInDocument;
}

/** More than this nobody reads. */
const most = 256;

/** The resources whose kind and name hold the letters of `query` in this order, the closest first. */
export function workspaceSymbols(atlas: Atlas, query: string): readonly WorkspaceSymbol[] {
  const wanted = query.replace(/\s+/g, '').toLowerCase();
  const found = eachPlace(atlas, atlas.resources()).flatMap((one) => {
    const { kind, name, namespace } = one.mention;
    const rank = Math.min(
      distance(name.toLowerCase(), wanted),
      1 + distance(`${kind}${name}`.toLowerCase(), wanted),
    );
    return rank < Number.POSITIVE_INFINITY
      ? [{ rank, symbol: { kind, name, namespace, place: one.place } }]
      : [];
  });
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, most).map(({ symbol }) => symbol);
}

/** How many letters lie between those of `wanted`; infinite where they are not there in this order. */
function distance(text: string, wanted: string): number {
  let [at, gaps] = [0, 0];
  for (const letter of wanted) {
    const next = text.indexOf(letter, at);
    if (next < 0) return Number.POSITIVE_INFINITY;
    if (at > 0) gaps += next - at;
    at = next + letter.length;
  }
  return gaps;
}
