/** Runs the rules over a file's documents; each rule isolated, each unchanged document judged once. */
import { releaseFor } from '../facts.ts';
import { mayHoldResource, type Resource, resourcesOf } from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { editorOf } from '../yaml/edit.ts';
import { registry } from './registry.gen.ts';
import type { DocumentContext, Finding, Fix, Rule, Severity } from './rule.ts';
import { silencesOf, silencingComment } from './suppress.ts';
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
  /** The findings of one document in text order. Equal inputs give the very same answer. */
  judge(document: YamlDocument, options: Options): readonly Judged[];
}

const none: readonly Judged[] = [];

/** A runner with a memory: it forgets a document when nobody else holds it. */
export function createRunner(onRuleCrash: OnRuleCrash, rules: readonly Rule[] = registry): Runner {
  const memory = new WeakMap<YamlDocument, { options: Options; judged: readonly Judged[] }>();
  const crashed = new Set<string>();
  const crash: OnRuleCrash = (rule, error) => {
    if (!crashed.has(rule)) onRuleCrash(rule, error);
    crashed.add(rule);
  };
  return {
    judge(document, options) {
      const known = memory.get(document);
      if (known?.options === options) return known.judged;
      const judged = mayHoldResource(document.text) ? judgeDocument(document, options, rules, crash) : none;
      memory.set(document, { options, judged });
      return judged;
    },
  };
}

function judgeDocument(
  document: YamlDocument,
  options: Options,
  rules: readonly Rule[],
  crash: OnRuleCrash,
): readonly Judged[] {
  const { root, sound } = document.parsed();
  const resources = resourcesOf(root);
  if (resources.length === 0) return none;
  const edit = editorOf(document.text, root);
  const silenced = silencesOf(document.text);
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
        if (silenced(rule.id, finding.at)) continue;
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
