/** The resources that rules may look up, what they asked, and which answers an edit has changed. */
import { textAt } from '../model/look.ts';
import type { Kind, Resource, ResourceByKind } from '../model/resource.ts';
import type { ResourceIndex } from './rule.ts';

/** Something that holds resources and is replaced as a whole when one of them changes. */
export interface Holder {
  readonly resources: readonly Resource[];
}

/** What a rule asked, and when the answer was last known to stand. */
export interface Memory {
  index: Index | undefined;
  generation: number;
  asked: readonly string[];
}

export interface Index {
  /** Takes over what holds the resources now. The cost follows what was replaced, a comparison for each other one. */
  update(holders: readonly Holder[]): void;
  /** The index as a rule sees it; each question is noted in `asked`. */
  recording(asked: string[]): ResourceIndex;
  /** Whether everything that was asked would be answered as it was. */
  stands(memory: Memory): boolean;
  /** Notes that the answers to `asked` are those of now. */
  remember(memory: Memory, asked: readonly string[]): void;
}

/** An index that is empty until its first update. */
export function createIndex(): Index {
  return new FileIndex();
}

class FileIndex implements Index {
  #holders: readonly Holder[] = [];
  #generation = 0;
  /** The questions whose answers the last update has changed. */
  #changed: ReadonlySet<string> = new Set();
  /** Resources by name, kept up to date; those of a kind are gathered when first asked for. */
  readonly #byName = new Map<string, Resource[]>();
  readonly #byKind = new Map<Kind, readonly Resource[]>();
  readonly #byText = new Map<string, ReadonlyMap<string, readonly Resource[]>>();

  update(holders: readonly Holder[]): void {
    const old = this.#holders;
    let head = 0;
    while (head < old.length && head < holders.length && old[head] === holders[head]) head++;
    let tail = 0;
    const most = Math.min(old.length, holders.length) - head;
    while (tail < most && old.at(-1 - tail) === holders.at(-1 - tail)) tail++;
    const resources = (some: readonly Holder[], length: number) =>
      some.slice(head, length - tail).flatMap((holder) => holder.resources);
    const removed = resources(old, old.length);
    const added = resources(holders, holders.length);
    this.#holders = holders;
    this.#generation++;
    this.#byKind.clear();
    this.#byText.clear();
    this.#changed = new Set([...removed, ...added].flatMap(questionsOf));
    for (const resource of removed) {
      const key = nameOf(resource);
      const left = this.#byName.get(key)?.filter((other) => other !== resource) ?? [];
      if (left.length > 0) this.#byName.set(key, left);
      else this.#byName.delete(key);
    }
    for (const resource of added) {
      const known = this.#byName.get(nameOf(resource));
      if (known) this.#byName.set(nameOf(resource), [...known, resource]);
      else this.#byName.set(nameOf(resource), [resource]);
    }
  }

  recording(asked: string[]): ResourceIndex {
    return {
      find: <K extends Kind>(kind: K, namespace: string | undefined, name: string) => {
        const question = keyOf(kind, namespace, name);
        asked.push(question);
        return this.#inOrder(
          this.#byName.get(question) ?? [],
        ) as readonly Resource[] as readonly ResourceByKind[K][];
      },
      all: <K extends Kind>(kind: K) => {
        asked.push(kind);
        return this.#all(kind) as readonly Resource[] as readonly ResourceByKind[K][];
      },
      saying: <K extends Kind>(kind: K, path: string, text: string) => {
        asked.push(kind);
        const found = this.#saying(kind, path).get(text) ?? [];
        return found as readonly Resource[] as readonly ResourceByKind[K][];
      },
    };
  }

  stands(memory: Memory): boolean {
    if (memory.index !== this || memory.generation < this.#generation - 1) return false;
    const fine =
      memory.generation === this.#generation ||
      memory.asked.every((question) => !this.#changed.has(question));
    if (fine) memory.generation = this.#generation;
    return fine;
  }

  remember(memory: Memory, asked: readonly string[]): void {
    memory.index = this;
    memory.generation = this.#generation;
    memory.asked = asked;
  }

  #all(kind: Kind): readonly Resource[] {
    const known = this.#byKind.get(kind);
    if (known) return known;
    const all = this.#holders.flatMap(({ resources }) => resources.filter((one) => one.kind === kind));
    this.#byKind.set(kind, all);
    return all;
  }

  #saying(kind: Kind, path: string): ReadonlyMap<string, readonly Resource[]> {
    const key = `${kind} ${path}`;
    const known = this.#byText.get(key);
    if (known) return known;
    const byText = new Map<string, Resource[]>();
    for (const resource of this.#all(kind)) {
      const text = textAt(resource.map, path)?.value;
      if (text === undefined) continue;
      const same = byText.get(text);
      if (same) same.push(resource);
      else byText.set(text, [resource]);
    }
    this.#byText.set(key, byText);
    return byText;
  }

  /** Several resources of one name, in the order of the file: an edit may have brought the first of them last. */
  #inOrder(resources: readonly Resource[]): readonly Resource[] {
    if (resources.length < 2) return resources;
    return this.#holders.flatMap((holder) => holder.resources.filter((one) => resources.includes(one)));
  }
}

const questionsOf = (resource: Resource) => [resource.kind, nameOf(resource)];

const nameOf = ({ kind, namespace, name }: Resource) => keyOf(kind, namespace, name ?? '');

const keyOf = (kind: string, namespace: string | undefined, name: string) =>
  `${kind}/${namespace ?? ''}/${name}`;
