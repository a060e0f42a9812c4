/** What the keyboard does, or what it waits for: whether rows of completion are to be seen. */
export type Step =
  | { readonly type: string }
  | { readonly press: string }
  | { readonly list: 'open' | 'closed' };
