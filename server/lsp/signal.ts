/** Something that happens again and again, and those who wait for the next time. */
import type { CancellationToken } from 'vscode-languageserver';

export interface Signal {
  fire(): void;
  /** Resolves when it happens next, or when the token is cancelled. */
  next(token: CancellationToken): Promise<void>;
}

/** A signal that nobody waits for. */
export function createSignal(): Signal {
  let waiting: (() => void)[] = [];
  return {
    fire() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
    next: (token) =>
      new Promise((resolve) => {
        const listener = token.onCancellationRequested(() => done());
        const done = () => {
          listener.dispose();
          resolve();
        };
        waiting.push(done);
        if (token.isCancellationRequested) done();
      }),
  };
}
