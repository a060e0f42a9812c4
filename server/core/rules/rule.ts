/** What a rule is: a value. It sees only its resource and its context. */
import type { Release } from '../facts.ts';
import type { PlacedSolver } from '../issuance/placedSolver.ts';
import type { Issuer } from '../model/issuer.ts';
import type { Node } from '../model/node.ts';
import type { Kind, Known, KnownByKind, KnownKind, ResourceByKind } from '../model/resource.ts';
import type { Http01Options } from '../options.ts';
import type { SchemaProblem } from '../schema/check.ts';
import type { Schema } from '../schema/schema.ts';
import type { Span } from '../text/span.ts';
import type { BuildProblem } from '../workspace/built.ts';
import type { Gathering } from '../workspace/gathered.ts';
import type { Controller } from '../workspace/placement/placement.ts';
import type { Editor, Edits } from '../yaml/edit.ts';
import type { Parsed } from '../yaml/parse.ts';
import type { Idle } from './suppress.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Locale = 'en' | 'ko';

/** The texts of a rule in every language; the compiler demands that the keys agree. */
export type Texts<T> = Readonly<Record<Locale, T>>;

export interface Fix {
  readonly title: string;
  /** `safe`: comments, order and all other values stay; applied by fix-all and `--fix`. */
  readonly safety: 'safe' | 'unsafe';
  readonly edits: Edits;
  /** Set where it holds for the build that the finding is about, and for no other one with the same document. */
  readonly ofBuild?: true;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
  /** The resource that the place is in, where it is another than the one that is judged. */
  readonly of?: Known;
}

/**
 * What a rule reports. `fixes` is called when somebody wants them, for the text that was judged; the first fix, where
 * it is safe, is the preferred one, the others are alternatives.
 */
export interface Finding {
  readonly at: Span;
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly Fix[];
}

/** The whole world of a rule that looks at one resource. */
export interface DocumentContext {
  readonly locale: Locale;
  readonly edit: Editor;
  /** The release that this resource is judged by: the cluster's, or the last one that serves its API version. */
  readonly release: Release;
  readonly clusterRelease: Release;
  /** The structure of the resource's API; undefined where it is none of cert-manager's. */
  readonly schema: Schema | undefined;
  readonly http01: Http01Options;
  /** Whether the resource is only a part of one, as a patch is: then nothing is missing in it (`model/part.ts`). */
  readonly isPart: () => boolean;
  /** What the API's own structure says of this resource: unknown, missing, mistyped, … fields. */
  readonly problems: () => readonly SchemaProblem[];
}

/** Finds other resources of the workspace; in a workspace of one file, of that file. */
export interface ResourceIndex {
  /**
   * Resources of this kind with this name; `namespace` undefined finds those without one only. Those that are applied
   * together with the asker (in one file, or built by one kustomization) where there are any, else all others.
   */
  find<K extends KnownKind>(kind: K, namespace: string | undefined, name: string): readonly KnownByKind[K][];
  /** Resources of this kind with this name in whatever namespace, wherever they stand. */
  named<K extends KnownKind>(kind: K, name: string): readonly KnownByKind[K][];
  /**
   * Resources that are a Secret of this name, write it, or keep a certificate or an account key in it (`ownSecretsOf`), in
   * whatever namespace.
   */
  withSecret(name: string): readonly Known[];
  /** Those of them that have this namespace written, or none. */
  withSecretIn(namespace: string | undefined, name: string): readonly Known[];
  /** Whether what a build makes of a resource that was found is not surely known. */
  isUnsure(resource: Known): boolean;
  /** Whether a resource that was found is applied together with the asker. */
  together(resource: Known): boolean;
  /** The same, or both stand by themselves in files of one folder: somebody who applies one of them applies the other. */
  beside(resource: Known): boolean;
  /** Whether something builds one of the two without the other: they may go to different clusters. */
  apart(resource: Known): boolean;
  /** All resources of this kind that are applied together with the asker. */
  all<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  /** The same, for who reads nothing of them but name and namespace: asked again only when one comes or goes. */
  near<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  /** All resources of this kind. */
  everywhere<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  /** The same, for who reads nothing of them but name and namespace: asked again only when one comes or goes. */
  identities<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  /** The name of a resource as it is written: kustomizations give others. Undefined where none is, or several parts make it. */
  nameBefore(resource: Known): string | undefined;
  /** What all resources of some kinds make together; remembered for whoever asks next. */
  gathered<T>(question: Gathering<T>): T;
  /** Whether all files of a workspace have been read: else nothing is surely missing. */
  readonly complete: boolean;
}

/** A rule that needs other resources has this world; it runs again when an answer of the index changes. */
export interface WorkspaceContext extends DocumentContext {
  readonly index: ResourceIndex;
  /** What the resources tell of the cluster. Whoever does not ask is not judged again when that changes. */
  readonly cluster: () => Cluster;
  /** Where the pods of an issuer's HTTP-01 solvers may land in it; placed once for all rules. */
  readonly solvers: (issuer: Issuer, release: Release) => readonly PlacedSolver[];
}

/** The ingress and gateway controllers, and the nodes; undefined where not all of them are known. */
export interface Cluster {
  readonly controllers: readonly Controller[];
  readonly nodes: readonly Node[] | undefined;
}

/** The world of a rule that looks at no resource: what it looks at is all it sees. */
export interface TextContext {
  readonly locale: Locale;
}

export interface ContextByScope {
  readonly document: DocumentContext;
  readonly workspace: WorkspaceContext;
  readonly text: TextContext;
  readonly comments: TextContext;
  readonly build: TextContext;
}
export type Scope = keyof ContextByScope;

/** A document that holds a resource of ours, or would if it could be read. */
export interface Written extends Parsed {
  readonly text: string;
  /** Whether a resource was found in it. */
  readonly held: boolean;
  /** Reads another text in the same way: what a fix would make. */
  readonly parse: (text: string) => Parsed;
}

/** The comments of a document that silence findings, after all other rules have run. */
export interface Comments {
  readonly text: string;
  readonly idle: readonly Idle[];
}

/** What a rule looks at: each resource of its kinds, each document of ours as it is written, its comments, or a build. */
export interface SubjectByScope<K extends Kind> {
  readonly document: ResourceByKind[K];
  readonly workspace: ResourceByKind[K];
  readonly text: Written;
  readonly comments: Comments;
  readonly build: BuildProblem;
}

export interface Rule<K extends Kind = Kind, S extends Scope = Scope> {
  /** Kebab-case, names the bad thing, equals the file name. */
  readonly id: string;
  readonly kinds: readonly K[];
  /**
   * What the rule looks at, and what it may see: a `document` rule cannot reach for other resources; a `text` rule
   * runs once for each document of ours, whether it can be read or not; a `comments` rule runs after all others; a
   * `build` rule looks at what a kustomization could not do, where it builds anything that rules judge.
   */
  readonly scope: S;
  readonly severity: Severity;
  /** Whether its findings carry fixes; the test harness holds the rule to it. */
  readonly fixable: 'never' | 'sometimes' | 'always';
  /** Release of this product that brought the rule. */
  readonly since: string;
  check(subject: SubjectByScope<K>[S], context: ContextByScope[S]): Iterable<Finding>;
}

/** Declares a rule; the kinds pick the type of the resource that `check` gets, the scope its powers. */
export function defineRule<K extends Kind, S extends Scope>(rule: Rule<K, S>): Rule<K, S> {
  return rule;
}
