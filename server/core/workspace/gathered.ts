/** What is gathered from all resources of some kinds: once for a workspace, until one of them comes, goes or changes. */
import type { Known, KnownKind } from '../model/resource.ts';
import { type Memory, questions, type Store, unasked } from './store.ts';

/** A question to all resources of some kinds. It is one object, made once: its answers are remembered by it. */
export interface Gathering<T> {
  readonly kinds: readonly KnownKind[];
  /** `names`: it reads nothing of them but name and namespace, and stands until one of these comes or goes. */
  readonly reads: 'all' | 'names';
  readonly make: (resources: readonly Known[]) => T;
}

interface Answer {
  readonly memory: Memory;
  readonly value: unknown;
}

const answers = new WeakMap<Store, WeakMap<object, Answer>>();

/** The answer to a question, remembered with the store; what it rests on is noted in `asked`. */
export function gathered<T>(store: Store, question: Gathering<T>, asked: string[]): T {
  const known = answers.get(store) ?? new WeakMap<object, Answer>();
  answers.set(store, known);
  const same = known.get(question);
  const answer = same && store.stands(same.memory) ? same : gather(store, question);
  known.set(question, answer);
  asked.push(...answer.memory.asked);
  // Remembered by the question, which always makes the same type of answer.
  return answer.value as T;
}

function gather<T>(store: Store, { kinds, reads, make }: Gathering<T>): Answer {
  const memory = unasked();
  store.remember(memory, kinds.map(reads === 'names' ? questions.identities : questions.all));
  return { memory, value: make(kinds.flatMap((kind) => store.all(kind).map(({ resource }) => resource))) };
}
