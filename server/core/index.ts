/**
 * The engine: text in → findings, edits, hovers out. No vscode, LSP, Node or DOM; it never throws.
 * Hosts (language server, command line) use what this file exports and nothing else.
 */
import type { FileFinding } from './findings.ts';
import type { Known } from './model/resource.ts';
import type { Locale } from './rules/rule.ts';
import type { TextEdit } from './text/edit.ts';
import { type Span, shift } from './text/span.ts';
import { placeOf } from './workspace/composite.ts';
import { folderOf } from './workspace/paths.ts';
import type { Workspace } from './workspace/workspace.ts';
import type { YamlDocument } from './yaml/documents.ts';

export {
  type Config,
  type ConfigProblem,
  type ConfigSettings,
  configName,
  mergeSettings,
  parseConfig,
} from './config.ts';
export { createEngine, type Engine, type Fixed } from './engine.ts';
export { newestRelease, type Release, releases } from './facts.ts';
export type { Question } from './features/assist.ts';
export type { Atlas } from './features/atlas.ts';
export type { Lens } from './features/codeLenses.ts';
export { bodyWith, literal } from './features/completion/layout.ts';
export type { Neighbours, Offer } from './features/completion/offer.ts';
export type { Definition, Target } from './features/definition.ts';
export type { DocsLink } from './features/documentLinks.ts';
export { docsOf, type FieldDocs, type Hover } from './features/fieldDocs.ts';
export type { Hint } from './features/inlayHints.ts';
export type { Outlined } from './features/outline.ts';
export type { Branch, Ink, PlanHost } from './features/planTree.ts';
export type { Preview } from './features/preview.ts';
export type { Use } from './features/references.ts';
export type { Refusal, Renamable, Renaming } from './features/rename.ts';
export type { WorkspaceSymbol } from './features/workspaceSymbols.ts';
export type { FileFinding, Where } from './findings.ts';
export type {
  Plan,
  PlannedCertificate,
  PlannedName,
  SolverPlacement,
  Unplanned,
  Why,
} from './issuance/plan.ts';
export type { Knowledge } from './knowledge.ts';
export type { DataMap } from './model/data.ts';
export { everyKind, type Known } from './model/resource.ts';
export {
  defaultOptions,
  localeFor,
  type NodeLabel,
  type OptionProblem,
  type Options,
  parseNodeLabel,
  parseOptions,
} from './options.ts';
export type { PathAnswer, PathChoice, PathQuestion, Picture, PictureNode } from './pathsOf.ts';
export type { Judged, JudgedFix, JudgedRelated, OnRuleCrash } from './rules/apply.ts';
export type { Locale, Rule, Severity, Texts } from './rules/rule.ts';
export { ruleIds } from './rules/ruleIds.gen.ts';
export { silencingComment } from './rules/suppress.ts';
export { texts } from './rules/texts.ts';
export { editFile, fileOf, openFile, type SourceFile } from './source.ts';
export type { NotAnalysed, Survey, Unread } from './survey.ts';
export { applyEdits, collides, sortEdits, type TextEdit } from './text/edit.ts';
export { korean } from './text/korean.ts';
export { type LineIndex, lineEnd, lineIndex, lineStart, type Position } from './text/lineIndex.ts';
export { nearest } from './text/nearest.ts';
export { type Span, shift } from './text/span.ts';
export type { PlaceInDocument } from './workspace/composite.ts';
export { isWorthKeeping } from './workspace/matters.ts';
export { isKustomization, kustomizationNames, withFolders } from './workspace/paths.ts';
export type { Controller } from './workspace/placement/placement.ts';
export type { Resources } from './workspace/resources.ts';
export type { Workspace } from './workspace/workspace.ts';
export { indexAt, type PlacedDocument, type YamlDocument } from './yaml/documents.ts';

/** Places in a file: `span` of a finding's document → of the file. */
export function inFile(finding: FileFinding, span: Span): Span {
  return shift(span, finding.start);
}

/** The edits of a fix with places in the file. */
export function editsInFile(finding: FileFinding, edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.map((edit) => ({ ...edit, span: shift(edit.span, finding.start) }));
}

/** The link of a rule's page, in a language that it is written in. */
export function rulePage(rule: string, locale: Locale = 'en'): string {
  return `${docsHome}/docs/rules/${locale === 'ko' ? 'ko/' : ''}${rule}.md`;
}
const docsHome = 'https://github.com/vscode-cert-manager/vscode-cert-manager/blob/main';

/** A place in another document of the workspace → in its file; undefined where the document has gone meanwhile. */
export function placeElsewhere(
  workspace: Workspace,
  { path, document }: { readonly path: string; readonly document: YamlDocument },
  span: Span,
): Span | undefined {
  const placed = workspace.documents(path)?.find((one) => one.document === document);
  return placed && shift(span, placed.start);
}

/**
 * What builds a resource: who asks for it (`HelmRelease/web`), else the folder of a kustomization, where that is another one
 * than the folder of the file `shown`. `nameOf` makes a name of a folder.
 */
export function builderOf(
  workspace: Workspace,
  resource: Known,
  shown: string,
  nameOf: (folder: string) => string,
): string | undefined {
  const located = workspace.store().locate(resource);
  const made = located && workspace.builtFrom(located.path).find(({ built }) => built.resource === resource);
  if (!made) return undefined;
  const { by, root } = made.build;
  if (by) return by.name;
  const folder = folderOf(root);
  return folder === folderOf(shown) ? undefined : nameOf(folder);
}

/** Where a resource of a workspace starts: the file that declares it, and the place there. */
export function startOf(
  workspace: Workspace,
  resource: Known,
): { readonly path: string; readonly start: number } | undefined {
  const located = workspace.store().locate(resource);
  const { start } = resource.map.span;
  const place = located && placeOf(located.composite, { start, end: start });
  const span = place && placeElsewhere(workspace, place, place.span);
  return place && span && { path: place.path, start: span.start };
}
export * as yamlLibrary from './yaml/library.ts';
