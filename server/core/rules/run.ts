/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import type { PlaceSolvers } from '../issuance/placedSolver.ts';
import {
  isJudged,
  type Kind,
  type Known as KnownResource,
  mayHoldResource,
  namesResource,
  type Resource,
} from '../model/resource.ts';
import type { Options } from '../options.ts';
import { createSchemas, type Schemas } from '../schema/schema.ts';
import type { Build } from '../workspace/built.ts';
import { type Memory, unasked } from '../workspace/store.ts';
import type { Built, Workspace } from '../workspace/workspace.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { parse } from '../yaml/parse.ts';
import {
  apply,
  inTextOrder,
  type Judged,
  type Offers,
  type OnRuleCrash,
  type Surroundings,
} from './apply.ts';
import { createBuildJudge, createBuiltJudge, type Placed } from './built.ts';
import type { Clusters } from './cluster.ts';
import { judgeComments } from './comments.ts';
import { contextOf, rulesFor } from './context.ts';
import type { DocumentContext, Rule, Scope, SubjectByScope } from './rule.ts';
import { createSolvers } from './solvers.ts';
import { type Hit, type Silences, silencesOf } from './suppress.ts';
import { viewOf } from './view.ts';

export interface Runner {
  /** How documents are judged with these options. Equal inputs give the very same answer. */
  judgeWith(options: Options): Judge;
  /** The structure of the API. */
  schemas(): Schemas;
}

export interface Judge {
  /** What the rules say of one document by itself. */
  readonly document: (document: YamlDocument) => Verdict;
  /** What the rules say that look at other resources too; `set` is what the document is applied together with. */
  readonly workspace: (document: YamlDocument, workspace: Workspace, set: string) => readonly Judged[];
  /** What the rules say of a resource that a kustomization builds, at the places where it was written. */
  readonly built: (built: Built, workspace: Workspace) => readonly Placed[];
  /** What was told of several builds at once, by the first of its findings. */
  readonly shared: WeakMap<Placed, SharedAnswer>;
  /** What the rules say of what a build could not do. */
  readonly build: (build: Build, workspace: Workspace) => readonly Placed[];
  /** What the rules say of the comments that silence findings; called when the others of the file have been. */
  readonly comments: (
    document: YamlDocument,
    file: readonly YamlDocument[],
    hits: BuiltHits,
  ) => readonly Judged[];
}

/** A finding that stands for several, and what it was made of. */
export interface SharedAnswer {
  readonly occurrences: readonly { readonly placed: Placed; readonly built: Built }[];
  readonly everywhere: boolean;
  readonly finding: Judged;
}

/** What rules found in built resources, silenced or not, by the document where it is shown. */
export type BuiltHits = ReadonlyMap<YamlDocument, readonly Hit[]>;

/** What the rules and the comments of one document say. */
export interface Verdict {
  /** In text order. */
  readonly findings: readonly Judged[];
  /** Those of them that are about the text and not about a resource. */
  readonly ofText: readonly Judged[];
  readonly resources: readonly Resource[];
  /** Rules that a comment in this document silences in the whole file. */
  readonly silencedInFile: readonly string[] | undefined;
  /** The answers that the last workspace findings rest on. */
  readonly memo: {
    findings: readonly Judged[];
    hits: readonly Hit[];
    readonly answers: Memory;
    /** The comments that do nothing, as a text to compare, and what the rules say of them. */
    comments: { readonly idle: string; readonly findings: readonly Judged[] } | undefined;
  };
  /** What the rules found, silenced or not; kept where a comment in this document silences anything. */
  readonly hits: readonly Hit[];
  readonly silences: Silences;
  readonly contexts: readonly DocumentContext[];
  readonly sound: boolean;
  /** Whether all of it was read: no template body, syntax error or conflict marker. */
  readonly whole: boolean;
}

/** What is to be known: rules, the packed structure of the API, and how solvers are placed. */
export interface Known {
  readonly rules: readonly Rule[];
  readonly table: string;
  readonly createClusters: () => Clusters;
  readonly placedSolvers: PlaceSolvers;
}

/**
 * A runner with a memory: it forgets a document when nobody else holds it. `load` is called at the first resource;
 * `resourcesOf` gives the resources of a document, always the same objects.
 */
export function createRunner(
  onRuleCrash: OnRuleCrash,
  load: () => Known,
  resourcesOf: (document: YamlDocument) => readonly KnownResource[],
): Runner {
  const judges = new WeakMap<Options, Judge>();
  const crashed = new Set<string>();
  const crash: OnRuleCrash = (rule, error) => {
    if (!crashed.has(rule)) onRuleCrash(rule, error);
    crashed.add(rule);
  };
  let loaded: Run | undefined;
  const run = (): Run => {
    loaded ??= runOf(load(), crash);
    return loaded;
  };
  return {
    schemas: () => run().schemas,
    judgeWith(options) {
      const known = judges.get(options);
      if (known) return known;
      const judge = (document: YamlDocument) =>
        judgeDocument(document, resourcesOf(document).filter(isJudged), options, run);
      const remembering = (document: YamlDocument) => remember(document, judge, judge);
      const made: Judge = {
        document: remembering,
        workspace: (document, workspace, set) =>
          judgeInWorkspace(remembering(document), workspace, set, options, run),
        built: createBuiltJudge(options, run),
        shared: new WeakMap(),
        build: createBuildJudge(options, run),
        comments: (document, file, hits) =>
          judgeComments({ document, file, verdictOf: remembering, built: hits }, options, run),
      };
      judges.set(options, made);
      return made;
    },
  };
}

