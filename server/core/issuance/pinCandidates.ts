/** The ways to hold a solver's pod to where its ingress runs, the best first, each tried before it is offered. */
import { type Data, type DataMap, fieldIn, isMap, listIn, mapIn, toData } from '../model/data.ts';
import type { Editor, Edits } from '../yaml/edit.ts';
import type { Literal } from '../yaml/print.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import { requiredOf } from './feasibility.ts';
import { type Label, labelPin } from './labelPin.ts';
import type { PlacedSolver } from './placedSolver.ts';
import { podTermsOf } from './podAffinity.ts';
import { copyPlacement, followPods, moveHome, requireLabel, requirePreferred } from './solverPin.ts';
import { type Follow, isFine, type SolverPlacement } from './solverPlacement.ts';
import type { Misplaced, Placement } from './solverPod.ts';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';

/** What is wrong with a solver that is held to no node. */
export type Fault = Exclude<Placement, { kind: 'pinned' | 'unknown' }>;
/** Where its ingress runs, if that is known. */
export type Followed = Extract<SolverPlacement, { kind: 'controllerKnown' | 'podAffinity' }>;

export type PinWay =
  | { readonly how: 'move'; readonly fault: Misplaced }
  | { readonly how: 'require' }
  | { readonly how: 'follow'; readonly follow: Follow }
  | { readonly how: 'affinity' | 'selector'; readonly terms: readonly DataMap[] };

export interface PinCandidate {
  readonly way: PinWay;
  readonly edits: Edits;
  readonly safety: 'safe' | 'unsafe';
}

interface Draft {
  readonly way: PinWay;
  readonly edits: Edits | undefined;
  readonly safety: 'safe' | 'unsafe';
  /** What the podTemplate's spec will be. */
  readonly spec: DataMap;
}

/** `label`: that of the settings, for where nobody knows where the ingress runs. Safe is what leaves nothing wrong. */
export function pinCandidates(
  placed: PlacedSolver,
  fault: Fault,
  followed: Followed | undefined,
  label: Label,
  edit: Editor,
): readonly PinCandidate[] {
  const tried = [...drafts(placed, fault, followed, label, edit)].flatMap(
    ({ way, edits, safety, spec }): PinCandidate[] => {
      const after = edits && placed.pod ? placed.tried(spec) : undefined;
      // Another pin that leaves the pod Pending helps nobody; what somebody wrote may be moved all the same.
      if (!edits || (after?.kind === 'noNode' && way.how !== 'move' && way.how !== 'require')) return [];
      const isGood = !after || isFine(after);
      return [{ way, edits, safety: isGood ? safety : 'unsafe' }];
    },
  );
  const inOrder = [
    ...tried.filter(({ safety }) => safety === 'safe'),
    ...tried.filter(({ safety }) => safety !== 'safe'),
  ];
  // Two controllers with the same labels, as in two clusters, are followed in the same way.
  return [
    ...new Map(inOrder.toReversed().map((one) => [JSON.stringify(one.edits), one])).values(),
  ].toReversed();
}

function* drafts(
  placed: PlacedSolver,
  fault: Fault,
  followed: Followed | undefined,
  label: Label,
  edit: Editor,
): Iterable<Draft> {
  const route = placed.target.entry;
  const spec = specOf(placed);
  if (fault.kind === 'misplaced') {
    const way = { how: 'move', fault } as const;
    return yield { way, edits: moveHome(fault, edit), safety: 'safe', spec: moved(spec, fault) };
  }
  const intoTerms = fault.kind === 'no-node' || fault.kind === 'platform-only';
  if (followed?.kind === 'podAffinity') {
    for (const [i, follow] of followed.follows.entries()) {
      // Who is followed is a choice, unless it is all of them.
      const isAll = i === 0 && follow.controllers.length === followed.controllers.length;
      yield {
        way: { how: 'follow', follow },
        edits: followPods(route, follow.term, follow.tolerations, edit),
        safety: isAll ? 'safe' : 'unsafe',
        spec: followingSpec(spec, follow),
      };
    }
  }
  for (const copy of followed?.kind === 'controllerKnown' ? followed.copies : [])
    yield {
      way: { how: 'affinity', terms: copy.nodeSelectorTerms },
      edits: copyPlacement(route, copy, intoTerms, edit),
      safety: 'safe',
      spec: pinnedSpec(spec, copy.nodeSelectorTerms, copy.tolerations, intoTerms),
    };
  if (fault.kind === 'preferred' && !fault.field.merged)
    yield {
      way: { how: 'require' },
      edits: requirePreferred(fault.field, edit),
      safety: 'safe',
      spec: pinnedSpec(spec, preferencesOf(spec), [], false),
    };
  yield* labelDrafts(placed, spec, fault, followed, label, edit);
}

