/** Renames every resource of a workspace, one at a time, and holds what is built then against what was built before. */

import type { Atlas, Occurrence } from '../../server/core/features/atlas.ts';
import { createAtlas, rename } from '../../server/core/features/navigation.ts';
import { applyEdits, openFile, type TextEdit, type Workspace } from '../../server/core/index.ts';
import { type Data, isMap, toData } from '../../server/core/model/data.ts';
import { newWorkspace } from './engine.ts';

export type Texts = Readonly<Record<string, string>>;

const fresh = 'brand-new';
const kinds = ['Issuer', 'ClusterIssuer', 'Certificate', 'Secret'];

function open(texts: Texts): { readonly workspace: Workspace; readonly atlas: Atlas } {
  const workspace = newWorkspace();
  for (const [path, text] of Object.entries(texts)) workspace.put(`/${path}`, openFile(text).documents);
  workspace.folders = [''];
  workspace.complete = true;
  return { workspace, atlas: createAtlas(workspace) };
}

/** One renaming: why there is none, or the files after it. */
export interface Renamed {
  readonly what: string;
  readonly refused: string | undefined;
  readonly texts: Texts;
  /** Names as they are built, old and new. */
  readonly names: ReadonlyMap<string, string>;
}

/** A renaming of each resource that a workspace writes down. */
export function renameEach(texts: Texts): readonly Renamed[] {
  const { workspace, atlas } = open(texts);
  const seen = new Set<string>();
  return atlas.resources().flatMap((one): Renamed[] => {
    const { path, document, span } = one.place;
    const start = workspace.documents(path)?.find((placed) => placed.document === document)?.start ?? 0;
    const key = `${path} ${start + span.start}`;
    if (!kinds.includes(one.mention.kind) || seen.has(key)) return [];
    seen.add(key);
    const what = `${one.mention.kind} ${one.mention.name} at ${path}:${start + span.start}`;
    const done = rename(atlas, path, start + span.start, fresh, 'en');
    if (!done) return [];
    if ('refused' in done) return [{ what, refused: done.refused, texts, names: new Map() }];
    const edits = new Map<string, TextEdit[]>();
    for (const { place, newText } of done.changes) {
      const from =
        workspace.documents(place.path)?.find((each) => each.document === place.document)?.start ?? 0;
      const at = { start: from + place.span.start, end: from + place.span.end };
      edits.set(place.path, [...(edits.get(place.path) ?? []), { span: at, newText }]);
    }
    const after = Object.fromEntries(
      Object.entries(texts).map(([file, text]) => [file, applyEdits(text, edits.get(`/${file}`) ?? [])]),
    );
    const old = document.text.slice(span.start, span.end);
    const names = atlas
      .inDocument(document)
      .filter(({ place }) => place.span.start === span.start)
      .map(({ mention: { name } }) => [name, name.replace(old, fresh)] as const);
    return [{ what, refused: undefined, texts: after, names: new Map(names) }];
  });
}

/** What differs, but for the names, between what two states of a workspace mean. */
export function differences(before: Texts, { texts, names }: Renamed): readonly string[] {
  const [old, now] = [meaning(before), meaning(texts)];
  const lines: string[] = [];
  for (const [i, line] of old.entries()) {
    const other = now[i];
    if (other === undefined || !sameBut(line.data, other.data, names))
      lines.push(`${line.what}: ${JSON.stringify(line.data)} is not ${JSON.stringify(other?.data)}`);
  }
  if (now.length !== old.length) lines.push(`${old.length} is not ${now.length}`);
  return lines;
}

/** Every resource and problem in order, and with each name in a resource how many it names and how many say it. */
function meaning(texts: Texts): readonly { readonly what: string; readonly data: Data }[] {
  const { workspace, atlas } = open(texts);
  // The texts in a ConfigMap may hold what is renamed.
  const located = workspace
    .store()
    .everything()
    .filter(({ resource }) => resource.kind !== 'ConfigMap');
  const problems = workspace
    .builds()
    .flatMap(({ root, problems }) =>
      problems.map(({ kind, path }) => ({ what: root, data: `${kind} ${path}` })),
    );
  const graph = (one: Occurrence): Data => [
    one.mention.role,
    one.mention.kind,
    atlas.bearers(one).length,
    atlas.uses(one).length,
  ];
  return [
    ...problems,
    ...located.map((one) => ({
      what: `${one.set} ${one.resource.kind}`,
      data: [toData(one.resource.map), ...atlas.of(one).map(graph), one.isUnsure === true],
    })),
  ];
}

/** Whether two values are the same but for names: in texts that hold an old one the new one may stand instead. */
function sameBut(a: Data, b: Data, names: ReadonlyMap<string, string>): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => sameBut(item, b[i] ?? null, names));
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a);
    return (
      keys.join('\n') === Object.keys(b).join('\n') &&
      keys.every((key) => sameBut(a[key] ?? null, b[key] ?? null, names))
    );
  }
  return a === b || [...names].some(([old, now]) => String(a).replaceAll(old, now) === b);
}

/** Whether each resource is there again; kubectl sorts them by kind and name. */
export function sameResources(old: readonly Data[], now: readonly Data[], names: Renamed['names']): boolean {
  const left = [...now];
  for (const one of old) {
    const at = left.findIndex((other) => sameBut(one, other, names));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}
