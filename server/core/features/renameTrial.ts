/** Whether the builds that read changed files would make the same as now, but for the names. */
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { shift } from '../text/span.ts';
import type { Build, BuildProblem, BuiltResource } from '../workspace/built.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type PlacedDocument, splitDocuments, type YamlDocument } from '../yaml/documents.ts';
import type { YamlNode } from '../yaml/tree.ts';
import { lineIn } from './places.ts';

/** A text that shall stand in a place. */
export interface Change {
  readonly place: PlaceInDocument;
  readonly newText: TextEdit['newText'];
}

/** What would be built otherwise: a problem that comes or goes, at its place, or a resource of what `path` builds. */
export interface Difference {
  readonly path: string;
  readonly line: number | undefined;
  readonly what: string;
}

/** The first thing that changes make other than its name; `names`: new ones by old ones. */
export function differenceOf(
  workspace: Workspace,
  changes: readonly Change[],
  names: ReadonlyMap<string, string>,
): Difference | undefined {
  const paths = new Set(changes.map(({ place }) => place.path));
  if ([...paths].every((path) => workspace.buildsOf(path).length === 0)) return undefined;
  const changed = changedFiles(workspace, changes);
  for (const { before, after } of workspace.rebuilt(changed)) {
    if (!after) return { path: before.root, line: undefined, what: '' };
    const problem = otherProblem(before, after);
    if (problem) {
      const { path, document, at, detail } = problem;
      const documents = changed.get(path) ?? workspace.documents(path) ?? [];
      return { path, line: lineIn(documents, document, at.start), what: detail };
    }
    const what = otherResource(before, after, names);
    if (what !== undefined) return { path: before.root, line: undefined, what };
  }
  return undefined;
}

/** The documents of the files that change, by path. */
function changedFiles(
  workspace: Workspace,
  changes: readonly Change[],
): ReadonlyMap<string, readonly PlacedDocument[]> {
  const edits = new Map<string, TextEdit[]>();
  const starts = new Map<YamlDocument, number>();
  for (const path of new Set(changes.map(({ place }) => place.path)))
    for (const { document, start } of workspace.documents(path) ?? []) starts.set(document, start);
  for (const { place, newText } of changes) {
    const span = shift(place.span, starts.get(place.document) ?? 0);
    const known = edits.get(place.path);
    if (known) known.push({ span, newText });
    else edits.set(place.path, [{ span, newText }]);
  }
  return new Map(
    [...edits].map(([path, all]) => {
      const documents = workspace.documents(path) ?? [];
      const text = documents.map(({ document }) => document.text).join('');
      return [path, splitDocuments(applyEdits(text, all), { text, documents })];
    }),
  );
}

/** A problem that only one of two builds has; problems come in the same order. */
function otherProblem(before: Build, after: Build): BuildProblem | undefined {
  const differs = ({ kind, path }: BuildProblem, other: BuildProblem | undefined) =>
    other?.kind !== kind || other.path !== path;
  return (
    after.problems.find((problem, i) => differs(problem, before.problems[i])) ??
    before.problems[after.problems.length]
  );
}

/** The resource in which two builds differ. */
function otherResource(before: Build, after: Build, names: ReadonlyMap<string, string>): string | undefined {
  const said = ({ resource }: BuiltResource) => `${resource.kind} ${resource.name ?? ''}`;
  // The texts in a ConfigMap may hold what is renamed.
  const [all, others] = [before, after].map(({ resources }) =>
    resources.filter(({ resource }) => resource.kind !== 'ConfigMap'),
  );
  for (const [i, old] of (all ?? []).entries()) {
    const now = others?.[i];
    const same =
      now?.resource.kind === old.resource.kind &&
      now.unknown?.kind === old.unknown?.kind &&
      alike(old.resource.map, now.resource.map, names, new Map());
    if (!same) return said(old);
  }
  const more = others?.[all?.length ?? 0];
  return more && said(more);
}

/** Whether two trees say the same, but for new names that stand where old ones stood. Linear, also with aliases. */
function alike(
  a: YamlNode,
  b: YamlNode,
  names: ReadonlyMap<string, string>,
  seen: Map<YamlNode, YamlNode>,
): boolean {
  if (a === b || seen.get(a) === b) return true;
  seen.set(a, b);
  if (a.certain !== b.certain) return false;
  if (a.type === 'scalar') return b.type === 'scalar' && sameText(a.value, b.value, names);
  if (a.type === 'list')
    return (
      b.type === 'list' &&
      a.items.length === b.items.length &&
      a.items.every(({ value }, i) => {
        const other = b.items[i]?.value;
        return other !== undefined && alike(value, other, names, seen);
      })
    );
  return (
    b.type === 'map' &&
    a.entries.length === b.entries.length &&
    a.entries.every(({ name, value }, i) => {
      const other = b.entries[i];
      return other?.name === name && alike(value, other.value, names, seen);
    })
  );
}

function sameText(a: unknown, b: unknown, names: ReadonlyMap<string, string>): boolean {
  if (a === b) return true;
  if (typeof b !== 'string') return false;
  return [...names].some(([old, now]) => String(a).replaceAll(old, now) === b);
}
