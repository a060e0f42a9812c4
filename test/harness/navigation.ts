/** Folders of `test/workspaces` as a workspace, and its answers in words: `file:line text of the line`. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  codeLenses,
  createAtlas,
  createDocsLinks,
  createOutline,
  definition,
  fileLinks,
  highlights,
  inlayHints,
  lineIndex,
  type Outlined,
  openFile,
  type PlaceInDocument,
  prepareRename,
  references,
  rename,
  type SourceFile,
  workspaceSymbols,
} from '../../server/core/index.ts';
import { knownResourcesOf } from '../../server/core/model/resource.ts';
import type { Means } from '../../server/core/workspace/workspace.ts';
import { createWorkspace, mayMatter } from '../../server/core/workspace/workspace.ts';
import { newWorkspace } from './engine.ts';

const home = new URL('../workspaces/', import.meta.url);

export type Navigation = ReturnType<typeof navigate>;

/** The files of a folder, by path. */
export function filesOf(folder: string): ReadonlyMap<string, string> {
  const root = new URL(`${folder}/`, home);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]));
}

/** Asks about a folder of `test/workspaces`, or about given texts. A cursor is a piece of text with `$0` in it. */
export function navigate(
  from: string | Readonly<Record<string, string>>,
  { locale = 'en', build }: { readonly locale?: 'en' | 'ko'; readonly build?: Means['build'] } = {},
) {
  const workspace = build ? createWorkspace({ resourcesOf: remembering(), build }) : newWorkspace();
  const files = new Map<string, SourceFile>();
  const given = typeof from === 'string' ? filesOf(from) : Object.entries(from);
  for (const [path, text] of given) put(path, text);
  const atlas = createAtlas(workspace);

  function put(path: string, text: string): void {
    const file = openFile(text, files.get(path));
    files.set(path, file);
    workspace.put(path, file.documents);
  }

  function textOf(path: string): string {
    const file = files.get(path);
    if (!file) throw new Error(`There is no file ${path}.`);
    return file.text;
  }

  function offset(path: string, cursor: string): number {
    const [before = '', after = ''] = cursor.split('$0');
    const at = textOf(path).indexOf(before + after);
    if (at < 0) throw new Error(`${path} does not hold ${before + after}`);
    return at + before.length;
  }

  function startOf({ path, document, span }: PlaceInDocument): number {
    const placed = workspace.documents(path)?.find((one) => one.document === document);
    if (!placed) throw new Error(`A place in a document that ${path} does not have.`);
    return placed.start + span.start;
  }

  /** `file:line text`. */
  function said(place: PlaceInDocument): string {
    const text = textOf(place.path);
    const { line } = lineIndex(text).position(startOf(place));
    return `${place.path}:${line + 1} ${text.split('\n')[line]?.trim()}`;
  }

  const under = ({ document, span }: PlaceInDocument) => document.text.slice(span.start, span.end);
  const documents = (path: string) => files.get(path)?.documents ?? [];

  return {
    put,
    /** Where the name under the cursor is borne. */
    definition: (path: string, cursor: string) =>
      (definition(atlas, path, offset(path, cursor))?.to ?? []).map(({ place }) => said(place)),
    /** Every use; what bears the name is marked with `=`. */
    references: (path: string, cursor: string) =>
      references(atlas, path, offset(path, cursor)).map((use) => (use.bears ? '=' : ' ') + said(use.place)),
    highlights: (path: string, cursor: string) =>
      highlights(atlas, path, offset(path, cursor)).map((use) => (use.bears ? '=' : ' ') + said(use.place)),
    symbols: (query: string) =>
      workspaceSymbols(atlas, query).map(
        ({ kind, name, place }) => `${kind} ${name} ${said(place).split(' ')[0]}`,
      ),
    outline: (path: string) => lines(createOutline()(documents(path)), 0),
    links: (path: string) => [
      ...createDocsLinks()(documents(path)).map(
        ({ span, url }) => `${textOf(path).slice(span.start, span.end)} ${url}`,
      ),
      ...fileLinks(workspace, path).map(
        ({ place, target }) => `${under(place)} ${said(target).split(' ')[0]}`,
      ),
    ],
    lenses: (path: string) =>
      codeLenses(atlas, path, locale).map(({ place, title, uses }) => ({
        at: said(place),
        title,
        uses: uses.map(said),
      })),
    hints: (path: string, range = { start: 0, end: textOf(path).length }) =>
      inlayHints(atlas, path, range, locale).map(({ place, label, target }) => ({
        text: `${under(place)} ${label}`,
        target: target && said(target),
      })),
    /** What can be renamed there, why not, or nothing. */
    renamable(path: string, cursor: string): string | undefined {
      const found = prepareRename(atlas, path, offset(path, cursor), locale);
      return (
        found && ('refused' in found ? found.refused : `${found.kind} ${found.name}: ${said(found.place)}`)
      );
    },
    /** The lines after a renaming, or why there is none. */
    rename(path: string, cursor: string, newName: string): readonly string[] | string | undefined {
      const found = rename(atlas, path, offset(path, cursor), newName, locale);
      if (!found || 'refused' in found) return found?.refused;
      return found.changes.map(({ place, newText }) => {
        const at = startOf(place);
        const text = textOf(place.path);
        const after = text.slice(0, at) + newText + text.slice(at + place.span.end - place.span.start);
        const { line } = lineIndex(text).position(at);
        return `${place.path}:${line + 1} ${after.split('\n')[line]?.trim()}`;
      });
    },
    /** Every question at every offset of a file: nothing may throw. */
    everywhere(path: string): number {
      let answers = 0;
      for (let at = 0; at <= textOf(path).length; at++) {
        answers += definition(atlas, path, at)?.to.length ?? 0;
        answers += references(atlas, path, at).length + highlights(atlas, path, at).length;
        if (prepareRename(atlas, path, at, locale)) answers++;
        if (rename(atlas, path, at, 'new-name', locale)) answers++;
      }
      return answers;
    },
  };
}

function remembering(): Means['resourcesOf'] {
  const memory = new WeakMap<object, ReturnType<typeof knownResourcesOf>>();
  return (document) => {
    const known =
      memory.get(document) ?? (mayMatter(document.text) ? knownResourcesOf(document.parsed().root) : []);
    memory.set(document, known);
    return known;
  };
}

function lines(all: readonly Outlined[], depth: number): readonly string[] {
  return all.flatMap(({ name, detail, children }) => [
    `${'  '.repeat(depth)}${name}${detail === '' ? '' : ` — ${detail}`}`,
    ...lines(children, depth + 1),
  ]);
}
