/** One rule on one subject: its findings with severity, fixes made late, and what a comment silences left out. */
import type { Kind, Known } from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { placeOf } from '../workspace/composite.ts';
import type { Located } from '../workspace/store.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type {
  ContextByScope,
  DocumentContext,
  Finding,
  Fix,
  Rule,
  Scope,
  Severity,
  SubjectByScope,
} from './rule.ts';
import { type Hit, type Silences, silencingComment } from './suppress.ts';
import { texts } from './texts.ts';

/** A finding with the rule that made it; places are relative to the document. */
export interface Judged {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: Span;
  readonly message: string;
  readonly related: readonly JudgedRelated[];
  /** What the rule offers, made when first asked for; none where the text is not whole. */
  readonly fixes: readonly JudgedFix[];
  /** The comment that silences the rule here. */
  readonly silence: JudgedFix | undefined;
}

/** A place that belongs to a finding: in its own document, or in another one. */
export interface JudgedRelated {
  readonly at: Span;
  readonly message: string;
  readonly elsewhere: DocumentName | undefined;
}

/** A fix as it is offered: edits of the finding's own document, and of others. */
export interface JudgedFix {
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly edits: readonly TextEdit[];
  readonly ofBuild?: Fix['ofBuild'];
  readonly elsewhere?: readonly (DocumentName & { readonly edits: readonly TextEdit[] })[];
}

/** A document of the workspace. */
export interface DocumentName {
  readonly path: string;
  readonly document: YamlDocument;
}

/** Told of a rule that threw, once for each rule. */
export type OnRuleCrash = (rule: string, error: unknown) => void;

export const inTextOrder = (a: Judged, b: Judged) => a.at.start - b.at.start || a.at.end - b.at.end;

/** What may be offered beside a finding. */
export interface Offers {
  readonly fixes: boolean;
  /** What writes the silencing comment. */
  readonly silence: DocumentContext | undefined;
}

export interface Surroundings {
  readonly options: Options;
  readonly crash: OnRuleCrash;
  readonly silences: Silences;
  readonly hits: Hit[];
  readonly offers: Offers;
  /** Where another resource is. */
  readonly locate?: (resource: Known) => Located | undefined;
}

/** What a rule says of one subject, without what comments silence. */
export function apply(
  rule: Rule,
  subject: SubjectByScope<Kind>[Scope],
  context: ContextByScope[Scope],
  { options, crash, silences, hits, offers, locate }: Surroundings,
): readonly Judged[] {
  const severity = options.rules[rule.id] ?? rule.severity;
  if (severity === 'off') return [];
  const judged: Judged[] = [];
  for (const finding of guarded(rule, subject, context, crash)) {
    if (silences.directives.length > 0) hits.push({ rule: rule.id, at: finding.at });
    // What an anchor says in several places is found, and told, once.
    if (judged.some((one) => isSame(one, finding))) continue;
    if (!silences.here(rule.id, finding.at))
      judged.push(new JudgedFinding(rule.id, severity, finding, offers, crash, locate));
  }
  return judged;
}

function isSame(one: Judged, { at, message }: Finding): boolean {
  return one.at.start === at.start && one.at.end === at.end && one.message === message;
}

class JudgedFinding implements Judged {
  readonly rule: string;
  readonly severity: Severity;
  readonly #finding: Finding;
  readonly #offers: Offers;
  readonly #crash: OnRuleCrash;
  readonly #locate: Surroundings['locate'];
  #fixes: readonly Fix[] | undefined;

  constructor(
    rule: string,
    severity: Severity,
    finding: Finding,
    offers: Offers,
    crash: OnRuleCrash,
    locate: Surroundings['locate'],
  ) {
    this.#locate = locate;
    this.rule = rule;
    this.severity = severity;
    this.#finding = finding;
    this.#offers = offers;
    this.#crash = crash;
  }

  get at(): Span {
    return this.#finding.at;
  }

  get message(): string {
    return this.#finding.message;
  }

  get related(): readonly JudgedRelated[] {
    return (this.#finding.related ?? []).flatMap(({ at, message, of }): readonly JudgedRelated[] => {
      if (!of) return [{ at, message, elsewhere: undefined }];
      const located = this.#locate?.(of);
      const place = located && placeOf(located.composite, at);
      return place ? [{ at: place.span, message, elsewhere: place }] : [];
    });
  }

  get fixes(): readonly JudgedFix[] {
    this.#fixes ??= this.#makeFixes();
    return this.#fixes;
  }

  get silence(): JudgedFix | undefined {
    if (!this.#offers.silence) return undefined;
    const { edit, locale } = this.#offers.silence;
    const edits = edit.commentAbove(this.at, silencingComment(this.rule));
    return { title: texts[locale].silenceHere(this.rule), safety: 'unsafe', edits };
  }

  #makeFixes(): readonly Fix[] {
    try {
      return (this.#offers.fixes && this.#finding.fixes?.()) || [];
    } catch (error) {
      this.#crash(this.rule, error);
      return [];
    }
  }
}

/** A rule that throws reports nothing here; the others go on. */
function guarded(
  rule: Rule,
  subject: SubjectByScope<Kind>[Scope],
  context: ContextByScope[Scope],
  crash: OnRuleCrash,
): readonly Finding[] {
  try {
    // The scope of a rule says what it gets; it is called with that.
    return [...rule.check(subject as never, context as never)];
  } catch (error) {
    crash(rule.id, error);
    return [];
  }
}
