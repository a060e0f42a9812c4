/** Which documents have a part in what a build makes; remembered with the build. */
import { everyKind, isJudged } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { Build, BuiltResource } from './built.ts';
import type { Store } from './store.ts';

/** A built resource with what built it. */
export interface Built {
  readonly build: Build;
  readonly built: BuiltResource;
}

export interface Parts {
  /** The documents whose resources a build takes. */
  readonly declaredIn: (build: Build) => ReadonlySet<YamlDocument>;
  /** What a build makes, by the paths of the files that have a part in it. */
  readonly partsOf: (build: Build) => ReadonlyMap<string, readonly Built[]>;
}

/** A memory for the parts of builds. */
export function createParts(): Parts {
  const declared = new WeakMap<Build, ReadonlySet<YamlDocument>>();
  const parts = new WeakMap<Build, ReadonlyMap<string, readonly Built[]>>();
  return {
    declaredIn(build) {
      // A text inside of a document does not make the document a base.
      const known =
        declared.get(build) ??
        new Set([
          ...build.resources.flatMap(({ document, composite }) =>
            composite.parts[0]?.inline ? [] : document,
          ),
          ...(build.deleted ?? []),
        ]);
      declared.set(build, known);
      return known;
    },
    partsOf(build) {
      const known = parts.get(build);
      if (known) return known;
      const made = new Map<string, Built[]>();
      for (const built of build.resources) {
        for (const path of new Set(built.composite.parts.map((part) => part.path))) {
          const others = made.get(path);
          if (others) others.push({ build, built });
          else made.set(path, [{ build, built }]);
        }
      }
      parts.set(build, made);
      return made;
    },
  };
}

/**
 * Whether rules may have a word on what a build makes. An ApplicationSet may apply anything, kustomizations in a circle
 * nothing: there it is asked whether the workspace has such things at all.
 */
export function mayBeJudged(build: Build, store: Store): boolean {
  if (build.asks || build.problems.some(({ kind }) => kind === 'cycle'))
    return everyKind.some((kind) => store.all(kind).length > 0);
  return build.resources.some(({ resource }) => isJudged(resource));
}
