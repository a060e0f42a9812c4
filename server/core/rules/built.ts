/** Judges resources that kustomizations build: with the ordinary rules, told at the places where things were written. */
import { isJudged } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { lineEnd } from '../text/lineIndex.ts';
import { mayBeJudged } from '../workspace/buildParts.ts';
import { type Build, type BuildProblem, type BuiltResource, isRefusal } from '../workspace/built.ts';
import {
  type Composite,
  editsOf,
  isRendered,
  placeOf,
  renderedIn,
  single,
  textOf,
} from '../workspace/composite.ts';
import { folderOf, isInside, joinPath } from '../workspace/paths.ts';
import { type Memory, unasked } from '../workspace/store.ts';
import type { Built, Workspace } from '../workspace/workspace.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { apply, type Judged, type JudgedFix, type JudgedRelated } from './apply.ts';
import { compositeEditor } from './compositeEditor.ts';
import { contextOf } from './context.ts';
import type { Run } from './judging.ts';
import type { DocumentContext, Locale } from './rule.ts';
import { createSolvers } from './solvers.ts';
import { type Silences, silencingComment } from './suppress.ts';
import { texts } from './texts.ts';
import { viewOf } from './view.ts';

/** A finding about a built resource, with places in the document where it is shown. */
export interface Placed {
  readonly path: string;
  readonly document: YamlDocument;
  readonly judged: Judged;
}

interface Remembered {
  readonly context: DocumentContext;
  readonly sound: boolean;
  readonly alone: readonly Placed[];
  readonly answers: Memory;
  all: readonly Placed[];
}

/** As of documents that stand alone (`mayHoldResource`): other Ingresses are only looked at for the sake of others. */
const concernsUs = /cert-?manager\.(?:k8s\.)?io\//;

const silent: Silences = { directives: [], here: () => false, file: undefined };

/** What the rules say of a built resource; it is asked again only when a part of it, or an answer, has changed. */
export function createBuiltJudge(
  options: Options,
  run: Run,
): (built: Built, workspace: Workspace) => readonly Placed[] {
  const memory = new WeakMap<BuiltResource, Remembered>();
  return ({ built, build }, workspace) => {
    const { resource, composite } = built;
    // What rests on a chart's default value holds until somebody sets another; a release tells what is set.
    const place = placer(composite, options.locale, build.by === undefined);
    if (built.unknown || !isJudged(resource) || !concernsUs.test(textOf(composite))) return [];
    const around = { options, crash: run.crash, silences: silent, hits: [] };
    const make = (): Remembered => {
      const sound = composite.parts.every(({ document }) => document.parsed().sound);
      const context = contextOf(resource, compositeEditor(composite), options, run.schemas, {
        isWhole: composite.parts[0]?.inline === undefined,
      });
      const offers = { fixes: sound, silence: undefined };
      const alone = run
        .of('document', resource.kind)
        .flatMap((rule) => place(apply(rule, resource, context, { ...around, offers })));
      return { context, sound, alone, answers: unasked(), all: [] };
    };
    const known = memory.get(built) ?? make();
    memory.set(built, known);
    const store = workspace.store();
    if (store.stands(known.answers)) return known.all;
    const asked: string[] = [];
    const set = store.locate(resource)?.set ?? '';
    const index = viewOf(workspace, store, set, asked);
    const cluster = () => run.clusters(store, set, asked);
    const context = { ...known.context, index, cluster, solvers: createSolvers(run.place, index, cluster) };
    const offers = { fixes: known.sound, silence: undefined };
    const more = run
      .of('workspace', resource.kind)
      .flatMap((rule) => place(apply(rule, resource, context, { ...around, offers, locate: store.locate })));
    known.all = [...known.alone, ...more];
    store.remember(known.answers, asked);
    return known.all;
  };
}

