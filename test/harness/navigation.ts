/** Folders of `test/workspaces` as a workspace, and its answers in words: `file:line text of the line`. */
import { readdirSync, readFileSync } from 'node:fs';
import {
  codeLenses,
  createAtlas,
  createDocsLinks,
  createOutline,
  definition,
  explainName,
  fileLinks,
  highlights,
  inlayHints,
  prepareRename,
  previewLenses,
  references,
  rename,
  workspaceSymbols,
} from '../../server/core/features/navigation.ts';
import {
  lineIndex,
  type Outlined,
  openFile,
  type PlaceInDocument,
  type SourceFile,
  type YamlDocument,
} from '../../server/core/index.ts';
import { newWorkspace, options } from './engine.ts';

const home = new URL('../workspaces/', import.meta.url);
/** Where the files stand in the workspace: builds want whole paths. */
const folder = 'file:///work/';

export type Navigation = ReturnType<typeof navigate>;

/** The files of a folder, by path. */
export function filesOf(name: string): ReadonlyMap<string, string> {
  const root = new URL(`${name}/`, home);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.ya?ml$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(new URL(path, root), 'utf8')]));
}

/** Asks about a folder of `test/workspaces`, or about given texts. A cursor is a piece of text with `$0` in it. */
export function navigate(from: string | Readonly<Record<string, string>>, locale: 'en' | 'ko' = 'en') {
  const workspace = newWorkspace();
  workspace.folders = [folder.slice(0, -1)];
  const files = new Map<string, SourceFile>();
  const atlas = createAtlas(workspace);
  const starts = new Map<YamlDocument, number>();
  const given = typeof from === 'string' ? filesOf(from) : Object.entries(from);
  for (const [path, text] of given) put(path, text);

  function put(path: string, text: string): void {
    const file = openFile(text, files.get(path));
    files.set(path, file);
    workspace.put(folder + path, file.documents);
    starts.clear();
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

  const indexes = new Map<string, ReturnType<typeof lineIndex>>();

  /** The line of a place, counted from 0, and the text around it on this line. */
  function lineAt(place: PlaceInDocument): { line: number; before: string; after: string } {
    const { path, document, span } = place;
    const text = textOf(path.slice(folder.length));
    const index = indexes.get(text) ?? lineIndex(text);
    indexes.set(text, index);
    if (!starts.has(document))
      for (const placed of workspace.documents(path) ?? []) starts.set(placed.document, placed.start);
    const start = starts.get(document);
    if (start === undefined) throw new Error(`A place in a document that ${path} does not have.`);
    const { line } = index.position(start + span.start);
    const from = text.lastIndexOf('\n', start + span.start - 1) + 1;
    const to = text.indexOf('\n', start + span.end);
    return {
      line,
      before: text.slice(from, start + span.start),
      after: text.slice(start + span.end, to < 0 ? undefined : to),
    };
  }

  /** `file:line text`. */
  function said(place: PlaceInDocument, instead = under(place)): string {
    const { line, before, after } = lineAt(place);
    return `${place.path.slice(folder.length)}:${line + 1} ${(before + instead + after).split('\n')[0]?.trim()}`;
  }

  const under = ({ document, span }: PlaceInDocument) => document.text.slice(span.start, span.end);
  const documents = (path: string) => files.get(path)?.documents ?? [];

  return {
    put,
    /** Where the name under the cursor is borne. */
    definition: (path: string, cursor: string) =>
      (definition(atlas, folder + path, offset(path, cursor))?.to ?? []).map(({ place }) => said(place)),
    /** Every use; what bears the name is marked with `=`. */
    references: (path: string, cursor: string) =>
      references(atlas, folder + path, offset(path, cursor)).map(
        (use) => (use.bears ? '=' : ' ') + said(use.place),
      ),
    highlights: (path: string, cursor: string) =>
      highlights(atlas, folder + path, offset(path, cursor)).map(
        (use) => (use.bears ? '=' : ' ') + said(use.place),
      ),
    symbols: (query: string) =>
      workspaceSymbols(atlas, query).map(
        ({ kind, name, place }) => `${kind} ${name} ${said(place).split(' ')[0]}`,
      ),
    outline: (path: string) => lines(createOutline()(documents(path)), 0),
    links: (path: string) => [
      ...createDocsLinks()(documents(path)).map(
        ({ span, url }) => `${textOf(path).slice(span.start, span.end)} ${url}`,
      ),
      ...fileLinks(workspace, folder + path).map(
        ({ place, target }) => `${under(place)} ${said(target).split(' ')[0]}`,
      ),
    ],
    lenses: (path: string) =>
      codeLenses(atlas, folder + path, locale)
        .filter(({ leads }) => leads !== 'path')
        .map(({ place, title, uses }) => ({ at: said(place), title, uses: uses.map((use) => said(use)) })),
    /** What the hover says of the name at a cursor. */
    explained: (path: string, cursor: string) =>
      explainName(atlas, folder + path, offset(path, cursor), locale)?.markdown,
    /** Those that show a picture or a preview: `title: file:line text of the line`. */
    showing: (path: string, settings: object = {}) =>
      [
        ...codeLenses(atlas, folder + path, locale).filter(({ leads }) => leads === 'path'),
        ...previewLenses(atlas, folder + path, options(settings, locale)),
      ].map(({ place, title }) => `${title}: ${said(place)}`),
    hints: (path: string, range = { start: 0, end: textOf(path).length }) =>
      inlayHints(atlas, folder + path, range, locale).map(({ place, label, target }) => ({
        text: `${under(place)} ${label}`,
        target: target && said(target),
      })),
    /** What can be renamed there, why not, or nothing. */
    renamable(path: string, cursor: string): string | undefined {
      const found = prepareRename(atlas, folder + path, offset(path, cursor), locale);
      return (
        found && ('refused' in found ? found.refused : `${found.kind} ${found.name}: ${said(found.place)}`)
      );
    },
    /** The lines after a renaming, or why there is none. */
    rename(path: string, cursor: string, newName: string): readonly string[] | string | undefined {
      const found = rename(atlas, folder + path, offset(path, cursor), newName, locale);
      if (!found || 'refused' in found) return found?.refused;
      return found.changes.map(({ place, newText }) => said(place, newText));
    },
    remove(path: string): void {
      files.delete(path);
      workspace.remove(folder + path);
    },
    /** Every use of every name. */
    web: () =>
      [...files].flatMap(([path, { text }]) =>
        [...text.matchAll(/\b(?:name|secretName): */g)].map(({ index, 0: { length } }) =>
          references(atlas, folder + path, index + length).map(({ place }) => said(place)),
        ),
      ),
    /** Every question at every offset of a file: nothing may throw. */
    everywhere(path: string): number {
      let answers = 0;
      for (let at = 0; at <= textOf(path).length; at++) {
        answers += definition(atlas, folder + path, at)?.to.length ?? 0;
        answers += references(atlas, folder + path, at).length + highlights(atlas, folder + path, at).length;
        if (prepareRename(atlas, folder + path, at, locale)) answers++;
        if (rename(atlas, folder + path, at, 'new-name', locale)) answers++;
      }
      return answers;
    },
  };
}

function lines(all: readonly Outlined[], depth: number): readonly string[] {
  return all.flatMap(({ name, detail, children }) => [
    `${'  '.repeat(depth)}${name}${detail === '' ? '' : ` — ${detail}`}`,
    ...lines(children, depth + 1),
  ]);
}
