/** The rules at work: loaded when the first resource is met. */
import type { PlaceSolvers } from '../issuance/placedSolver.ts';
import type { Kind } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { createSchemas, type Schemas } from '../schema/schema.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { editorOf } from '../yaml/edit.ts';
import { type Parsed, parse } from '../yaml/parse.ts';
import {
  apply,
  inTextOrder,
  type Judged,
  type Offers,
  type OnRuleCrash,
  type Surroundings,
} from './apply.ts';
import { createBuildJudge, createBuiltJudge } from './built.ts';
import type { Clusters } from './cluster.ts';
import { type Commented, judgeComments } from './comments.ts';
import { contextOf } from './context.ts';
import type { DocumentContext, Rule, Scope, SubjectByScope } from './rule.ts';
import type { Judge, Verdict } from './run.ts';
import { createSolvers } from './solvers.ts';
import { type Hit, type Silences, silencesOf } from './suppress.ts';
import { viewOf } from './view.ts';

/** What is to be known: rules, the packed structure of the API, and how solvers are placed. */
export interface Grounds {
  readonly rules: readonly Rule[];
  readonly table: string;
  readonly createClusters: () => Clusters;
  readonly placedSolvers: PlaceSolvers;
}

/** Judges what a runner has chosen and nobody has judged yet. */
export interface Judging {
  /** The structure of the API. */
  readonly schemas: Schemas;
  readonly clusters: Clusters;
  /** What the comments of a text silence. */
  readonly silencesOf: (text: string) => Silences;
  /** `bare` with what the rules say of a document by itself. */
  readonly document: (text: string, parsed: Parsed, bare: Verdict, options: Options) => Verdict;
  /** What those rules say that look at other resources, too. The verdict remembers it, with what was asked. */
  readonly workspace: (
    verdict: Verdict,
    workspace: Workspace,
    set: string,
    options: Options,
  ) => readonly Judged[];
  readonly built: (options: Options) => Judge['built'];
  readonly build: (options: Options) => Judge['build'];
  readonly comments: (commented: Commented, options: Options) => readonly Judged[];
}

/** Judging with these rules; `crash` is told of one that throws. */
export function createJudging(grounds: Grounds, crash: OnRuleCrash): Judging {
  const run = runOf(grounds, crash);
  return {
    schemas: run.schemas,
    clusters: run.clusters,
    silencesOf,
    document: (text, parsed, bare, options) => judgeDocument(text, parsed, bare, options, run),
    workspace: (verdict, workspace, set, options) => judgeInWorkspace(verdict, workspace, set, options, run),
    built: (options) => createBuiltJudge(options, run),
    build: (options) => createBuildJudge(options, run),
    comments: (commented, options) => judgeComments(commented, options, run),
  };
}

function runOf({ rules, table, createClusters, placedSolvers }: Grounds, crash: OnRuleCrash): Run {
  const byScope = (scope: Scope) => rules.filter((rule) => rule.scope === scope);
  const byKind = new Map<Scope, Map<Kind, readonly Rule[]>>();
  return {
    of(scope, kind) {
      const kinds = byKind.get(scope) ?? new Map<Kind, readonly Rule[]>();
      byKind.set(scope, kinds);
      const known = kinds.get(kind) ?? byScope(scope).filter((rule) => rule.kinds.includes(kind));
      kinds.set(kind, known);
      return known;
    },
    schemas: createSchemas(table),
    clusters: createClusters(),
    place: placedSolvers,
    rules,
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
  /** The rules that look at resources of a kind. */
  readonly of: (scope: 'document' | 'workspace', kind: Kind) => readonly Rule[];
  readonly text: readonly Rule[];
  readonly comments: readonly Rule[];
  readonly build: readonly Rule[];
  readonly crash: OnRuleCrash;
}

/** What the rules say of a document by itself: `bare` with its findings. */
function judgeDocument(text: string, parsed: Parsed, bare: Verdict, options: Options, run: Run): Verdict {
  const edit = editorOf(text, parsed);
  const contexts = bare.resources.map((resource) =>
    contextOf(resource, edit, options, run.schemas, { isSound: parsed.sound }),
  );
  const verdict = { ...bare, contexts };
  const hits: Hit[] = [];
  const written = { ...parsed, text, held: bare.resources.length > 0, parse };
  const ofResources = onResources('document', verdict, run, { options, crash: run.crash, hits });
  const ofText = onText(run.text, written, verdict, options, run.crash, hits);
  return { ...verdict, hits, ofText, findings: [...ofResources, ...ofText].sort(inTextOrder) };
}

/** Runs the rules that see other resources, and remembers what they asked. */
function judgeInWorkspace(
  verdict: Verdict,
  workspace: Workspace,
  set: string,
  options: Options,
  run: Run,
): readonly Judged[] {
  const { memo } = verdict;
  const store = workspace.store();
  const asked: string[] = [];
  const hits: Hit[] = [];
  const index = viewOf(workspace, store, set, asked);
  const around = { options, crash: run.crash, hits, locate: store.locate };
  const cluster = () => run.clusters(store, set, asked);
  const solvers = createSolvers(run.place, index, cluster);
  memo.findings = onResources('workspace', verdict, run, around, (context) => ({
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
  scope: 'document' | 'workspace',
  { resources, contexts, silences, sound }: Pick<Verdict, 'resources' | 'contexts' | 'silences' | 'sound'>,
  run: Run,
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
    for (const rule of run.of(scope, resource.kind))
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
