/** All findings of one file of a workspace, in text order. */
import type { Options } from './options.ts';
import type { Occurrence, shared } from './overlays.ts';
import { inTextOrder, type Judged } from './rules/apply.ts';
import type { Placed } from './rules/built.ts';
import type { Judge, Runner } from './rules/run.ts';
import { covers, type Hit } from './rules/suppress.ts';
import type { SourceFile } from './source.ts';
import type { Built, Workspace } from './workspace/workspace.ts';
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

/** What judges; `shared` makes one finding of what several builds show of one place. */
export interface Court {
  readonly runner: Runner;
  readonly shared: typeof shared;
}

/** Judges `file`, which becomes the state of its path in the workspace. What did not change costs nothing. */
export function findingsOf(
  court: Court,
  file: SourceFile,
  options: Options,
  where: Where,
): readonly FileFinding[] {
  const { workspace, path } = where;
  workspace.put(path, file.documents);
  const judge = court.runner.judgeWith(options);
  const found = shownIn(file, judge, court.shared, where, options);
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
    const more =
      verdict.resources.length > 0 ? judge.workspace(document, workspace, workspace.setOf(path)) : [];
    add(more.length > 0 ? [...verdict.findings, ...more].sort(inTextOrder) : verdict.findings);
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

/** Judges what `findingsOf` will ask for, a document or a built resource a step: it stands then. The steps may end anywhere. */
export function* stepsToFindings(
  { runner }: Court,
  options: Options,
  { workspace, path }: Where,
): Iterable<void> {
  const judge = runner.judgeWith(options);
  for (const built of workspace.builtFrom(path)) {
    judge.built(built, workspace);
    yield;
  }
  const set = workspace.setOf(path);
  for (const { document } of workspace.documents(path) ?? []) {
    const { resources } = judge.document(document);
    if (resources.length > 0 && workspace.roleOf(path, document) === 'alone')
      judge.workspace(document, workspace, set);
    yield;
  }
}

interface Shown {
  readonly findings: readonly Judged[];
  readonly hits: readonly Hit[];
}

/** What is found in built resources and shown in this file, by document; the same of several builds once. */
function shownIn(
  file: SourceFile,
  judge: Judge,
  together: Court['shared'],
  where: Where,
  { locale }: Options,
): ReadonlyMap<YamlDocument, Shown> {
  const { workspace, path } = where;
  const builds = workspace.buildsOf(path);
  if (builds.length === 0) return new Map();
  const places = new Map(file.documents.map(({ document }) => [document, new Places()]));
  for (const built of workspace.builtFrom(path)) {
    for (const placed of judge.built(built, workspace))
      if (placed.path === path) places.get(placed.document)?.add(placed, built);
    for (const document of new Set(built.built.composite.parts.map((part) => part.document)))
      places.get(document)?.count();
  }
  // What is not read yet is not missing.
  for (const placed of workspace.complete ? builds.flatMap((build) => judge.build(build, workspace)) : [])
    if (placed.path === path) places.get(placed.document)?.addAlone(placed);
  return new Map(
    [...places]
      .filter(([, found]) => found.size > 0)
      .map(([document, found]) => {
        const all = found.judged(judge, (some, everywhere) => together(some, everywhere, where, locale));
        const { silences } = judge.document(document);
        const hits = all.map(({ rule, at }): Hit => ({ rule, at }));
        return [document, { findings: all.filter(({ rule, at }) => !silences.here(rule, at)), hits }];
      }),
  );
}

/** The findings of one document by rule and place. */
class Places {
  readonly #shared = new Map<string, Occurrence[]>();
  readonly #alone = new Map<string, Placed>();
  /** Built resources that the document has a part in. */
  #builds = 0;

  get size(): number {
    return this.#shared.size + this.#alone.size;
  }

  count(): void {
    this.#builds++;
  }

  add(placed: Placed, built: Built): void {
    // What two releases of a chart give may be told in one place in two ways.
    const name = nameOf(placed) + (built.build.by ? placed.judged.message : '');
    const known = this.#shared.get(name);
    if (known) known.push({ placed, built });
    else this.#shared.set(name, [{ placed, built }]);
  }

  addAlone(placed: Placed): void {
    this.#alone.set(nameOf(placed), placed);
  }

  judged(
    { shared: memory }: Judge,
    share: (some: readonly Occurrence[], everywhere: boolean) => Judged | undefined,
  ): readonly Judged[] {
    const together = [...this.#shared.values()].flatMap(apart).flatMap((some) => {
      const everywhere = some.length >= this.#builds;
      const [first] = some;
      const known = first && memory.get(first.placed);
      if (known && known.everywhere === everywhere && isSameList(known.occurrences, some))
        return [known.finding];
      const finding = share(some, everywhere);
      if (first && finding) memory.set(first.placed, { occurrences: some, everywhere, finding });
      return finding ? [finding] : [];
    });
    return [...together, ...[...this.#alone.values()].map(({ judged }) => judged)];
  }
}

/** Two things that a rule says of one place in one resource are not the same thing of two. */
function apart(some: readonly Occurrence[]): readonly (readonly Occurrence[])[] {
  if (new Set(some.map(({ built }) => built.built)).size === some.length) return [some];
  const byMessage = new Map<string, Occurrence[]>();
  for (const one of some) {
    const { message } = one.placed.judged;
    const same = byMessage.get(message);
    if (same) same.push(one);
    else byMessage.set(message, [one]);
  }
  return [...byMessage.values()];
}

const nameOf = ({ judged: { rule, at } }: Placed) => `${rule} ${at.start} ${at.end}`;

function isSameList(one: readonly Occurrence[], other: readonly Occurrence[]): boolean {
  return one.length === other.length && one.every(({ placed }, i) => placed === other[i]?.placed);
}
