/** `certManager/plan`: what will happen to every Certificate, as trees. */
import {
  type Branch,
  builderOf,
  type Ink,
  type Known,
  type Plan,
  type PlanHost,
  startOf,
} from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import type { PlanNode } from '../protocol.ts';
import { inSlices, nextTurn } from '../turns.ts';

/** Marks that no name can hold, taken out again where the line is made. */
const marks = { error: '\u0001', warning: '\u0002' } as const;
const ink: Ink = {
  // Control characters of others would be taken for marks.
  safe: (text) => text.replace(/\p{Cc}/gu, ' '),
  error: (text) => marks.error + text,
  warning: (text) => marks.warning + text,
  bold: (text) => text,
  faint: (text) => text,
};

export const plan: Handler<unknown, readonly PlanNode[]> = async (context, _, token) => {
  await nextTurn(context.schedule);
  const { engine, places, settings, locale } = context;
  const { workspace } = places;
  const { release } = engine.optionsIn(workspace, await settings.optionsFor(''));
  const options = new Map<string, Awaited<ReturnType<typeof settings.optionsFor>>>();
  for (const path of workspace.paths()) options.set(path, await settings.optionsFor(places.uri(path)));
  const rulesAbout = engine.rulesAbout(workspace);
  const optionsOf = (resource: Known) => {
    const path = startOf(workspace, resource)?.path;
    return path === undefined ? undefined : options.get(path);
  };
  const host: PlanHost = {
    placeOf(resource) {
      const found = startOf(workspace, resource);
      const line = found ? (places.text(found.path)?.positionAt(found.start).line ?? 0) : 0;
      return { file: found?.path.split('/').at(-1) ?? '', line: line + 1 };
    },
    builderOf: (resource) =>
      builderOf(workspace, resource, startOf(workspace, resource)?.path ?? '', (folder) =>
        folder.split('/').slice(-2).join('/'),
      ),
    isFlat: (issuer) => optionsOf(issuer)?.http01.flatNetwork === true,
    findingsOf(resource, aside) {
      const own = optionsOf(resource);
      return own ? rulesAbout(resource, own, aside) : [];
    },
  };
  const { certificates, unplanned } = engine.plan(workspace, release);
  const isVoid = () => token.isCancellationRequested;
  const concerned = certificates.flatMap(({ source, issuer }) => [
    source,
    ...(issuer.resource ? [issuer.resource] : []),
  ]);
  for (const path of new Set(concerned.flatMap((one) => startOf(workspace, one)?.path ?? []))) {
    const own = options.get(path);
    const steps = own ? engine.stepsToFindings(own, { workspace, path }) : [];
    await inSlices(context.schedule, steps, isVoid);
    if (isVoid()) return [];
  }
  const parts: readonly Plan[] = [
    ...certificates.map((one) => ({ certificates: [one], unplanned: [] })),
    ...unplanned.map((one) => ({ certificates: [], unplanned: [one] })),
  ];
  const nodes: PlanNode[] = [];
  function* tell(): Iterable<void> {
    for (const part of parts) {
      for (const tree of engine.planTree(part, host, locale, ink)) nodes.push(nodeOf(tree, context));
      yield;
    }
  }
  await inSlices(context.schedule, tell(), isVoid);
  return nodes;
};

function nodeOf({ text, of, below }: Branch, context: Context): PlanNode {
  const { places } = context;
  const found = of && startOf(places.workspace, of);
  const line = found && places.text(found.path)?.positionAt(found.start).line;
  const severity = text.includes(marks.error)
    ? 'error'
    : text.includes(marks.warning)
      ? 'warning'
      : undefined;
  return {
    text: text.replaceAll(marks.error, '').replaceAll(marks.warning, ''),
    ...(found && line !== undefined && { place: { uri: places.uri(found.path), line } }),
    ...(severity && { severity }),
    below: below.map((branch) => nodeOf(branch, context)),
  };
}