/** What the rules say of what a build could not do; nothing where it builds nothing that rules may judge. */
export function createBuildJudge(
  options: Options,
  run: Run,
): (build: Build, workspace: Workspace) => readonly Placed[] {
  const memory = new WeakMap<Build, readonly Placed[]>();
  return (build, workspace) => {
    if (build.problems.length === 0 || !mayBeJudged(build, workspace.store())) return [];
    const known = memory.get(build);
    if (known) return known;
    const found = worthSaying(build, workspace.folders).flatMap((problem) =>
      run.build.flatMap((rule) => {
        const offers = { fixes: false, silence: undefined };
        const around = { options, crash: run.crash, silences: silent, hits: [], offers };
        const { path, document } = problem;
        // A squiggle over a whole block helps nobody.
        const { start, end } = problem.at;
        const line = document.text.slice(start, lineEnd(document.text, start)).replace(/\s+#.*$/, '');
        const at = { start, end: Math.min(end, start + line.length) };
        const subject = { ...problem, at };
        return placer(single(path, document), options.locale)(apply(rule, subject, options, around));
      }),
    );
    memory.set(build, found);
    return found;
  };
}

/** What is only missing here, or follows from something that is, is not told. */
function worthSaying({ problems }: Build, folders: readonly string[]): readonly BuildProblem[] {
  const unseen = problems.some(
    ({ kind }) =>
      kind === 'missing-file' ||
      kind === 'remote' ||
      kind === 'not-usable' ||
      kind === 'cycle' ||
      kind === 'unreadable-kustomization',
  );
  const told = new Set<YamlDocument>();
  return problems.filter((problem) => {
    const { kind, path, document, detail } = problem;
    if (kind === 'patch-without-target' || (isRefusal(problem) && kind !== 'duplicate-resource'))
      return !unseen;
    if (kind !== 'missing-file') return true;
    const missing = joinPath(folderOf(path), detail);
    const isOurs = /(?:\.(?:ya?ml|json)|\/[^./]+|^[^./]+)\/?$/i.test(detail);
    if (missing === undefined || !isOurs || !isInside(folders, missing) || told.has(document)) return false;
    told.add(document);
    return true;
  });
}

/** Brings findings to where they are shown. `isDefault`: values that nobody may have chosen stand in the composite. */
function placer(
  composite: Composite,
  locale: Locale,
  isDefault = false,
): (all: readonly Judged[]) => readonly Placed[] {
  return (all) =>
    all.flatMap((judged): readonly Placed[] => {
      const place = placeOf(composite, judged.at);
      if (!place) return [];
      const severity = isDefault && isRendered(composite, judged.at) ? 'info' : judged.severity;
      const finding = new PlacedFinding(judged, severity, composite, place, locale);
      return [{ path: place.path, document: place.document, judged: finding }];
    });
}

/** Whether edits write over no template: what a build puts in its place reads like a value that stands there. */
function keepsTemplates({ document, edits }: NonNullable<ReturnType<typeof editsOf>>): boolean {
  const masks = document.parsed().masked?.masks ?? [];
  return edits.every(
    ({ span, newText }) =>
      newText === '' ||
      masks.every(
        ({ start, end }) =>
          end <= span.start || span.end <= start || newText.includes(document.text.slice(start, end)),
      ),
  );
}

class PlacedFinding implements Judged {
  readonly rule: string;
  readonly severity: Judged['severity'];
  readonly message: string;
  readonly at: Judged['at'];
  readonly #judged: Judged;
  readonly #composite: Composite;
  readonly #document: YamlDocument;
  readonly #locale: Locale;
  #fixes: readonly JudgedFix[] | undefined;

  constructor(
    judged: Judged,
    severity: Judged['severity'],
    composite: Composite,
    { document, span }: { readonly document: YamlDocument; readonly span: Judged['at'] },
    locale: Locale,
  ) {
    this.#locale = locale;
    this.rule = judged.rule;
    this.severity = severity;
    this.message = judged.message;
    this.at = span;
    this.#judged = judged;
    this.#composite = composite;
    this.#document = document;
  }

  get related(): readonly JudgedRelated[] {
    const values = renderedIn(this.#composite, this.#judged.at).flatMap(({ from }) =>
      from ? [{ at: from.span, message: texts[this.#locale].valueHere, elsewhere: from }] : [],
    );
    const related = this.#judged.related.flatMap(({ at, message, elsewhere }): readonly JudgedRelated[] => {
      if (elsewhere) return [{ at, message, elsewhere }];
      const place = placeOf(this.#composite, at);
      if (!place) return [];
      return [{ at: place.span, message, elsewhere: place.document === this.#document ? undefined : place }];
    });
    return [...values, ...related];
  }

  get fixes(): readonly JudgedFix[] {
    this.#fixes ??= this.#judged.fixes.flatMap(({ title, safety, edits, ofBuild }): JudgedFix[] => {
      const moved = editsOf(this.#composite, edits);
      if (!moved || !keepsTemplates(moved)) return [];
      return moved.document === this.#document
        ? [{ title, safety, edits: moved.edits, ...(ofBuild && { ofBuild }) }]
        : [{ title, safety: 'unsafe', edits: [], elsewhere: [moved] }];
    });
    return this.#fixes;
  }

  get silence(): JudgedFix | undefined {
    const parsed = this.#document.parsed();
    if (!parsed.sound) return undefined;
    const edits = editorOf(this.#document.text, parsed).commentAbove(this.at, silencingComment(this.rule));
    return { title: texts[this.#locale].silenceHere(this.rule), safety: 'unsafe', edits };
  }
}
