/** The engine: judges files of a workspace, and fixes them. */

import type { Release } from './facts.ts';
import { type Assist, createAssist } from './features/assist.ts';
import type { ClusterWords } from './features/clusterWords.ts';
import { type FileFinding, findingsOf, stepsToFindings, type Where } from './findings.ts';
import type { Plan } from './issuance/plan.ts';
import type { Knowledge } from './knowledge.ts';
import type { Known } from './model/resource.ts';
import type { Options } from './options.ts';
import type { PathAnswer, PathQuestion } from './pathsOf.ts';
import { createOptionsIn, rememberResources } from './remembered.ts';
import type { Judged, JudgedFix, OnRuleCrash } from './rules/apply.ts';
import type { Judging } from './rules/judging.ts';
import type { Locale } from './rules/rule.ts';
import { createRunner } from './rules/run.ts';
import { asideOf, type Said } from './said.ts';
import { editFile, fileOf, openFile, type SourceFile } from './source.ts';
import { isWorthSurveying, noSurvey, type Survey } from './survey.ts';
import { byDocument, takeTogether, takingsOf } from './takings.ts';
import { applyEdits, type TextEdit } from './text/edit.ts';
import { shift } from './text/span.ts';
import type { Located } from './workspace/store.ts';
import { createWorkspace, type Workspace } from './workspace/workspace.ts';
import { createDocument, type YamlDocument } from './yaml/documents.ts';
import type { YamlNode } from './yaml/tree.ts';

/** What fix-all did: the new text, the fixes taken and the findings that are left. */
export interface Fixed {
  readonly text: string;
  readonly applied: readonly { readonly rule: string; readonly title: string }[];
  readonly left: readonly FileFinding[];
}

export interface Engine extends Assist {
  /** The options that count in a workspace: one that nobody chose a release for may tell which one it installs. */
  optionsIn(workspace: Workspace, options: Options, path?: string): Options;
  /** A workspace without files. Its files are judged by this engine only. */
  createWorkspace(): Workspace;
  /**
   * All findings of a file in text order; `where` it stands in a workspace, if it does. It becomes the state of its path
   * there. A document that did not change costs nothing.
   */
  findings(file: SourceFile, options: Options, where?: Where): readonly FileFinding[];
  /** Does a part of what `findings` will do, step by step: for hosts that have more to do. */
  stepsToFindings(options: Options, where: Where): Iterable<void>;
  /**
   * Applies the preferred fix of every finding until nothing changes; unsafe ones only where `reach` says so. A fix that
   * would harm the text is left out. The workspace is left as it was. `only`: the findings of one rule.
   */
  fixAll(
    file: SourceFile,
    options: Options,
    where?: Where,
    only?: string,
    reach?: JudgedFix['safety'],
  ): Fixed;
  /** Whether a fix does what it says: with it the text is whole, and this is said once less. */
  cures(found: FileFinding, fix: JudgedFix, options: Options): boolean;
  /** What leads from place to place; undefined where the host has no use for it. */
  navigation(): Knowledge['navigation'];
  /** Whether a resource has been met, and the knowledge is loaded. */
  readonly isAwake: boolean;
  /** What of a workspace is analysed and what is not; `isMeant`: in which files. */
  survey(workspace: Workspace, isMeant?: (path: string) => boolean): Survey;
  /** What will happen to every Certificate of a workspace. */
  plan(workspace: Workspace, release: Release): Plan;
  /** A plan for people. */
  planTree: Knowledge['planTree'];
  /** What the workspace tells of its cluster; undefined where nobody shows it. */
  clusterWords(workspace: Workspace, locale: Locale): ClusterWords | undefined;
  /**
   * Answers which rules report something in a resource of a workspace, and not in its nodes `aside`; sorted. For one round of
   * questions: what is found in a file is looked up once.
   */
  rulesAbout(
    workspace: Workspace,
  ): (resource: Known, options: Options, aside?: readonly YamlNode[]) => readonly string[];
  /** The pictures of challenges that may be meant at a place of a workspace. */
  paths(workspace: Workspace, options: Options, question: PathQuestion): PathAnswer;
  /**
   * The fix that fix-all takes: the first that is safe and cures. With `reach` unsafe, where there is none, the first one
   * that changes this file alone and cures.
   */
  preferred(found: FileFinding, options: Options, reach?: JudgedFix['safety']): JudgedFix | undefined;
}

