/** Files → plan: what will happen to every Certificate in them. */
import { isProblem } from '../adapters/files.ts';
import { type Inputs, printedName } from '../adapters/inputs.ts';
import {
  builderOf,
  createEngine,
  lineIndex,
  type Options,
  type Plan,
  type PlanHost,
  startOf,
} from '../core/index.ts';
import { judgement } from '../core/judgement.ts';
import type { OptionsFor } from './check.ts';
import type { Skipped } from './report.ts';
import { loadWorkspace, workspacePath } from './workspace.ts';

export interface Planned {
  readonly plan: Plan;
  readonly host: PlanHost;
  readonly skipped: readonly Skipped[];
}

/** Plans the certificates of some files; other files of their repository are looked at, but not planned. */
export function planFiles(inputs: Inputs, options: Options, optionsFor: OptionsFor, cwd: string): Planned {
  const engine = createEngine(
    () => {},
    () => judgement,
  );
  const workspace = engine.createWorkspace();
  const skipped: Skipped[] = inputs.unusable.map((one) => ({ ...one, line: undefined }));
  for (const { input, content } of loadWorkspace(workspace, inputs.files)) {
    if (isProblem(content))
      skipped.push({ name: input.name, line: undefined, reason: content.fault, detail: content.detail });
  }
  const asked = new Set(inputs.files.map(({ path }) => workspacePath(path)));
  const store = workspace.store();
  const { certificates, unplanned } = engine.plan(workspace, engine.optionsIn(workspace, options).release);
  const isAsked = ({ source }: Plan['unplanned'][number] | Plan['certificates'][number]) => {
    const located = store.locate(source);
    // What an overlay builds of a base that lies elsewhere is asked for with the overlay.
    return (
      located !== undefined &&
      (asked.has(located.path) || located.composite.parts.some(({ path }) => asked.has(path)))
    );
  };
  const rulesAbout = engine.rulesAbout(workspace);
  const lines = new Map<string, ReturnType<typeof lineIndex>>();
  const linesOf = (path: string) => {
    const text = (workspace.documents(path) ?? []).map(({ document }) => document.text).join('');
    const known = lines.get(path) ?? lineIndex(text);
    lines.set(path, known);
    return known;
  };
  for (const { path, start, reason, detail } of engine.survey(workspace, (path) => asked.has(path))
    .notAnalysed) {
    const line = linesOf(path).position(start).line + 1;
    skipped.push({ name: printedName(cwd, path), line, reason, detail });
  }
  return {
    plan: { certificates: certificates.filter(isAsked), unplanned: unplanned.filter(isAsked) },
    skipped,
    host: {
      placeOf(resource) {
        const found = startOf(workspace, resource);
        if (!found) return { file: '', line: 1 };
        const { path, start } = found;
        return { file: printedName(cwd, path), line: linesOf(path).position(start).line + 1 };
      },
      builderOf: (resource) =>
        builderOf(workspace, resource, startOf(workspace, resource)?.path ?? '', (folder) =>
          printedName(cwd, folder),
        ),
      isFlat: (issuer) => {
        const path = store.locate(issuer)?.path;
        return path !== undefined && optionsFor(path).http01.flatNetwork;
      },
      findingsOf: (resource, aside) => {
        const path = store.locate(resource)?.path;
        return path === undefined ? [] : rulesAbout(resource, optionsFor(path), aside);
      },
    },
  };
}
