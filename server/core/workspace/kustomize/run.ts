/** What one build gathers while it runs. */
import type { Span } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/documents.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import type { BuildFile, BuildProblem, BuildSource, Call, Unlike } from '../built.ts';
import { type Composite, placeOf } from '../composite.ts';
import { isKustomization } from '../paths.ts';
import type { Config } from './config.ts';
import type { Draft, Id, Source } from './draft.ts';
import type { SaidText } from './kustomization.ts';
import { isRemote } from './location.ts';
import { spanInside } from './nodes.ts';

/** What a kustomization holds on its way. */
export interface State {
  readonly drafts: readonly Draft[];
  readonly config: Config;
  /** Whether resources may take part that we do not see: of a URL, a missing file, a generator. */
  readonly unseen: boolean;
}

export interface Run {
  readonly source: BuildSource;
  readonly patches: Set<YamlDocument>;
  readonly deleted: Set<YamlDocument>;
  readonly reads: Set<string>;
  readonly bases: Set<string>;
  readonly problems: BuildProblem[];
  readonly calls: Call[];
  /** Values of labels that stand in several places of a resource and are one value for kustomize. */
  readonly linked: Set<YamlNode>;
  /** Whether the files are taken as they are, without kustomize. */
  plain: boolean;
  /** What the kustomizations of folders made, so that one which several include is built once. */
  readonly made: Map<string, State>;
  /** Notes a problem, each only once; in a kustomization with a syntax error it is that one. */
  problem(kind: BuildProblem['kind'], at: Source, span: Span, detail: string, unlike?: Unlike): BuildProblem;
  /** Notes that the text of a node, which lies in `texts`, found a resource that was called `id` then. */
  call(node: YamlNode | undefined, texts: Composite, id: Id): void;
  /** The file at a path that `said` names; or why there is none. */
  file(path: string, said: SaidText): { readonly found: BuildFile } | { readonly why: BuildProblem };
}

export function startRun(source: BuildSource): Run {
  const problems: BuildProblem[] = [];
  const known = new Map<string, BuildProblem[]>();
  const reads = new Set<string>();
  const run: Run = {
    source,
    patches: new Set(),
    deleted: new Set(),
    reads,
    bases: new Set(),
    problems,
    calls: [],
    linked: new Set(),
    plain: false,
    made: new Map(),
    problem(kind, source, at, detail, unlike) {
      const { path, document } = source;
      const ofKustomization = kind === 'unknown-field' || isKustomization(path);
      // What else is wrong in a text with a syntax error may only follow from that.
      if (kind !== 'unreadable-kustomization' && ofKustomization && !document.parsed().sound)
        return run.problem('unreadable-kustomization', source, { start: 0, end: 0 }, '');
      const key = `${kind} ${at.start} ${at.end} ${detail}`;
      const same = known.get(key)?.find((problem) => problem.document === document);
      if (same) return same;
      const made: BuildProblem = { kind, path, document, at, detail, ...(unlike && { unlike }) };
      known.set(key, [...(known.get(key) ?? []), made]);
      problems.push(made);
      return made;
    },
    call(node, texts, { name, at }) {
      const place = node && placeOf(texts, spanInside(node));
      if (place) run.calls.push({ place, shared: node.anchor !== undefined, name, of: at });
    },
    file(path, { value, node, source: at }) {
      if (!isRemote(value)) reads.add(path);
      const found = isRemote(value) ? undefined : source.file(path);
      if (found) return { found };
      return { why: run.problem(isRemote(value) ? 'remote' : 'missing-file', at, node.span, value) };
    },
  };
  return run;
}
