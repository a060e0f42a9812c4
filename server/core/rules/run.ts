/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import { releaseFor } from '../facts.ts';
import { mayHoldResource, type Resource, resourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { registry } from './registry.gen.ts';
import type { DocumentContext, Finding, Fix, Rule, Severity } from './rule.ts';
import { type Silences, silencesOf, silencingComment } from './suppress.ts';
import { texts } from './texts.ts';

/** A finding with the rule that made it; places are relative to the document. */
export interface Judged extends Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What the rule offers, and none where the text is not whole. */
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
        const title = texts[options.locale].silenceHere(rule.id);
        const silence: Fix = {
          title,
          safety: 'unsafe',
          edits: edit.commentAbove(finding.at, silencingComment(rule.id)),
        };
        judged.push({
          ...finding,
          rule: rule.id,
          severity,
          fixes: sound ? (finding.fixes ?? []) : [],
          silence: sound ? silence : undefined,
        });
      }
    }
  }
  return judged.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
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
