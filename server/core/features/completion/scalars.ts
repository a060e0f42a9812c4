/** Scalars as completion takes them from a document: what anchors name is known, and what a template decides. */
import type { Span } from '../../text/span.ts';
import type { ScalarRead } from './lexer.ts';
import type { OutlineScalar } from './outline.ts';

export class Scalars {
  readonly #anchored = new Map<string, string>();
  readonly #masked: string;
  readonly #written: string;

  /** `masked` is `written` with its templates masked, place by place. */
  constructor(masked: string, written: string) {
    this.#masked = masked;
    this.#written = written;
  }

  /** A scalar behind its `properties` (anchor and tag); the alias of what is no scalar is empty. */
  read(properties: string, { text, quoted, start, end }: ScalarRead): OutlineScalar {
    const alias = quoted ? undefined : /^\*([^\s,[\]{}]+)$/.exec(text)?.[1];
    if (alias !== undefined) return { type: 'scalar', text: this.#anchored.get(alias) ?? '' };
    const templated = this.#isTemplated({ start, end });
    const anchor = /&(\S+)/.exec(properties)?.[1];
    if (anchor !== undefined) this.#anchored.set(anchor, templated ? '' : text);
    return { type: 'scalar', text, ...(templated && { templated }) };
  }

  #isTemplated({ start, end }: Span): boolean {
    return this.#masked.slice(start, end) !== this.#written.slice(start, end);
  }
}