function runOf({ rules, table, createClusters, placedSolvers }: Known, crash: OnRuleCrash): Run {
  const byScope = (scope: Scope) => rules.filter((rule) => rule.scope === scope);
  return {
    schemas: createSchemas(table),
    clusters: createClusters(),
    place: placedSolvers,
    rules,
    document: byScope('document'),
    workspace: byScope('workspace'),
    text: byScope('text'),
    comments: byScope('comments'),
    build: byScope('build'),
    crash,
  };
}

/** The rules by what they look at. */
export interface Run {
  readonly schemas: Schemas;
  readonly clusters: Clusters;
  readonly place: PlaceSolvers;
  readonly rules: readonly Rule[];
  readonly document: readonly Rule[];
  readonly workspace: readonly Rule[];
  readonly text: readonly Rule[];
  readonly comments: readonly Rule[];
  readonly build: readonly Rule[];
  readonly crash: OnRuleCrash;
}

function judgeDocument(
  document: YamlDocument,
  resources: readonly Resource[],
  options: Options,
  load: () => Run,
): Verdict {
  const { text } = document;
  const silences = silencesOf(text);
  const parsed = mayHoldResource(text) ? document.parsed() : undefined;
  const empty: Verdict = {
    findings: [],
    ofText: [],
    resources,
    silencedInFile: silences.file,
    memo: {
      findings: [],
      hits: [],
      answers: unasked(),
      comments: undefined,
    },
    hits: [],
    silences,
    contexts: [],
    sound: parsed?.sound ?? true,
    whole: parsed?.problem === undefined,
  };
  const held = resources.length > 0;
  if (!parsed || !(held || namesResource(text))) return empty;
  const run = load();
  const edit = editorOf(text, parsed);
  const contexts = resources.map((resource) =>
    contextOf(resource, edit, options, run.schemas, { isSound: parsed.sound }),
  );
  const verdict = { ...empty, contexts };
  const hits: Hit[] = [];
  const written = { ...parsed, text, held, parse };
  const ofResources = onResources(run.document, verdict, { options, crash: run.crash, hits });
  const ofText = onText(run.text, written, verdict, options, run.crash, hits);
  return { ...verdict, hits, ofText, findings: [...ofResources, ...ofText].sort(inTextOrder) };
}

/** Runs the rules that see other resources, unless every answer that they got the last time still stands. */
function judgeInWorkspace(
  verdict: Verdict,
  workspace: Workspace,
  set: string,
  options: Options,
  load: () => Run,
): readonly Judged[] {
  const { memo } = verdict;
  const store = workspace.store();
  if (verdict.resources.length === 0 || store.stands(memo.answers)) return memo.findings;
  const run = load();
  const asked: string[] = [];
  const hits: Hit[] = [];
  const index = viewOf(workspace, store, set, asked);
  const around = { options, crash: run.crash, hits, locate: store.locate };
  const cluster = () => run.clusters(store, set, asked);
  const solvers = createSolvers(run.place, index, cluster);
  memo.findings = onResources(run.workspace, verdict, around, (context) => ({
    ...context,
    index,
    cluster,
    solvers,
  })).sort(inTextOrder);
  memo.hits = hits;
  store.remember(memo.answers, asked);
  return memo.findings;
}

function onResources(
  rules: readonly Rule[],
  { resources, contexts, silences, sound }: Pick<Verdict, 'resources' | 'contexts' | 'silences' | 'sound'>,
  around: Pick<Surroundings, 'options' | 'crash' | 'hits' | 'locate'>,
  world: (context: DocumentContext) => DocumentContext = (context) => context,
): Judged[] {
  const judged: Judged[] = [];
  for (const [i, resource] of resources.entries()) {
    const document = contexts[i];
    if (!document) continue;
    const context = world(document);
    const offers: Offers = { fixes: sound, silence: sound ? document : undefined };
    const surroundings = { ...around, silences, offers };
    for (const rule of rulesFor(rules, resource.kind))
      judged.push(...apply(rule, resource, context, surroundings));
  }
  return judged;
}

/** A fix of these rules makes a text whole that is not: it is offered all the same. */
function onText(
  rules: readonly Rule[],
  written: SubjectByScope<Kind>['text'],
  { silences, sound, contexts }: Verdict,
  options: Options,
  crash: OnRuleCrash,
  hits: Hit[],
): readonly Judged[] {
  const offers: Offers = { fixes: true, silence: sound ? contexts[0] : undefined };
  return rules.flatMap((rule) => apply(rule, written, options, { options, crash, silences, hits, offers }));
}
