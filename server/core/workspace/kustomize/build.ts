/** What `kubectl kustomize` makes of the files of a workspace (Kustomize 5.7, which kubectl 1.34 holds). */
import { type Build, type BuildFile, type BuildProblem, type BuildSource, isRefusal } from '../built.ts';
import { kustomizationNames } from '../paths.ts';
import { mergeConfigs, noConfig, readConfig } from './config.ts';
import { type Draft, doubted, draftsOf } from './draft.ts';
import { finish } from './finish.ts';
import { hashed, withGenerated } from './generators.ts';
import { keyOf } from './ids.ts';
import { withImage, withReplicas } from './images.ts';
import { type Kustomization, readKustomization, type SaidText } from './kustomization.ts';
import { annotatedWith, labelled } from './labels.ts';
import { folderOf, isRemote, join } from './location.ts';
import { affixed, inNamespace } from './names.ts';
import { fieldOf } from './nodes.ts';
import { applyPatch } from './patches.ts';
import { referencesFollow } from './references.ts';
import { replaced } from './replacements.ts';
import { type Run, type State, startRun } from './run.ts';
import { withVars } from './vars.ts';

/** Folders within folders deeper than this end: no real build comes near. */
const deepest = 40;
/** More resources than this are not followed: bases that include each other twice make any number. */
const most = 20_000;

const nothing: State = { drafts: [], config: noConfig, unseen: false };

/**
 * The resources that the kustomization file `root` makes of what `source` holds. Never throws; what cannot be done as
 * kustomize does it is told in `problems`, and resources that may depend on it are marked. `before`: the last build of
 * this kustomization; resources that come out the same are taken from it, so that what is known of them stays known.
 */
export function build(root: BuildFile, source: BuildSource, before?: Build): Build {
  const run = startRun(source);
  run.reads.add(root.path);
  const folder = folderOf(root.path);
  const said = readKustomization(root, folder);
  if (!said) notUsable(run, root);
  return complete(run, root.path, said, [folder], before);
}

/**
 * A build of settings that were read already: those of a kustomization, or of a resource that asks for one. `after`:
 * what is done to its resources at the end.
 */
export function complete(
  run: Run,
  root: string,
  said: Kustomization | undefined,
  folders: readonly string[],
  before: Build | undefined,
  after: (drafts: readonly Draft[]) => readonly Draft[] = (drafts) => drafts,
): Build {
  const { drafts, config } = said ? accumulate(run, said, nothing, folders) : nothing;
  const named = referencesFollow(run, hashed(drafts), config.references);
  const made = told(run, after(named));
  // Where kustomize refuses, nothing of the build is applied.
  const why = run.problems.find(isRefusal);
  return finish(run, root, why ? made.map((draft) => doubted(draft, why)) : made, before);
}

/** One kustomization: what it takes in, and what it makes of it (kusttarget.go: `accumulateTarget`). */
function accumulate(run: Run, said: Kustomization, start: State, folders: readonly string[]): State {
  let state = said.unreadable ? { ...start, unseen: true } : start;
  const known = new Map(start.drafts.map((draft) => [keyOf(draft.id), draft]));
  for (const each of said.resources) state = takeIn(run, said, each, state, folders, known);
  for (const each of said.configurations) {
    const file = run.file(join(said.folder, each.value), each);
    const { config, unknown } = 'found' in file ? readConfig(file.found) : { config: noConfig, unknown: '' };
    const why =
      'why' in file
        ? file.why
        : unknown && run.problem('unknown-field', each.source, each.node.span, unknown);
    state = { ...state, config: mergeConfigs(state.config, config) };
    if (why) state = { ...state, drafts: state.drafts.map((draft) => doubted(draft, why)) };
  }
  state = { ...state, drafts: withGenerated(run, said, state.drafts, state.unseen) };
  for (const { node, source, value } of said.unseen) {
    run.problem('unseen-resources', source, node.span, value);
    state = { ...state, unseen: true };
  }
  for (const each of said.components) state = withComponent(run, said, each, state, folders);
  return { ...state, drafts: transform(run, said, state) };
}

