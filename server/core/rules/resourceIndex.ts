/** The resources that rules may look up, and what they asked. */
import type { Kind, Resource, ResourceByKind } from '../model/resource.ts';
import type { ResourceIndex } from './rule.ts';

/** A question with its answer: while the answer stands, what rests on it stands as well. */
export interface Asked {
  readonly question: string;
  readonly answer: readonly Resource[];
}

export interface Index {
  /** The index as a rule sees it; each question is noted in `asked`. */
  recording(asked: Asked[]): ResourceIndex;
  /** Whether the question would be answered with the very same resources. */
  stillAnswers(asked: Asked): boolean;
}

/** An index over these resources. It is built when it is first asked. */
export function createIndex(resources: () => Iterable<Resource>): Index {
  let built: Map<string, Resource[]> | undefined;
  const answer = (question: string): readonly Resource[] => {
    built ??= build(resources());
    return built.get(question) ?? [];
  };
  return {
    recording(asked) {
      const ask = (question: string) => {
        const found = answer(question);
        asked.push({ question, answer: found });
        return found;
      };
      return {
        find: <K extends Kind>(kind: K, namespace: string | undefined, name: string) =>
          ask(keyOf(kind, namespace, name)) as readonly ResourceByKind[K][],
        all: <K extends Kind>(kind: K) => ask(kind) as readonly ResourceByKind[K][],
      };
    },
    stillAnswers(asked) {
      const now = answer(asked.question);
      return now.length === asked.answer.length && now.every((resource, i) => resource === asked.answer[i]);
    },
  };
}

function build(resources: Iterable<Resource>): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  const add = (question: string, resource: Resource) => {
    const known = index.get(question);
    if (known) known.push(resource);
    else index.set(question, [resource]);
  };
  for (const resource of resources) {
    add(resource.kind, resource);
    if (resource.name !== undefined) add(keyOf(resource.kind, resource.namespace, resource.name), resource);
  }
  return index;
}

const keyOf = (kind: string, namespace: string | undefined, name: string) =>
  `${kind}/${namespace ?? ''}/${name}`;