/** By the label of the settings, or by one that known nodes have. */
function* labelDrafts(
  { target: { entry: route }, nodes }: PlacedSolver,
  spec: DataMap,
  fault: Fault,
  followed: Followed | undefined,
  wanted: Label,
  edit: Editor,
): Iterable<Draft> {
  const intoTerms = fault.kind === 'no-node' || fault.kind === 'platform-only';
  const { label, tolerations } = labelPin(wanted, nodes ?? []);
  // Where a controller is known, only what somebody chose is worth a word.
  if (followed && label !== wanted) return;
  // Beside a controller that is known, the label of the settings is one that nobody has confirmed.
  const safety = followed || label !== wanted ? 'unsafe' : 'safe';
  const requirement = requirementOf(label);
  const terms = [{ matchExpressions: [requirement] }];
  const isCopied =
    followed?.kind === 'controllerKnown' &&
    JSON.stringify(followed.copies[0].nodeSelectorTerms) === JSON.stringify(terms);
  if (!isCopied)
    yield {
      way: { how: 'affinity', terms },
      edits:
        tolerations.length > 0
          ? copyPlacement(route, { nodeSelectorTerms: terms, tolerations }, intoTerms, edit)
          : requireLabel(route, literalOf(label), intoTerms, edit),
      safety,
      spec: pinnedSpec(spec, terms, tolerations, intoTerms),
    };
  if (fault.kind === 'no-node' || tolerations.length > 0) return;
  const value = { slot: label.value ?? '' };
  const nodeSelector = { ...mapIn(spec, 'nodeSelector'), [label.key]: label.value ?? '' };
  yield {
    way: { how: 'selector', terms },
    edits: edit.insert(route, ['podTemplate', 'spec', 'nodeSelector'], { keySlot: label.key, value }),
    safety,
    spec: { ...spec, nodeSelector },
  };
}

function requirementOf({ key, value }: Label): DataMap {
  return value === undefined ? { key, operator: 'Exists' } : { key, operator: 'In', values: [value] };
}

function literalOf({ key, value }: Label): Literal {
  return {
    key: { slot: key },
    operator: value === undefined ? 'Exists' : 'In',
    ...(value !== undefined && { values: [{ slot: value }] }),
  };
}

/** The spec of the podTemplate as it is; empty where there is none, or a template has a part in it. */
function specOf({ route }: PlacedSolver): DataMap {
  const map = route.value.podTemplate?.value.spec?.value.map;
  const data = map && isDeeplyCertain(map) ? toData(map) : undefined;
  return isMap(data) ? data : {};
}

/** A spec with a required node affinity: in the place of the one that is there, or with `intoTerms` in addition to it. */
function pinnedSpec(
  spec: DataMap,
  terms: readonly DataMap[],
  tolerations: readonly Data[],
  intoTerms: boolean,
): DataMap {
  const before = requiredOf(spec);
  const own = (intoTerms && before && listIn(before, 'nodeSelectorTerms')?.filter(isMap)) || [];
  const added = terms.flatMap((term) => listIn(term, 'matchExpressions') ?? []);
  const nodeSelectorTerms =
    own.length > 0
      ? own.map((term) => ({
          ...term,
          matchExpressions: [...(listIn(term, 'matchExpressions') ?? []), ...added],
        }))
      : terms;
  const affinity = { ...mapIn(spec, 'affinity'), nodeAffinity: { [required]: { nodeSelectorTerms } } };
  return { ...spec, affinity, tolerations: [...(listIn(spec, 'tolerations') ?? []), ...tolerations] };
}

function followingSpec(spec: DataMap, { term, tolerations }: Follow): DataMap {
  const podAffinity = { [required]: [...podTermsOf(spec), term] };
  return {
    ...spec,
    affinity: { ...mapIn(spec, 'affinity'), podAffinity },
    tolerations: [...(listIn(spec, 'tolerations') ?? []), ...tolerations],
  };
}

/** The preferred terms of the node affinity. */
function preferencesOf(spec: DataMap): readonly DataMap[] {
  const affinity = mapIn(mapIn(spec, 'affinity') ?? {}, 'nodeAffinity') ?? {};
  const preferred = listIn(affinity, 'preferredDuringSchedulingIgnoredDuringExecution') ?? [];
  return preferred.flatMap((item) => {
    const preference = isMap(item) ? mapIn(item, 'preference') : undefined;
    return preference ? [preference] : [];
  });
}

/** The spec with what stands elsewhere in its place. */
function moved(spec: DataMap, { entry, belongs }: Misplaced): DataMap {
  const [, , ...path] = belongs.split('.');
  const nested = path.reduceRight<Data>((inner, name) => ({ [name]: inner }), toData(entry.value));
  const template = isMap(nested) ? mapIn(nested, 'podTemplate') : undefined;
  return merged(spec, (template && mapIn(template, 'spec')) ?? {});
}

function merged(base: DataMap, over: DataMap): DataMap {
  const both = Object.entries(over).map(([name, value]): [string, Data] => {
    const own = fieldIn(base, name);
    return [name, isMap(own) && isMap(value) ? merged(own, value) : value];
  });
  return { ...base, ...Object.fromEntries(both) };
}
