/** The scalars that anchors name, as far as a document is read: an alias is offered as what it stands for, or not at all. */
export class Anchored {
  readonly #texts = new Map<string, string>();

  /** The text of a scalar behind its `properties` (anchor and tag); empty for the alias of what is no scalar. */
  read(properties: string, { text, quoted }: { readonly text: string; readonly quoted: boolean }): string {
    const alias = quoted ? undefined : /^\*([^\s,[\]{}]+)$/.exec(text)?.[1];
    if (alias !== undefined) return this.#texts.get(alias) ?? '';
    const anchor = /&(\S+)/.exec(properties)?.[1];
    if (anchor !== undefined) this.#texts.set(anchor, text);
    return text;
  }
}
