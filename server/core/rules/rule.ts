/** What a rule is: a value. It sees only its resource and its context. */
import type { Release } from '../facts.ts';
import type { Kind, ResourceByKind } from '../model/resource.ts';
import type { NodeLabel } from '../options.ts';
import type { Span } from '../text/span.ts';
import type { Editor, Edits } from '../yaml/edit.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Locale = 'en' | 'ko';

/** The texts of a rule in every language; the compiler demands that the keys agree. */
export type Texts<T> = Readonly<Record<Locale, T>>;

export interface Fix {
  readonly title: string;
  /** `safe`: comments, order and all other values stay; applied by fix-all and `--fix`. */
  readonly safety: 'safe' | 'unsafe';
  readonly edits: Edits;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
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

/** The whole world of a rule that looks at one document. */
export interface DocumentContext {
  readonly locale: Locale;
  readonly edit: Editor;
  /** The release that this resource is judged by. */
  readonly release: Release;
  readonly http01: { readonly nodeLabel: NodeLabel };
}

export interface Rule<K extends Kind = Kind> {
  /** Kebab-case, names the bad thing, equals the file name. */
  readonly id: string;
  readonly kinds: readonly K[];
  readonly scope: 'document';
  readonly severity: Severity;
  /** Whether its findings carry fixes; the test harness holds the rule to it. */
  readonly fixable: 'never' | 'sometimes' | 'always';
  /** Release of this product that brought the rule. */
  readonly since: string;
  check(resource: ResourceByKind[K], context: DocumentContext): Iterable<Finding>;
}

/** Declares a rule; the kinds pick the type of the resource that `check` gets. */
export function defineRule<K extends Kind>(rule: Rule<K>): Rule<K> {
  return rule;
}
