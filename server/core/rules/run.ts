/** What is judged, and what still stands: each unchanged document is judged once. The judging itself is loaded. */
import {
  isJudged,
  type Known as KnownResource,
  mayHoldResource,
  namesResource,
  type Resource,
} from '../model/resource.ts';
import type { Options } from '../options.ts';
import type { Schemas } from '../schema/schema.ts';
import type { Build } from '../workspace/built.ts';
import { type Memory, unasked } from '../workspace/store.ts';
import type { Built, Workspace } from '../workspace/workspace.ts';
import { remember, type YamlDocument } from '../yaml/documents.ts';
import type { Judged } from './apply.ts';
import type { Placed } from './built.ts';
import type { Clusters } from './cluster.ts';
import type { Judging } from './judging.ts';
import type { DocumentContext } from './rule.ts';
import type { Hit, Silences } from './suppress.ts';

export interface Runner {
  /** How documents are judged with these options. Equal inputs give the very same answer. */
  judgeWith(options: Options): Judge;
  /** The structure of the API. */
  schemas(): Schemas;
  /** What is known of the cluster that something is applied to. */
  clusters(): Clusters;
}

export interface Judge {
  /** What the rules say of one document by itself. */
  readonly document: (document: YamlDocument) => Verdict;
  /** What the rules say that look at other resources too; `set` is what the document is applied together with. */
  readonly workspace: (document: YamlDocument, workspace: Workspace, set: string) => readonly Judged[];
  /** What the rules say of a resource that a kustomization builds, at the places where it was written. */
  readonly built: (built: Built, workspace: Workspace) => readonly Placed[];
  /** What was told of several builds at once, by the first of its findings. */
  readonly shared: WeakMap<Placed, SharedAnswer>;
  /** What the rules say of what a build could not do. */
  readonly build: (build: Build, workspace: Workspace) => readonly Placed[];
  /** What the rules say of the comments that silence findings; called when the others of the file have been. */
  readonly comments: (
    document: YamlDocument,
    file: readonly YamlDocument[],
    hits: BuiltHits,
  ) => readonly Judged[];
}

/** A finding that stands for several, and what it was made of. */
export interface SharedAnswer {
  readonly occurrences: readonly { readonly placed: Placed; readonly built: Built }[];
  readonly everywhere: boolean;
  readonly finding: Judged;
}

/** What rules found in built resources, silenced or not, by the document where it is shown. */
export type BuiltHits = ReadonlyMap<YamlDocument, readonly Hit[]>;

/** What the rules and the comments of one document say. */
export interface Verdict {
  /** In text order. */
  readonly findings: readonly Judged[];
  /** Those of them that are about the text and not about a resource. */
  readonly ofText: readonly Judged[];
  readonly resources: readonly Resource[];
  /** Rules that a comment in this document silences in the whole file. */
  readonly silencedInFile: readonly string[] | undefined;
  /** The answers that the last workspace findings rest on. */
  readonly memo: {
    findings: readonly Judged[];
    hits: readonly Hit[];
    readonly answers: Memory;
    /** The comments that do nothing, as a text to compare, and what the rules say of them. */
    comments: { readonly idle: string; readonly findings: readonly Judged[] } | undefined;
  };
  /** What the rules found, silenced or not; kept where a comment in this document silences anything. */
  readonly hits: readonly Hit[];
  readonly silences: Silences;
  readonly contexts: readonly DocumentContext[];
  readonly sound: boolean;
  /** Whether all of it was read: no template body, syntax error or conflict marker. */
  readonly whole: boolean;
}

/**
 * A runner with a memory: it forgets a document when nobody else holds it. `load` is called at the first resource, and at
 * the first comment that silences; `resourcesOf` gives the resources of a document, always the same objects.
 */
export function createRunner(
  load: () => Judging,
  resourcesOf: (document: YamlDocument) => readonly KnownResource[],
): Runner {
  const judges = new WeakMap<Options, Judge>();
  return {
    schemas: () => load().schemas,
    clusters: () => load().clusters,
    judgeWith(options) {
      const known = judges.get(options);
      if (known) return known;
      const judge = (document: YamlDocument) =>
        judgeDocument(document, resourcesOf(document).filter(isJudged), options, load);
      const remembering = (document: YamlDocument) => remember(document, judge, judge);
      let built: Judge['built'] | undefined;
      let build: Judge['build'] | undefined;
      const made: Judge = {
        document: remembering,
        workspace(document, workspace, set) {
          const verdict = remembering(document);
          const { memo, resources } = verdict;
          if (resources.length === 0 || workspace.store().stands(memo.answers)) return memo.findings;
          return load().workspace(verdict, workspace, set, options);
        },
        built(one, workspace) {
          built ??= load().built(options);
          return built(one, workspace);
        },
        shared: new WeakMap(),
        build(one, workspace) {
          build ??= load().build(options);
          return build(one, workspace);
        },
        comments: (document, file, hits) =>
          remembering(document).silences.directives.length > 0
            ? load().comments({ document, file, verdictOf: remembering, built: hits }, options)
            : [],
      };
      judges.set(options, made);
      return made;
    },
  };
}

const silent: Silences = { directives: [], here: () => false, file: undefined };

function judgeDocument(
  document: YamlDocument,
  resources: readonly Resource[],
  options: Options,
  load: () => Judging,
): Verdict {
  const { text } = document;
  const silences = text.includes('cert-manager-lint-') ? load().silencesOf(text) : silent;
  const parsed = mayHoldResource(text) ? document.parsed() : undefined;
  const bare: Verdict = {
    findings: [],
    ofText: [],
    resources,
    silencedInFile: silences.file,
    memo: {
      findings: [],
      hits: [],
      answers: unasked(),
      comments: undefined,
    },
    hits: [],
    silences,
    contexts: [],
    sound: parsed?.sound ?? true,
    whole: parsed?.problem === undefined,
  };
  if (!parsed || !(resources.length > 0 || namesResource(text))) return bare;
  return load().document(text, parsed, bare, options);
}
