/** What of a workspace is analysed and what is not: nothing is left out in silence. */
import { embeddedIn } from './model/embedded.ts';
import { isJudged, type Known, knownResourcesOf, mayHoldResource } from './model/resource.ts';
import { mayBeJudged } from './workspace/buildParts.ts';
import type { BuildProblem } from './workspace/built.ts';
import type { Workspace } from './workspace/workspace.ts';
import type { YamlDocument } from './yaml/documents.ts';
import type { Problem } from './yaml/parse.ts';

/** Why a document was not read, or not read whole (then it has findings, but no fixes). */
export type Unread = Problem;

/** See `Problem` in `yaml/parse.ts`; undefined where all is well or where the document is none of our business. */
export function whyUnread({ text, parsed }: YamlDocument): Unread | undefined {
  return mayHoldResource(text) ? parsed().problem : undefined;
}

/** What a build left out, whatever the resources that it made are. */
const unseen: ReadonlySet<BuildProblem['kind']> = new Set(['remote', 'unseen-resources']);

/** Whose resources a kustomization with a syntax error makes is not known either. */
const isUnreadable = ({ kind }: BuildProblem) => kind === 'unreadable-kustomization';

/** A document that was not analysed, or not wholly. */
export interface NotAnalysed {
  readonly path: string;
  /** Where it starts in its file. */
  readonly start: number;
  readonly reason: Unread | BuildProblem['kind'];
  /** What the reason names, as the field of a kustomization. */
  readonly detail: string;
}

export interface Survey {
  /** Resources of the kinds that rules judge. */
  readonly analysed: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly notAnalysed: readonly NotAnalysed[];
}

/**
 * Counts the resources of a workspace, and names what could not be analysed. `isMeant`: of which files; what is built
 * counts for the file that declares it, and for the kustomization.
 */
export function surveyOf(workspace: Workspace, isMeant: (path: string) => boolean = () => true): Survey {
  const byKind: Record<string, number> = {};
  const notAnalysed: NotAnalysed[] = [];
  const builds = workspace.builds();
  const unreadable = new Set(
    builds.flatMap(({ problems }) => problems.filter(isUnreadable).map(({ document }) => document)),
  );
  const count = ({ kind }: Known) => {
    byKind[kind] = (byKind[kind] ?? 0) + 1;
  };
  for (const path of workspace.paths()) {
    if (!isMeant(path)) continue;
    for (const { document, start } of workspace.documents(path) ?? []) {
      const reason = whyUnread(document);
      if (reason && !unreadable.has(document)) notAnalysed.push({ path, start, reason, detail: '' });
      if (!mayHoldResource(document.text) || workspace.roleOf(path, document) !== 'alone') continue;
      const { root } = document.parsed();
      for (const resource of [...knownResourcesOf(root), ...embeddedIn(root)].filter(isJudged))
        count(resource);
    }
  }
  const said = new Set<string>();
  const note = ({ path, document, kind, detail }: BuildProblem) => {
    const start = workspace.documents(path)?.find((one) => one.document === document)?.start ?? 0;
    const name = `${path} ${start} ${kind} ${detail}`;
    if (!said.has(name)) notAnalysed.push({ path, start, reason: kind, detail });
    said.add(name);
  };
  for (const build of builds) {
    const ours = mayBeJudged(build, workspace.store());
    for (const problem of build.problems)
      if ((isUnreadable(problem) || (ours && unseen.has(problem.kind))) && isMeant(problem.path))
        note(problem);
    for (const { resource, unknown, path: declared } of build.resources) {
      if (!isJudged(resource) || !(isMeant(build.root) || isMeant(declared))) continue;
      if (!unknown) count(resource);
      else {
        note(unknown);
      }
    }
  }
  const analysed = Object.values(byKind).reduce((sum, one) => sum + one, 0);
  return { analysed, byKind, notAnalysed };
}
