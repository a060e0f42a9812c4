/** What arrives from the other side, kept in order, to be waited for without sleeping. */
export interface Mailbox<T> {
  readonly all: readonly T[];
  put(item: T): void;
  /** The first item, here or yet to come, that fits. */
  next(fits?: (item: T, index: number) => boolean): Promise<T>;
}

/** An empty mailbox. */
export function mailbox<T>(): Mailbox<T> {
  const all: T[] = [];
  const waiting = new Set<() => void>();
  return {
    all,
    put(item) {
      all.push(item);
      for (const look of waiting) look();
    },
    next: (fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = all.findIndex(fits);
          const item = all[found];
          if (found < 0 || item === undefined) return;
          waiting.delete(look);
          resolve(item);
        };
        waiting.add(look);
        look();
      }),
  };
}
