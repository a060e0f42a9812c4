/** Where builds find a resource by its name: patches, targets, replacements. They change along with it. */
import type { Call } from '../workspace/built.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { indexAt, type YamlDocument } from '../yaml/documents.ts';
import { plainPlace } from './places.ts';
import { type Link, textAt } from './renameSpread.ts';
import type { RenameWords } from './renameWords.ts';

/** Tells places apart. */
export function placeKeys(): (place: PlaceInDocument) => string {
  const numbers = new Map<YamlDocument, number>();
  return ({ document, span }) => {
    const number = numbers.get(document) ?? numbers.size;
    numbers.set(document, number);
    return `${number} ${span.start} ${span.end}`;
  };
}

/** What at an offset in a file finds a resource by its name. */
export function callAt(workspace: Workspace, path: string, offset: number): Call | undefined {
  return callsAt(workspace, path, offset)[0];
}

/** The same for all builds, and all resources that a pattern finds. */
export function callsAt(workspace: Workspace, path: string, offset: number): readonly Call[] {
  const documents = workspace.documents(path) ?? [];
  const placed = documents[indexAt(documents, offset)];
  const local = offset - (placed?.start ?? 0);
  return workspace
    .buildsOf(path)
    .flatMap(({ calls }) => calls)
    .filter(
      ({ place: { document, span }, of }) =>
        of && document === placed?.document && span.start <= local && local <= span.end,
    );
}

/**
 * What finds resources by the names that stand at the places of `links`, as links: each makes of the name at its resource
 * and of its own text the same name. Refused where one of them is no plain name, or finds other resources, too.
 */
export function callsOf(
  workspace: Workspace,
  from: string,
  links: readonly Link[],
  keyOf: (place: PlaceInDocument) => string,
  say: RenameWords,
): readonly Link[] | { readonly refused: string } {
  const names = new Set(links.map(({ place }) => keyOf(place)));
  const isMeant = ({ of }: Call) => of !== undefined && names.has(keyOf(of));
  const meant = callsIn(workspace, links).filter(isMeant);
  const where = ({ place }: Call) => plainPlace(workspace, from, place);
  const odd = meant.find(({ place, shared, name }) => shared || textAt(place) !== name);
  if (odd) return { refused: say.pattern(odd.name, where(odd)) };
  const places = new Set(meant.map(({ place }) => keyOf(place)));
  const other = callsIn(workspace, meant).find((call) => places.has(keyOf(call.place)) && !isMeant(call));
  if (other) return { refused: say.others(other.name, where(other)) };
  return meant.flatMap(({ place, name, of = place }): Link[] => {
    const group = `${keyOf(of)} ${name}`;
    return [
      { place: of, name, group },
      { place, name, group },
    ];
  });
}

/** All that builds which read the files of some places note. */
export function callsIn(
  workspace: Workspace,
  all: readonly { readonly place: PlaceInDocument }[],
): readonly Call[] {
  const paths = new Set(all.map(({ place }) => place.path));
  const builds = new Set([...paths].flatMap((path) => workspace.buildsOf(path)));
  return [...builds].flatMap(({ calls }) => calls);
}
