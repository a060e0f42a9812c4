/** What a kustomization makes, with the places that it came from. */
import type { Known } from '../model/resource.ts';
import type { Span } from '../text/span.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import type { Composite, PlaceInDocument } from './composite.ts';
import type { Asking } from './kustomize/asked.ts';
import type { Root } from './roots.ts';

/** A file as a build sees it. Paths are decoded, absolute, with slashes. */
export interface BuildFile {
  readonly path: string;
  readonly documents: readonly PlacedDocument[];
}

/** What a build reads from; everything that it asks is noted in `Build.reads`. */
export interface BuildSource {
  /** The file at a path; undefined where the workspace has none. */
  file(path: string): BuildFile | undefined;
  /** The kustomization file of a folder (`kustomization.yaml`, `kustomization.yml`, `Kustomization`). */
  kustomization(folder: string): BuildFile | undefined;
  /** Paths of the YAML files in a folder and below it (Flux takes them where no kustomization lies). */
  yamlFilesBelow(folder: string): readonly string[];
  /** Names of the folders that a folder holds. */
  foldersIn(folder: string): readonly string[];
  /** Whether a file that was asked for was looked for in vain: until then it may be there. */
  isMissing(path: string): boolean;
}

/** Something that a build could not do as kustomize does, said at the place where it is written. */
export interface BuildProblem {
  readonly kind: /** A field of the kustomization that we do not follow: what it may change is unknown. */
    | 'unknown-field'
    /** A URL: what lies there is unknown. */
    | 'remote'
    /** A generator or a Helm chart: the resources that it makes are not in the workspace; the others stand. */
    | 'unseen-resources'
    /** A kustomization with a syntax error: what depends on it is unknown. */
    | 'unreadable-kustomization'
    /** A path that the workspace does not have. */
    | 'missing-file'
    /** A folder without a kustomization, a file that is no YAML map. */
    | 'not-usable'
    /** A kustomization that includes itself, by way of others maybe. */
    | 'cycle'
    /** A patch whose `target` matches no resource of the build: it changes nothing. */
    | 'patch-without-target'
    /** A resource that a patch without `target`, a replacement or a generator names and that is not there. */
    | 'resource-not-there'
    /** Several resources that are, or were once, what such a patch or replacement names. */
    | 'resource-not-unique'
    /** An entry of `replicas` for a workload that is not there. */
    | 'workload-not-there'
    /** A replacement that cannot be made: of a field that is not there, into a path that is not there. */
    | 'replacement-not-applicable'
    /** A patch that cannot be applied: a path that is not there, a failed `test`, a text that does not parse. */
    | 'patch-not-applicable'
    /** Two resources of one identity: kustomize refuses to build. */
    | 'duplicate-resource';
  readonly path: string;
  readonly document: YamlDocument;
  readonly at: Span;
  /** What the message names: the field, the URL, the path, the target. */
  readonly detail: string;
  /** How a resource that is there differs from the one that is asked for. */
  readonly unlike?: Unlike;
}

/** A field in which two resources of one kind and name differ; no value: it is not written. */
export interface Unlike {
  readonly field: 'apiVersion' | 'namespace';
  readonly asked: string | undefined;
  readonly there: string | undefined;
}

const refusals: ReadonlySet<BuildProblem['kind']> = new Set([
  'patch-not-applicable',
  'replacement-not-applicable',
  'resource-not-there',
  'resource-not-unique',
  'workload-not-there',
  'duplicate-resource',
]);

/** Whether kustomize ends at a problem and builds nothing at all, whatever is found elsewhere. */
export function isRefusal({ kind }: BuildProblem): boolean {
  return refusals.has(kind);
}

/** A text that found a resource by its name: in a patch, a target, a replacement, a generator that adds to it. */
export interface Call {
  /** Where it stands: the characters without quotes. */
  readonly place: PlaceInDocument;
  /** Whether an anchor stands there: then the text is not alone in meaning this. */
  readonly shared: boolean;
  /** What the resource was called that it found: a target may be a pattern. */
  readonly name: string;
  /** Where that name is written; undefined for a resource that nobody here reads. */
  readonly of: PlaceInDocument | undefined;
}

export interface BuiltResource {
  /** Its places, and those in it, are places of `composite`. */
  readonly resource: Known;
  readonly composite: Composite;
  /** The document that declares it: not a patch. */
  readonly path: string;
  readonly document: YamlDocument;
  /** Why what it looks like when built is not surely known; then nothing may be said of it. */
  readonly unknown: BuildProblem | undefined;
}

/** A resource that installs a chart, where its name stands. */
export interface Builder extends PlaceInDocument {
  /** What people call it: `HelmRelease/web`, and of which overlay it is, where one builds it. */
  readonly name: string;
  readonly resource: Known;
}

export interface Build {
  /** Path of the kustomization or `Chart.yaml`; the folder, where Flux or Argo CD takes one that has none. */
  readonly root: string;
  /** The resources of known kinds. Those of other kinds take part in the build and are left out here. */
  readonly resources: readonly BuiltResource[];
  /** Documents of patches (files of their own): no resources, though they look like some. */
  readonly patches: ReadonlySet<YamlDocument>;
  /** Documents of resources that are taken in and left out again: a patch deletes them, or they are for local use. */
  readonly deleted?: ReadonlySet<YamlDocument>;
  /** What decides about all resources, by identity: documents, undefined where one is missing; resources; paths. */
  readonly inputs?: readonly unknown[];
  /** The Flux Kustomization that asks for it, with patches of its own if it likes. */
  readonly asking?: Asking;
  /** What installs the chart that was built. */
  readonly by?: Builder;
  /** The roots that its resources are, by a name of their own: what an ApplicationSet makes. */
  readonly asks?: ReadonlyMap<string, Root>;
  /**
   * Paths of all files that were read, kustomizations included; of files and folders that were looked for in vain; and of
   * folders whose files were listed.
   */
  readonly reads: ReadonlySet<string>;
  /** Folders of the kustomizations that were built on the way, `root`'s own not included. */
  readonly bases: ReadonlySet<string>;
  readonly problems: readonly BuildProblem[];
  /** Who found which resource by its name, those included that are left out of `resources`. */
  readonly calls: readonly Call[];
}

/** A build as it is, and as it would be. */
export interface Rebuilt {
  readonly before: Build;
  readonly after: Build | undefined;
}

/** What is built of one file alone. */
export const plainBuild = (root: string, resources: readonly BuiltResource[]): Build => ({
  root,
  resources,
  patches: new Set(),
  reads: new Set([root]),
  bases: new Set(),
  problems: [],
  calls: [],
});
