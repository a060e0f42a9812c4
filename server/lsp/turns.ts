/** Waiting for the messages that are already here, without a timer. */

/** Port: runs `task` in a later macrotask, as soon as there is room. */
export type Schedule = (task: () => void) => void;

/**
 * Resolves when every message that waited before the call has had its turn. The connection hands out one message
 * a macrotask, and its own may be queued behind ours: so the second turn is the first that comes after it.
 */
export function nextTurn(schedule: Schedule): Promise<void> {
  return new Promise((resolve) => schedule(() => schedule(resolve)));
}

/** Calls `run` once after a burst of calls of the returned function: when a whole turn passed without one. */
export function coalesce(schedule: Schedule, run: () => void): () => void {
  let calls = 0;
  let waiting = false;
  const wait = () => {
    const seen = calls;
    schedule(() =>
      schedule(() => {
        if (calls !== seen) return wait();
        waiting = false;
        run();
      }),
    );
  };
  return () => {
    calls++;
    if (waiting) return;
    waiting = true;
    wait();
  };
}

/** How long one thing goes on until messages have their turn (milliseconds). */
const patience = 20;

/** Tells when a slice of work is over; it starts now. */
export function slice(): () => boolean {
  const end = performance.now() + patience;
  return () => performance.now() > end;
}

/** Takes step after step, with turns for messages between slices of them, until all are taken or `isVoid`. */
export async function inSlices(
  schedule: Schedule,
  steps: Iterable<void>,
  isVoid: () => boolean,
): Promise<void> {
  let isOver = slice();
  for (const _ of steps) {
    if (!isOver()) continue;
    await nextTurn(schedule);
    if (isVoid()) return;
    isOver = slice();
  }
}
