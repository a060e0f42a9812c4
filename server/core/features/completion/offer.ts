/** What completion offers, and what it knows about where it is asked. */
import type { KnownByKind, KnownKind } from '../../model/resource.ts';
import type { Options } from '../../options.ts';
import type { Cluster } from '../../rules/rule.ts';
import type { Span } from '../../text/span.ts';
import type { Gathering } from '../../workspace/gathered.ts';
import type { Habits, Outline } from './outline.ts';
import type { Spot } from './spot.ts';

/** One thing to write at the cursor. */
export interface Offer {
  readonly label: string;
  /** `field` and `choice` stand in the API's own structure; the others are ours alone. */
  readonly sort: 'field' | 'choice' | 'value' | 'annotation' | 'snippet';
  /** A word beside the label: the type, what a URL is. */
  readonly detail?: string;
  /** The entry of the field docs that tells about it. */
  readonly docs?: string;
  /** What a snippet writes, in Markdown. */
  readonly shows?: () => string;
  readonly deprecated?: boolean;
  /** What the typed text is compared with, where that is not the label. */
  readonly filter?: string;
  /** What takes the place of `span`: a body with slots (`layout.ts`), its lines indented as in the document. */
  readonly body: string;
  readonly span: Span;
  /** The value alone as the body writes it: what stands there already is not offered again. */
  readonly value?: string;
  /** Blanks before it that go as well. */
  readonly blanks?: Span;
  /** Where a comma has to go before it. */
  readonly comma?: number;
  /** Once it is written, more can be completed at its first slot. */
  readonly goesOn?: boolean;
}

/** Finds resources by name and kind; the index of the rules answers the same questions. */
export interface Neighbours {
  /** Resources with this name; `namespace` undefined finds those without one only. */
  find<K extends KnownKind>(kind: K, namespace: string | undefined, name: string): readonly KnownByKind[K][];
  all<K extends KnownKind>(kind: K): readonly KnownByKind[K][];
  /** What is made of all resources of some kinds. */
  gathered<T>(question: Gathering<T>): T;
  /** What is known of the cluster that the file is applied to. */
  cluster(): Cluster;
}

/** All that an offer may rest on. */
export interface Scene {
  readonly spot: Spot;
  readonly outline: Outline;
  readonly habits: Habits;
  readonly newline: string;
  readonly text: string;
  /** Where the cursor is. */
  readonly offset: number;
  readonly options: Options;
  readonly neighbours: Neighbours;
}
