/** What the page of the picture and the extension say to each other. */

export interface ToPage {
  readonly title: string;
  readonly svg: string;
  /** Each part, then each arrow. */
  readonly sentences: readonly string[];
  /** The parts, in the order of their sentences. */
  readonly nodes: readonly {
    readonly id: string;
    readonly label: string;
    /** Whether it leads to a line. */
    readonly leads: boolean;
  }[];
  readonly note: string;
  /** Whether somebody asked for it just now: then it gets the focus. */
  readonly asked: boolean;
}

export type FromPage =
  | { readonly does: 'ready' | 'exportSvg' | 'copyMermaid' | 'pick' }
  | { readonly does: 'open'; readonly node: string };
