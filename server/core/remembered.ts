/** What the engine remembers of documents and of options. */
import type { Release } from './facts.ts';
import { embeddedIn } from './model/embedded.ts';
import { type Known, knownResourcesOf } from './model/resource.ts';
import type { Options } from './options.ts';
import { installedRelease } from './workspace/installedRelease.ts';
import { mayMatter } from './workspace/matters.ts';
import type { Workspace } from './workspace/workspace.ts';
import type { YamlDocument } from './yaml/documents.ts';

/** The resources of each document, decoded once. */
export function rememberResources(): (document: YamlDocument) => readonly Known[] {
  const memory = new WeakMap<YamlDocument, readonly Known[]>();
  return (document) => {
    const known = memory.get(document) ?? (mayMatter(document.text) ? resourcesIn(document) : []);
    memory.set(document, known);
    return known;
  };
}

function resourcesIn(document: YamlDocument): readonly Known[] {
  const { root, problem } = document.parsed();
  const written = knownResourcesOf(root);
  // A syntax error may make anything look as if it stood inside of something.
  return problem === undefined ? [...written, ...embeddedIn(root)] : written;
}

/**
 * The same options with the release that the workspace installs, and with what it tells of parts at a path; equal ones are
 * the very same.
 */
export function createOptionsIn(): (workspace: Workspace, options: Options, path?: string) => Options {
  const made = new WeakMap<Options, Map<string, Options>>();
  return (workspace, options, path) => {
    const found = options.isReleaseChosen ? undefined : installedRelease(workspace.store());
    const release: Release = found ?? options.release;
    const expectsParts = path === undefined ? options.expectsParts : workspace.mayHoldParts(path);
    if (release === options.release && expectsParts === options.expectsParts) return options;
    const known = made.get(options) ?? new Map<string, Options>();
    made.set(options, known);
    const name = `${release} ${expectsParts}`;
    const same = known.get(name) ?? { ...options, release, expectsParts };
    known.set(name, same);
    return same;
  };
}
