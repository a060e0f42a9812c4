/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import { releaseFor } from '../facts.ts';
import { mayHoldResource, type Resource, resourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { check, type SchemaProblem } from '../schema/check.ts';
import { createSchemas, type Schemas } from '../schema/schema.ts';
import type { Span } from '../text/span.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { registry } from './registry.gen.ts';
import type { Asked, Index } from './resourceIndex.ts';
import type { DocumentContext, Finding, Fix, Related, Rule, Severity, WorkspaceContext } from './rule.ts';
import { type Silences, silencesOf, silencingComment } from './suppress.ts';
import { texts } from './texts.ts';

/** A finding with the rule that made it; places are relative to the document. */
export interface Judged {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly Related[];
  /** What the rule offers, made when first asked for; none where the text is not whole. */
  readonly fixes: readonly Fix[];
  /** The comment that silences the rule here. */
  readonly silence: Fix | undefined;
}

/** Told of a rule that threw, once for each rule. */
export type OnRuleCrash = (rule: string, error: unknown) => void;

export interface Runner {
  /** How documents are judged with these options. Equal inputs give the very same answer. */
  judgeWith(options: Options): Judge;
}

export interface Judge {
  /** What the rules say of one document by itself. */
  readonly document: (document: YamlDocument) => Verdict;
  /** What the rules say that look at other documents too; `all` are those of the file, this one included. */
  readonly workspace: (document: YamlDocument, index: Index) => readonly Judged[];
}

/** What the rules and the comments of one document say. */
export interface Verdict {
  /** In text order. */
  readonly findings: readonly Judged[];
  readonly resources: readonly Resource[];
  /** Rules that a comment in this document silences in the whole file. */
  readonly silencedInFile: readonly string[] | undefined;
  /** The answers of the index that the last workspace findings rest on. */
  readonly memo: { findings: readonly Judged[]; asked: readonly Asked[] | undefined };
  readonly silences: Silences;
  readonly contexts: readonly DocumentContext[];
  readonly sound: boolean;
}

/** A runner with a memory: it forgets a document when nobody else holds it. */
export function createRunner(onRuleCrash: OnRuleCrash, rules: readonly Rule[] = registry): Runner {
  const judges = new WeakMap<Options, Judge>();
  const crashed = new Set<string>();
  const crash: OnRuleCrash = (rule, error) => {
    if (!crashed.has(rule)) onRuleCrash(rule, error);
    crashed.add(rule);
  };
  const byScope = (scope: Rule['scope']) => rules.filter((rule) => rule.scope === scope);
  const run = {
    schemas: createSchemas(),
    document: byScope('document'),
    workspace: byScope('workspace'),
    crash,
  };
  return {
    judgeWith(options) {
      const known = judges.get(options);
      if (known) return known;
      const judge = (document: YamlDocument) => judgeDocument(document, options, run);
      const remembering = (document: YamlDocument) => remember(document, judge, judge);
      const made: Judge = {
        document: remembering,
        workspace: (document, index) => judgeInWorkspace(remembering(document), index, options, run),
      };
      judges.set(options, made);
      return made;
    },
  };
}

interface Run {
  readonly schemas: Schemas;
  readonly document: readonly Rule[];
  readonly workspace: readonly Rule[];
  readonly crash: OnRuleCrash;
}

function judgeDocument(document: YamlDocument, options: Options, run: Run): Verdict {
  const silences = silencesOf(document.text);
  const memo: Verdict['memo'] = { findings: [], asked: undefined };
  const { root, sound } = mayHoldResource(document.text)
    ? document.parsed()
    : { root: undefined, sound: true };
  const resources = resourcesOf(root);
  if (resources.length === 0) {
    return { findings: [], resources, silencedInFile: silences.file, memo, silences, contexts: [], sound };
  }
  const edit = editorOf(document.text, root);
  const contexts = resources.map(({ apiVersion, kind, map }): DocumentContext => {
    const release = releaseFor(apiVersion, options.release);
    const schema = run.schemas.of(apiVersion, kind);
    let problems: readonly SchemaProblem[] | undefined;
    return {
      locale: options.locale,
      release,
      http01: options.http01,
      edit,
      problems() {
        problems ??= schema ? check(map, schema, release) : [];
        return problems;
      },
    };
  });
  const verdict = { resources, silencedInFile: silences.file, memo, silences, contexts, sound };
  return { ...verdict, findings: apply(run.document, verdict, options, run.crash, (context) => context) };
}

/** Runs the rules that see other resources, unless every answer that they got the last time still stands. */
function judgeInWorkspace(verdict: Verdict, index: Index, options: Options, run: Run): readonly Judged[] {
  const { memo } = verdict;
  if (verdict.resources.length === 0 || memo.asked?.every((asked) => index.stillAnswers(asked)))
    return memo.findings;
  const asked: Asked[] = [];
  const recording = index.recording(asked);
  memo.findings = apply(run.workspace, verdict, options, run.crash, (context) => ({
    ...context,
    index: recording,
  }));
  memo.asked = asked;
  return memo.findings;
}

function apply(
  rules: readonly Rule[],
  { resources, contexts, silences, sound }: Pick<Verdict, 'resources' | 'contexts' | 'silences' | 'sound'>,
  options: Options,
  crash: OnRuleCrash,
  world: (context: DocumentContext) => DocumentContext,
): readonly Judged[] {
  const judged: Judged[] = [];
  for (const [i, resource] of resources.entries()) {
    const document = contexts[i];
    if (!document) continue;
    const context = world(document);
    for (const rule of rules) {
      const severity = options.rules[rule.id] ?? rule.severity;
      if (severity === 'off' || !rule.kinds.includes(resource.kind)) continue;
      for (const finding of guarded(rule, resource, context, crash)) {
        if (silences.here(rule.id, finding.at)) continue;
        judged.push(new JudgedFinding(rule.id, severity, finding, sound ? context : undefined, crash));
      }
    }
  }
  return judged.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
}

class JudgedFinding implements Judged {
  readonly rule: string;
  readonly severity: Severity;
  readonly #finding: Finding;
  /** Undefined where no fix can be offered. */
  readonly #context: DocumentContext | undefined;
  readonly #crash: OnRuleCrash;
  #fixes: readonly Fix[] | undefined;

  constructor(
    rule: string,
    severity: Severity,
    finding: Finding,
    context: DocumentContext | undefined,
    crash: OnRuleCrash,
  ) {
    this.rule = rule;
    this.severity = severity;
    this.#finding = finding;
    this.#context = context;
    this.#crash = crash;
  }

  get at(): Span {
    return this.#finding.at;
  }

  get message(): string {
    return this.#finding.message;
  }

  get related(): readonly Related[] {
    return this.#finding.related ?? [];
  }

  get fixes(): readonly Fix[] {
    this.#fixes ??= this.#makeFixes();
    return this.#fixes;
  }

  get silence(): Fix | undefined {
    if (!this.#context) return undefined;
    const { edit, locale } = this.#context;
    const edits = edit.commentAbove(this.at, silencingComment(this.rule));
    return { title: texts[locale].silenceHere(this.rule), safety: 'unsafe', edits };
  }

  #makeFixes(): readonly Fix[] {
    try {
      return (this.#context && this.#finding.fixes?.()) ?? [];
    } catch (error) {
      this.#crash(this.rule, error);
      return [];
    }
  }
}

/** A rule that throws reports nothing for this resource; the others go on. */
function guarded(
  rule: Rule,
  resource: Resource,
  context: DocumentContext,
  crash: OnRuleCrash,
): readonly Finding[] {
  try {
    // The scope of a rule says which context it gets; `apply` is called with that one.
    return [...rule.check(resource, context as WorkspaceContext)];
  } catch (error) {
    crash(rule.id, error);
    return [];
  }
}
