/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import { releaseFor } from '../facts.ts';
import { mayHoldResource, type Resource, resourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { Span } from '../text/span.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { registry } from './registry.gen.ts';
import type { DocumentContext, Finding, Fix, Related, Rule, Severity } from './rule.ts';
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
  judgeWith(options: Options): (document: YamlDocument) => Verdict;
}

/** What the rules and the comments of one document say. */
export interface Verdict {
  /** In text order. */
  readonly findings: readonly Judged[];
  /** Rules that a comment in this document silences in the whole file. */
  readonly silencedInFile: readonly string[] | undefined;
}

/** A runner with a memory: it forgets a document when nobody else holds it. */
export function createRunner(onRuleCrash: OnRuleCrash, rules: readonly Rule[] = registry): Runner {
  const judges = new WeakMap<Options, (document: YamlDocument) => Verdict>();
  const crashed = new Set<string>();
  const crash: OnRuleCrash = (rule, error) => {
    if (!crashed.has(rule)) onRuleCrash(rule, error);
    crashed.add(rule);
  };
  return {
    judgeWith(options) {
      const known = judges.get(options);
      if (known) return known;
      const judge = (document: YamlDocument): Verdict => {
        const silences = silencesOf(document.text);
        const findings = mayHoldResource(document.text)
          ? judgeDocument(document, options, rules, silences, crash)
          : [];
        return { findings, silencedInFile: silences.file };
      };
      const remembering = (document: YamlDocument) => remember(document, judge, judge);
      judges.set(options, remembering);
      return remembering;
    },
  };
}

function judgeDocument(
  document: YamlDocument,
  options: Options,
  rules: readonly Rule[],
  silences: Silences,
  crash: OnRuleCrash,
): readonly Judged[] {
  const { root, sound } = document.parsed();
  const resources = resourcesOf(root);
  if (resources.length === 0) return [];
  const edit = editorOf(document.text, root);
  const judged: Judged[] = [];
  for (const resource of resources) {
    const context: DocumentContext = {
      locale: options.locale,
      release: releaseFor(resource.apiVersion, options.release),
      http01: options.http01,
      edit,
    };
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
    return [...rule.check(resource, context)];
  } catch (error) {
    crash(rule.id, error);
    return [];
  }
}