/** Rounds of fixing after which a file counts as unstable; a fix may bring to light what another rule can fix. */
const maxRounds = 50;

/**
 * Creates an engine. `onRuleCrash` is told once of each rule that throws; the other rules go on. `load` gives what is to
 * be known (`knowledge.ts`); it is called once, when the first resource is met.
 */
export function createEngine(onRuleCrash: OnRuleCrash, load: () => Knowledge): Engine {
  const resourcesOf = rememberResources();
  let loaded: Knowledge | undefined;
  const knowledge = (): Knowledge => {
    loaded ??= load();
    return loaded;
  };
  const crashed = new Set<string>();
  const crash: OnRuleCrash = (rule, error) => {
    if (!crashed.has(rule)) onRuleCrash(rule, error);
    crashed.add(rule);
  };
  let judging: Judging | undefined;
  const runner = createRunner(() => {
    judging ??= knowledge().judging(crash);
    return judging;
  }, resourcesOf);
  const shared: Knowledge['shared'] = (...occurrences) => knowledge().shared(...occurrences);
  const newWorkspace = () =>
    createWorkspace({
      resourcesOf,
      carriedIn: (file) => knowledge().carriedIn(file),
      build: (...root) => knowledge().build(...root),
      rootsOf: (...files) => knowledge().rootsOf(...files),
      chartRoots: (...charts) => knowledge().chartRoots(...charts),
      withSettings: (...roots) => knowledge().withSettings(...roots),
    });
  const lone = new WeakMap<object, Where>();
  const place = ({ lineage }: SourceFile): Where => {
    const known = lone.get(lineage) ?? { workspace: newWorkspace(), path: '' };
    lone.set(lineage, known);
    return known;
  };
  const optionsIn = createOptionsIn();
  const findings: Engine['findings'] = (file, options, where = place(file)) => {
    where.workspace.put(where.path, file.documents);
    return findingsOf({ runner, shared }, file, optionsIn(where.workspace, options, where.path), where);
  };
  const cures: Engine['cures'] = (
    { file, document, finding, start, where },
    { edits, elsewhere },
    options,
  ) => {
    if (elsewhere && elsewhere.length > 0) return true;
    const after = createDocument(applyEdits(document.text, edits));
    if (!after.parsed().sound) return false;
    const count = (found: readonly Judged[]) =>
      found.filter(({ rule, message }) => rule === finding.rule && message === finding.message).length;
    const judge = runner.judgeWith(optionsIn(where.workspace, options, where.path)).document;
    const alone = count(judge(document).findings);
    if (alone > 0 && where.workspace.roleOf(where.path, document) === 'alone')
      return count(judge(after).findings) < alone;
    const edited = editFile(file, { start, end: start + document.text.length }, after.text);
    const all = (some: SourceFile) => count(findings(some, options, where).map((found) => found.finding));
    const before = all(file);
    return meanwhile(where, () => all(edited)) < before;
  };
  const preferred: Engine['preferred'] = (found, options, reach = 'safe') => {
    const { fixes } = found.finding;
    const safe = fixes.find((fix) => fix.safety === 'safe' && cures(found, fix, options));
    if (safe || reach === 'safe') return safe;
    return fixes.find((fix) => (fix.elsewhere ?? []).length === 0 && cures(found, fix, options));
  };
  /** Tells what the rules say of one resource of a workspace, where it is shown; what it read of a file it keeps. */
  const sayingsIn = (workspace: Workspace) => {
    const read = new Map<string, ReadonlyMap<YamlDocument, readonly FileFinding[]>>();
    const inFileOf = (path: string, options: Options) => {
      const known = read.get(path);
      if (known) return known;
      const found = findings(fileOf(workspace.documents(path) ?? []), options, { workspace, path });
      const made = byDocument(found);
      read.set(path, made);
      return made;
    };
    const everythingOf = (resource: Known, located: Located, options: Options): readonly Said[] => {
      const { path, document, set } = located;
      const { span } = resource.map;
      const judge = runner.judgeWith(optionsIn(workspace, options, path));
      const built = workspace.isBuilt(set)
        ? workspace.builtFrom(path).find((one) => one.built.resource === resource)
        : undefined;
      if (built)
        return judge
          .built(built, workspace)
          .filter((one) => !judge.document(one.document).silences.here(one.judged.rule, one.judged.at));
      return (inFileOf(path, options).get(document) ?? [])
        .map((one) => ({ path, document, judged: one.finding }))
        .filter(({ judged: { at } }) => span.start <= at.start && at.end <= span.end);
    };
    return (resource: Known, options: Options, aside: readonly YamlNode[]): readonly Said[] => {
      const located = workspace.store().locate(resource);
      if (!located) return [];
      const isAside = asideOf(located.composite, aside);
      return everythingOf(resource, located, options).filter((one) => !isAside(one));
    };
  };
  return {
    ...createAssist(() => ({
      assistance: knowledge().assistance,
      schemas: runner.schemas(),
      resourcesOf,
      clusters: (...asked) => runner.clusters()(...asked),
    })),
    createWorkspace: newWorkspace,
    optionsIn,
    findings,
    stepsToFindings: (options, where) =>
      stepsToFindings({ runner, shared }, optionsIn(where.workspace, options, where.path), where),
    cures,
    preferred,
    navigation: () => knowledge().navigation,
    get isAwake() {
      return loaded !== undefined;
    },
    clusterWords: (...of) => knowledge().clusterWords?.(...of),
    survey(workspace, isMeant) {
      // What is built may be all that there is.
      const isAny = workspace.builds().length > 0 || isWorthSurveying(workspace);
      return isAny ? knowledge().survey(workspace, isMeant) : noSurvey;
    },
    planTree: (...plan) => knowledge().planTree(...plan),
    plan: (workspace, release) => knowledge().plan(workspace, release),
    rulesAbout(workspace) {
      const saidOf = sayingsIn(workspace);
      return (resource, options, aside = []) =>
        [...new Set(saidOf(resource, options, aside).map(({ judged }) => judged.rule))].sort();
    },
    paths(workspace, options, question) {
      const saidOf = sayingsIn(workspace);
      const found = knowledge().paths?.(
        workspace,
        optionsIn(workspace, options),
        (resource, aside) => saidOf(resource, options, aside),
        question,
      );
      return found ?? { choices: [], picture: undefined };
    },
    fixAll: (file, options, where = place(file), only = undefined, reach = 'safe') =>
      meanwhile(where, () => {
        const applied: { rule: string; title: string }[] = [];
        let current = file;
        for (let round = 0; round < maxRounds; round++) {
          const edits: TextEdit[] = [];
          for (const [document, found] of byDocument(findings(current, options, where))) {
            const takings = takeTogether(
              document,
              takingsOf(
                only === undefined ? found : found.filter(({ finding }) => finding.rule === only),
                (one) => preferred(one, options, reach),
              ),
              (other) =>
                runner.judgeWith(optionsIn(where.workspace, options, where.path)).document(other).findings,
            );
            for (const taking of takings) {
              edits.push(
                ...taking.edits.map((edit) => ({ ...edit, span: shift(edit.span, taking.found.start) })),
              );
              applied.push({ rule: taking.found.finding.rule, title: taking.title });
            }
          }
          if (edits.length === 0) break;
          current = openFile(applyEdits(current.text, edits), current);
        }
        return { text: current.text, applied, left: findings(current, options, where) };
      }),
  };
}

/** Runs `what`, and puts the file of the workspace back as it was. */
function meanwhile<T>({ workspace, path }: Where, what: () => T): T {
  const before = workspace.documents(path);
  try {
    return what();
  } finally {
    if (before) workspace.put(path, before);
    else workspace.remove(path);
  }
}
