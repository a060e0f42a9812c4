/** Judges the comments that silence findings, when everything that they could silence is known. */
import type { Kind } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { nearest } from '../text/nearest.ts';
import { firstFrom } from '../text/sorted.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { writtenTexts } from '../yaml/layout.ts';
import { apply, type Judged, type Offers, type OnRuleCrash } from './apply.ts';
import type { Run } from './judging.ts';
import type { Rule, SubjectByScope } from './rule.ts';
import type { BuiltHits, Verdict } from './run.ts';
import { type Idle, idleOf, type KnownRules, type Silences } from './suppress.ts';

/** A document whose comments are judged, among those of its file. */
export interface Commented {
  readonly document: YamlDocument;
  readonly file: readonly YamlDocument[];
  readonly verdictOf: (document: YamlDocument) => Verdict;
  readonly built: BuiltHits;
}

/** Runs the rules on comments, unless the same comments do nothing as the last time. */
export function judgeComments(
  { document, file, verdictOf, built }: Commented,
  options: Options,
  run: Run,
): readonly Judged[] {
  const { text } = document;
  const verdict = verdictOf(document);
  const { silences, memo } = verdict;
  const hitsOf = (document: YamlDocument) => {
    const { silences, hits, findings, memo } = verdictOf(document);
    const own = silences.directives.length > 0 ? [...hits, ...memo.hits] : [...findings, ...memo.findings];
    return [...own, ...(built.get(document) ?? [])];
  };
  const verdicts = file.map(verdictOf);
  const here = verdict.whole && verdict.resources.length > 0 ? hitsOf(document) : undefined;
  const judged =
    verdicts.every(({ whole }) => whole) && verdicts.some(({ resources }) => resources.length > 0);
  const all = idleOf(silences, here, judged ? file.flatMap(hitsOf) : undefined, knownRules(run, options));
  const idle = all.length > 0 ? all.filter(isComment(document)) : all;
  const key = JSON.stringify(idle);
  if (memo.comments?.idle !== key)
    memo.comments = {
      idle: key,
      findings: onComments(run.comments, { text, idle }, silences, options, run.crash),
    };
  return memo.comments.findings;
}

/** Whether a directive is not within a key or a value: a block scalar may hold another file. */
function isComment(document: YamlDocument): (idle: Idle) => boolean {
  const texts = writtenTexts(document.text, document.parsed().root);
  const starts = texts.map(({ start }) => start);
  return ({ directive: { at } }) => (texts[firstFrom(starts, at.start) - 1]?.end ?? 0) <= at.start;
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
