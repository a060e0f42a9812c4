/** All findings of one file of a workspace, in text order. */
import type { Options } from './options.ts';
import type { Judged } from './rules/apply.ts';
import type { Placed } from './rules/built.ts';
import type { Judge, Runner } from './rules/run.ts';
import { covers, type Hit } from './rules/suppress.ts';
import type { SourceFile } from './source.ts';
import type { Workspace } from './workspace/workspace.ts';
import type { YamlDocument } from './yaml/documents.ts';

/** A file of a workspace: where to look for what it refers to. */
export interface Where {
  readonly workspace: Workspace;
  /** Decoded, with slashes. */
  readonly path: string;
}

/** A finding of a file; every place in it is relative to `start`, the start of its document. */
export interface FileFinding {
  readonly finding: Judged;
  readonly document: YamlDocument;
  readonly start: number;
  readonly file: SourceFile;
  readonly where: Where;
}

/** Judges `file`, which becomes the state of its path in the workspace. What did not change costs nothing. */
export function findingsOf(
  runner: Runner,
  file: SourceFile,
  options: Options,
  where: Where,
): readonly FileFinding[] {
  const { workspace, path } = where;
  workspace.put(path, file.documents);
  const judge = runner.judgeWith(options);
  const found = shownIn(file, judge, where);
  const all: FileFinding[] = [];
  const silenced: (readonly string[])[] = [];
  for (const { document, start } of file.documents) {
    const verdict = judge.document(document);
    if (verdict.silencedInFile) silenced.push(verdict.silencedInFile);
    const add = (findings: readonly Judged[]) => {
      for (const finding of findings) all.push({ finding, document, start, file, where });
    };
    const built = found.get(document);
    if (built) add(built.findings);
    if (workspace.roleOf(path, document) !== 'alone') {
      add(verdict.ofText);
      continue;
    }
    add(verdict.findings);
    if (verdict.resources.length > 0) add(judge.workspace(document, workspace, workspace.setOf(path)));
  }
  const inOrder = (some: FileFinding[]) =>
    some.sort((a, b) => a.start + a.finding.at.start - b.start - b.finding.at.start);
  const speaking = file.documents.filter(
    ({ document }) => judge.document(document).silences.directives.length > 0,
  );
  if (speaking.length === 0) return found.size > 0 ? inOrder(all) : all;
  const documents = file.documents.map(({ document }) => document);
  const left = all.filter(({ finding }) => !silenced.some((ids) => covers(ids, finding.rule)));
  const hits = new Map([...found].map(([document, { hits }]) => [document, hits]));
  for (const { document, start } of speaking) {
    for (const finding of judge.comments(document, documents, hits)) {
      // Only by its name: a comment that silences all rules does not silence what is said of itself.
      if (!silenced.some((ids) => ids.includes(finding.rule)))
        left.push({ finding, document, start, file, where });
    }
  }
  return inOrder(left);
}

interface Shown {
  readonly findings: readonly Judged[];
  readonly hits: readonly Hit[];
}

/** What is found in built resources and shown in this file, by document; the same of several builds once. */
function shownIn(
  file: SourceFile,
  judge: Judge,
  { workspace, path }: Where,
): ReadonlyMap<YamlDocument, Shown> {
  const builtFrom = workspace.builtFrom(path);
  const builds = workspace.buildsOf(path);
  if (builds.length === 0) return new Map();
  const documents = new Set(file.documents.map(({ document }) => document));
  const byDocument = new Map<YamlDocument, Map<string, Placed>>();
  const all = [
    // What is not read yet is not missing.
    ...(workspace.complete ? builds.map((build) => judge.build(build)) : []),
    ...builtFrom.map((one) => judge.built(one, workspace)),
  ];
  for (const some of all) {
    for (const placed of some) {
      if (placed.path !== path || !documents.has(placed.document)) continue;
      const known = byDocument.get(placed.document) ?? new Map<string, Placed>();
      byDocument.set(placed.document, known);
      const { rule, at } = placed.judged;
      const name = `${rule} ${at.start} ${at.end}`;
      if (!known.has(name)) known.set(name, placed);
    }
  }
  return new Map(
    [...byDocument].map(([document, placed]) => {
      const { silences } = judge.document(document);
      const all = [...placed.values()].map(({ judged }) => judged);
      const hits = all.map(({ rule, at }): Hit => ({ rule, at }));
      return [document, { findings: all.filter(({ rule, at }) => !silences.here(rule, at)), hits }];
    }),
  );
}
