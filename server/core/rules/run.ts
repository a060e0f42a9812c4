/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import { releaseFor } from '../facts.ts';
import { type Kind, mayHoldResource, namesResource, type Resource, resourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { check, type SchemaProblem } from '../schema/check.ts';
import { createSchemas, type Schemas } from '../schema/schema.ts';
import { nearest } from '../text/nearest.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { type Parsed, parse } from '../yaml/parse.ts';
import { apply, inTextOrder, type Judged, type Offers, type OnRuleCrash } from './apply.ts';
import { createIndex, type Index, type Memory } from './resourceIndex.ts';
import type { DocumentContext, Rule, Scope, SubjectByScope } from './rule.ts';
import { type Hit, idleOf, type KnownRules, type Silences, silencesOf } from './suppress.ts';

export interface Runner {
  /** How documents are judged with these options. Equal inputs give the very same answer. */
  judgeWith(options: Options): Judge;
  /** The index of a file's resources, as these options see them. */
  indexOf(lineage: object, options: Options): Index;
  /** The structure of the API. */
  schemas(): Schemas;
}

export interface Judge {
  /** What the rules say of one document by itself. */
  readonly document: (document: YamlDocument) => Verdict;
  /** What the rules say that look at other documents too; `all` are those of the file, this one included. */
  readonly workspace: (document: YamlDocument, index: Index) => readonly Judged[];
  /** What the rules say of the comments that silence findings; called when the others of the file have been. */
  readonly comments: (document: YamlDocument, file: readonly YamlDocument[]) => readonly Judged[];
}

/** What the rules and the comments of one document say. */
export interface Verdict {
  /** In text order. */
  readonly findings: readonly Judged[];
  readonly resources: readonly Resource[];
  /** Rules that a comment in this document silences in the whole file. */
  readonly silencedInFile: readonly string[] | undefined;
  /** The answers of the index that the last workspace findings rest on. */
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

/** What is to be known: rules, and the packed structure of the API. */
export interface Known {
  readonly rules: readonly Rule[];
  readonly table: string;
}

/** A runner with a memory: it forgets a document when nobody else holds it. `load` is called at the first resource. */
export function createRunner(onRuleCrash: OnRuleCrash, load: () => Known): Runner {
  const judges = new WeakMap<Options, Judge>();
  const indexes = new WeakMap<Options, WeakMap<object, Index>>();
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
    indexOf(lineage, options) {
      const known = indexes.get(options) ?? new WeakMap<object, Index>();
      indexes.set(options, known);
      const index = known.get(lineage) ?? createIndex();
      known.set(lineage, index);
      return index;
    },
    judgeWith(options) {
      const known = judges.get(options);
      if (known) return known;
      const judge = (document: YamlDocument) => judgeDocument(document, options, run);
      const remembering = (document: YamlDocument) => remember(document, judge, judge);
      const made: Judge = {
        document: remembering,
        workspace: (document, index) => judgeInWorkspace(remembering(document), index, options, run),
        comments: (document, file) =>
          judgeComments(document.text, remembering(document), file.map(remembering), options, run),
      };
      judges.set(options, made);
      return made;
    },
  };
}

function runOf({ rules, table }: Known, crash: OnRuleCrash): Run {
  const byScope = (scope: Scope) => rules.filter((rule) => rule.scope === scope);
  return {
    schemas: createSchemas(table),
    rules,
    document: byScope('document'),
    workspace: byScope('workspace'),
    text: byScope('text'),
    comments: byScope('comments'),
    crash,
  };
}

interface Run {
  readonly schemas: Schemas;
  readonly rules: readonly Rule[];
  readonly document: readonly Rule[];
  readonly workspace: readonly Rule[];
  readonly text: readonly Rule[];
  readonly comments: readonly Rule[];
  readonly crash: OnRuleCrash;
}

function judgeDocument(document: YamlDocument, options: Options, load: () => Run): Verdict {
  const { text } = document;
  const silences = silencesOf(text);
  const parsed = mayHoldResource(text) ? document.parsed() : undefined;
  const resources = resourcesOf(parsed?.root);
  const empty: Verdict = {
    findings: [],
    resources,
    silencedInFile: silences.file,
    memo: {
      findings: [],
      hits: [],
      answers: { index: undefined, generation: -1, asked: [] },
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
  const contexts = contextsOf(text, parsed, resources, options, run);
  const verdict = { ...empty, contexts };
  const hits: Hit[] = [];
  const written = { ...parsed, text, held, parse };
  const findings = [
    ...onResources(run.document, verdict, options, run.crash, hits, (context) => context),
    ...onText(run.text, written, verdict, options, run.crash, hits),
  ];
  return { ...verdict, hits, findings: findings.sort(inTextOrder) };
}

function contextsOf(
  text: string,
  parsed: Parsed,
  resources: readonly Resource[],
  options: Options,
  run: Run,
): readonly DocumentContext[] {
  const edit = editorOf(text, parsed);
  return resources.map(({ apiVersion, kind, map }): DocumentContext => {
    const release = releaseFor(apiVersion, options.release);
    const schema = run.schemas.of(apiVersion, kind);
    let problems: readonly SchemaProblem[] | undefined;
    return {
      locale: options.locale,
      release,
      clusterRelease: options.release,
      schema,
      http01: options.http01,
      edit,
      problems() {
        problems ??= schema ? check(map, schema, release) : [];
        return problems;
      },
    };
  });
}

/** Runs the rules that see other resources, unless every answer that they got the last time still stands. */
function judgeInWorkspace(
  verdict: Verdict,
  index: Index,
  options: Options,
  load: () => Run,
): readonly Judged[] {
  const { memo } = verdict;
  if (verdict.resources.length === 0 || index.stands(memo.answers)) return memo.findings;
  const run = load();
  const asked: string[] = [];
  const hits: Hit[] = [];
  const recording = index.recording(asked);
  const found = onResources(run.workspace, verdict, options, run.crash, hits, (context) => ({
    ...context,
    index: recording,
  }));
  memo.findings = found.sort(inTextOrder);
  memo.hits = hits;
  index.remember(memo.answers, asked);
  return memo.findings;
}

/** Runs the rules on comments, unless the same comments do nothing as the last time. */
function judgeComments(
  text: string,
  verdict: Verdict,
  file: readonly Verdict[],
  options: Options,
  load: () => Run,
): readonly Judged[] {
  const { silences, memo } = verdict;
  if (silences.directives.length === 0) return [];
  const run = load();
  const hitsOf = ({ silences, hits, findings, memo }: Verdict) =>
    silences.directives.length > 0 ? [...hits, ...memo.hits] : [...findings, ...memo.findings];
  const here = verdict.whole && verdict.resources.length > 0 ? hitsOf(verdict) : undefined;
  const judged = file.every(({ whole }) => whole) && file.some(({ resources }) => resources.length > 0);
  const idle = idleOf(silences, here, judged ? file.flatMap(hitsOf) : undefined, knownRules(run, options));
  const key = JSON.stringify(idle);
  if (memo.comments?.idle !== key)
    memo.comments = {
      idle: key,
      findings: onComments(run.comments, { text, idle }, silences, options, run.crash),
    };
  return memo.comments.findings;
}

function knownRules({ rules }: Run, options: Options): KnownRules {
  const ids = rules.map(({ id }) => id);
  // A comment that speaks of the rules on comments cannot be judged by them.
  const isOff = ({ id, scope }: Rule) => options.rules[id] === 'off' || scope === 'comments';
  return {
    state(id) {
      const rule = rules.find((rule) => rule.id === id);
      return rule ? (isOff(rule) ? 'off' : 'on') : 'unknown';
    },
    anyOff: rules.some(({ id }) => options.rules[id] === 'off'),
    nearest: (id) => nearest(id, ids),
  };
}

function onResources(
  rules: readonly Rule[],
  { resources, contexts, silences, sound }: Pick<Verdict, 'resources' | 'contexts' | 'silences' | 'sound'>,
  options: Options,
  crash: OnRuleCrash,
  hits: Hit[],
  world: (context: DocumentContext) => DocumentContext,
): Judged[] {
  const judged: Judged[] = [];
  for (const [i, resource] of resources.entries()) {
    const document = contexts[i];
    if (!document) continue;
    const context = world(document);
    const offers: Offers = { fixes: sound, silence: sound ? document : undefined };
    for (const rule of rules)
      if (rule.kinds.includes(resource.kind))
        judged.push(...apply(rule, resource, context, { options, crash, silences, hits, offers }));
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

function onComments(
  rules: readonly Rule[],
  comments: SubjectByScope<Kind>['comments'],
  silences: Silences,
  options: Options,
  crash: OnRuleCrash,
): readonly Judged[] {
  const offers: Offers = { fixes: true, silence: undefined };
  // A comment that silences all rules does not silence what is said of itself.
  const byName: Silences = { ...silences, here: (rule, at) => silences.here(rule, at, true) };
  return rules.flatMap((rule) =>
    apply(rule, comments, options, { options, crash, silences: byName, hits: [], offers }),
  );
}