/** The transformers in kustomize's order (kusttarget_configplugin.go: `configureBuiltinTransformers`). */
function transform(run: Run, said: Kustomization, { drafts, config, unseen }: State): readonly Draft[] {
  const patch = (stages: readonly string[]) => {
    for (const entry of said.patches)
      if (stages.includes(entry.stage)) now = applyPatch(run, said.folder, now, entry, unseen);
  };
  let now = [...drafts];
  if (said.unreadable) {
    const why = run.problem('unreadable-kustomization', said.source, { start: 0, end: 0 }, '');
    now = now.map((draft) => doubted(draft, why));
  }
  for (const { node, source, value } of said.unknown) {
    const why = run.problem('unknown-field', source, node.span, value);
    now = now.map((draft) => doubted(draft, why));
  }
  patch(['first', 'second']);
  if (said.namespace) {
    now = inNamespace(now, said.namespace, config);
    now = distinct(run, now, said.namespace);
  }
  if (said.prefix) now = affixed(now, said.prefix, 'prefix');
  if (said.suffix) now = affixed(now, said.suffix, 'suffix');
  for (const entry of said.labels) now = labelled(run, now, entry, config);
  now = annotatedWith(run, now, said.annotations, config);
  patch(['late']);
  for (const entry of said.replicas) now = withReplicas(run, now, entry, config.replicas, unseen);
  for (const entry of said.images) now = withImage(now, entry);
  for (const entry of said.replacements) now = replaced(run, said.folder, now, entry, unseen);
  return withVars(run, now, said.vars);
}

/** An entry of `resources`: a file, a folder, or something elsewhere. */
function takeIn(
  run: Run,
  said: Kustomization,
  each: SaidText,
  state: State,
  folders: readonly string[],
  known: Map<string, Draft>,
): State {
  const path = join(said.folder, each.value);
  const elsewhere = isRemote(each.value);
  const file = elsewhere ? undefined : run.source.file(path);
  if (file) {
    run.reads.add(path);
    const { drafts, broken } = draftsOf(file);
    if (broken) run.problem('not-usable', each.source, each.node.span, each.value);
    return { ...added(run, state, drafts, each, known), unseen: state.unseen || broken !== undefined };
  }
  const inner = elsewhere ? undefined : enter(run, path, each, folders);
  if (inner && 'said' in inner) {
    if (inner.said.component) {
      run.problem('not-usable', each.source, each.node.span, each.value);
      return { ...state, unseen: true };
    }
    const made = run.made.get(path) ?? accumulate(run, inner.said, nothing, [...folders, path]);
    run.made.set(path, made);
    const whole = added(run, state, made.drafts, each, known);
    return {
      ...whole,
      config: mergeConfigs(state.config, made.config),
      unseen: whole.unseen || made.unseen,
    };
  }
  if (!inner) {
    if (!elsewhere) run.reads.add(path);
    run.problem(elsewhere ? 'remote' : 'missing-file', each.source, each.node.span, each.value);
  }
  return { ...state, unseen: true };
}

/** A component works on what is there already (kusttarget.go: `accumulateComponents`). */
function withComponent(
  run: Run,
  said: Kustomization,
  each: SaidText,
  state: State,
  folders: readonly string[],
): State {
  const path = join(said.folder, each.value);
  const elsewhere = isRemote(each.value);
  const inner = elsewhere ? undefined : enter(run, path, each, folders);
  if (inner && 'said' in inner && inner.said.component)
    return accumulate(run, inner.said, state, [...folders, path]);
  if (!elsewhere && !inner) run.reads.add(path);
  const kind = elsewhere ? 'remote' : inner ? 'not-usable' : 'missing-file';
  const why = run.problem(kind, each.source, each.node.span, each.value);
  return { ...state, drafts: state.drafts.map((draft) => doubted(draft, why)), unseen: true };
}

