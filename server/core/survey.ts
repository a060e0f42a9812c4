/** What of a workspace is analysed and what is not: nothing is left out in silence. */
import { embeddedIn } from './model/embedded.ts';
import {
  certManagerKinds,
  isJudged,
  type Known,
  knownResourcesOf,
  mayHoldResource,
  mentionsGroup,
  type Resource,
} from './model/resource.ts';
import { isOneOfSeveral, isTemplated, templatedKind, templatedPart } from './model/templated.ts';
import type { Span } from './text/span.ts';
import { mayBeJudged } from './workspace/buildParts.ts';
import type { Build, BuildProblem } from './workspace/built.ts';
import { type PlaceInDocument, placeOf } from './workspace/composite.ts';
import { isChart } from './workspace/paths.ts';
import type { Workspace } from './workspace/workspace.ts';
import type { YamlDocument } from './yaml/documents.ts';
import { type Loop, loopAround, loopsIn } from './yaml/loops.ts';
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

/** A part that a template writes; control flow that decides about a whole resource. */
export type Templated = 'templated-field' | 'templated-resource';

/** A document or resource that was not analysed, or not wholly. */
export interface NotAnalysed {
  readonly path: string;
  /** Where it starts in its file. */
  readonly start: number;
  readonly reason: Unread | Templated | BuildProblem['kind'];
  /** What the reason names, as the field of a kustomization, or the word of a template. */
  readonly detail: string;
}

export interface Survey {
  /** Resources of the kinds that rules judge. */
  readonly analysed: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly notAnalysed: readonly NotAnalysed[];
}

/** Nothing was met. */
export const noSurvey: Survey = { analysed: 0, byKind: {}, notAnalysed: [] };

/** Whether a workspace may hold anything that is to be counted. */
export function isWorthSurveying(workspace: Workspace): boolean {
  return [...workspace.paths()].some((path) =>
    workspace.documents(path)?.some(({ document }) => mentionsGroup(document.text)),
  );
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
  const said = new Set<string>();
  const name = (one: NotAnalysed) => {
    const key = `${one.path} ${one.start} ${one.reason} ${one.detail}`;
    if (!said.has(key)) notAnalysed.push(one);
    said.add(key);
  };
  const templatedIn = lookForTemplates(workspace);
  const annotating = new Map<Build, boolean>();
  /** Whether a resource is one of cert-manager, or has its annotations: written, or from the values of its chart. */
  const concernsUs = ({ kind }: Resource, { document }: PlaceInDocument, build: Build | undefined) => {
    if (certManagerKinds.some((own) => own === kind) || mentionsGroup(document.text)) return true;
    if (!build || !isChart(build.root)) return false;
    const known = annotating.get(build) ?? annotatesByValues(workspace, build);
    annotating.set(build, known);
    return known;
  };
  /** What is not read at all is not counted. */
  const count = (resource: Resource, place: PlaceInDocument | undefined, build?: Build) => {
    const found = place && concernsUs(resource, place, build) ? templatedIn(resource, place) : undefined;
    if (found) name(found);
    if (found?.detail !== 'spec') byKind[resource.kind] = (byKind[resource.kind] ?? 0) + 1;
  };
  for (const path of workspace.paths()) {
    if (!isMeant(path)) continue;
    for (const { document, start } of workspace.documents(path) ?? []) {
      const reason = whyUnread(document);
      if (reason && !unreadable.has(document)) name({ path, start, reason, detail: '' });
      if (workspace.roleOf(path, document) !== 'alone') continue;
      const kindless = mayLackKind(document.text) ? templatedKind(document.parsed().root) : undefined;
      if (kindless)
        name({ path, start: start + kindless.span.start, reason: 'templated-field', detail: 'kind' });
      if (!mayHoldResource(document.text)) continue;
      const { root } = document.parsed();
      for (const resource of [...knownResourcesOf(root), ...embeddedIn(root)].filter(isJudged))
        count(resource, { path, document, span: resource.map.span });
    }
  }
  const note = ({ path, document, kind, detail }: BuildProblem) =>
    name({ path, start: startOf(workspace, path, document), reason: kind, detail });
  for (const build of builds) {
    const ours = mayBeJudged(build, workspace.store());
    for (const problem of build.problems)
      if ((isUnreadable(problem) || (ours && unseen.has(problem.kind))) && isMeant(problem.path))
        note(problem);
    for (const { resource, composite, unknown, path: declared } of build.resources) {
      if (!isJudged(resource) || !(isMeant(build.root) || isMeant(declared))) continue;
      if (unknown) note(unknown);
      else count(resource, placeOf(composite, firstKey(resource)), build);
    }
  }
  const analysed = Object.values(byKind).reduce((sum, one) => sum + one, 0);
  return { analysed, byKind, notAnalysed };
}

/** Whether the values that a chart is read with hold annotations of cert-manager. */
function annotatesByValues(workspace: Workspace, { reads, by }: Build): boolean {
  const files = [...reads].filter((path) => !path.includes('/templates/'));
  const documents = files.flatMap((path) => workspace.documents(path) ?? []).map(({ document }) => document);
  return [...documents, ...(by ? [by.document] : [])].some(({ text }) =>
    /cert-manager\.io\/(?:cluster-)?issuer["']?:/.test(text),
  );
}

/** Where a resource starts, in whatever text it was declared. */
const firstKey = ({ map }: Known): Span => map.entries[0]?.key ?? map.span;

const mayLackKind = (text: string) => mentionsGroup(text) && /^kind:.*[{$<]/m.test(text);

function startOf(workspace: Workspace, path: string, document: YamlDocument): number {
  return workspace.documents(path)?.find((one) => one.document === document)?.start ?? 0;
}

/** Says what of a resource a template decides: one thing of each, the largest. */
function lookForTemplates(
  workspace: Workspace,
): (resource: Resource, place: PlaceInDocument) => NotAnalysed | undefined {
  const loops = new Map<string, readonly Loop[]>();
  const loopsOf = (path: string) => {
    const text = () => (workspace.documents(path) ?? []).map(({ document }) => document.text).join('');
    const known = loops.get(path) ?? loopsIn(text());
    loops.set(path, known);
    return known;
  };
  return (resource, { path, document, span }) => {
    // What a syntax error hides is said of the document.
    if (!isTemplated(resource) || document.parsed().problem) return undefined;
    const start = startOf(workspace, path, document) + span.start;
    const whole = { path, start, reason: 'templated-resource' } as const;
    if (isOneOfSeveral(resource)) return { ...whole, detail: 'else' };
    const loop = loopAround(loopsOf(path), { start, end: start });
    if (loop) return { ...whole, detail: loop.word };
    const detail = templatedPart(resource);
    return detail === undefined ? undefined : { path, start, reason: 'templated-field', detail };
  };
}