/** The kustomization of a folder; `refused` where it cannot be used; undefined where there is none. */
function enter(
  run: Run,
  folder: string,
  each: SaidText,
  folders: readonly string[],
): { readonly said: Kustomization } | { readonly refused: true } | undefined {
  const refuse = (kind: 'not-usable' | 'cycle' = 'not-usable') => {
    run.problem(kind, each.source, each.node.span, each.value);
    return { refused: true } as const;
  };
  if (folders.includes(folder)) return refuse('cycle');
  if (folders.length > deepest) return refuse();
  const file = run.source.kustomization(folder);
  // The names that are looked for in vain too: one may come, and then goes before those behind it.
  for (const name of kustomizationNames) {
    run.reads.add(`${folder}/${name}`);
    if (file?.path === `${folder}/${name}`) break;
  }
  if (!file) return run.source.yamlFilesBelow(folder).length > 0 ? refuse() : undefined;
  run.bases.add(folder);
  const said = readKustomization(file, folder);
  if (said) return { said };
  if (file.documents.every(({ document }) => document.parsed().sound)) return refuse();
  notUsable(run, file);
  return { refused: true };
}

/** The resources with more; two of one name are told, and neither is surely what is built. */
function added(
  run: Run,
  state: State,
  drafts: readonly Draft[],
  each: SaidText,
  known: Map<string, Draft>,
): State {
  if (state.drafts.length + drafts.length > most) {
    run.problem('not-usable', each.source, each.node.span, each.value);
    return { ...state, unseen: true };
  }
  let all = [...state.drafts];
  for (const draft of drafts) {
    const same = draft.named ? known.get(keyOf(draft.id)) : undefined;
    if (same?.named) {
      const why = run.problem(
        'duplicate-resource',
        each.source,
        each.node.span,
        `${draft.id.kind}/${draft.id.name}`,
      );
      all = all.map((other) => (other === same ? doubted(other, why) : other));
      continue;
    }
    known.set(keyOf(draft.id), draft);
    all.push(draft);
  }
  return { ...state, drafts: all };
}

/** A namespace for all may make two resources of one name (NamespaceTransformer.go). */
function distinct(run: Run, drafts: readonly Draft[], said: SaidText): Draft[] {
  const counts = new Map<string, number>();
  for (const { id } of drafts) counts.set(keyOf(id), (counts.get(keyOf(id)) ?? 0) + 1);
  return drafts.map((draft) => {
    if (!draft.named || (counts.get(keyOf(draft.id)) ?? 0) < 2) return draft;
    const { kind, name } = draft.id;
    return doubted(draft, run.problem('duplicate-resource', said.source, said.node.span, `${kind}/${name}`));
  });
}

/** Patches may give two resources one name; kustomize ends there. */
function told(run: Run, drafts: readonly Draft[]): readonly Draft[] {
  const known = new Map<string, Draft>();
  const twice = new Map<string, BuildProblem>();
  for (const draft of drafts) {
    const key = keyOf(draft.id);
    if (draft.named && known.has(key) && !draft.unknown && !twice.has(key)) {
      const at = fieldOf(fieldOf(draft.source.document.parsed().root, 'metadata'), 'name')?.span;
      const { kind, name } = draft.id;
      twice.set(
        key,
        run.problem('duplicate-resource', draft.source, at ?? { start: 0, end: 0 }, `${kind}/${name}`),
      );
    }
    if (draft.named) known.set(key, draft);
  }
  if (twice.size === 0) return drafts;
  return drafts.map((draft) => {
    const why = twice.get(keyOf(draft.id));
    return why ? doubted(draft, why) : draft;
  });
}

/** Tells of a kustomization that nothing can be read from, at its broken document where there is one. */
function notUsable(run: Run, { path, documents }: BuildFile): void {
  const found = documents.find((one) => !one.document.parsed().sound) ?? documents[0];
  if (!found) return;
  const source = { path, document: found.document, inline: undefined };
  run.problem('not-usable', source, { start: 0, end: 0 }, path);
}
