/**
 * Where kustomize finds a resource by its name: patches that repeat it, targets, replacements. A rename that left those
 * as they are would break the build.
 */

import { fieldOf, textOfScalar } from '../workspace/kustomize/nodes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedDocument } from '../yaml/documents.ts';
import { maxDepth, type YamlNode } from '../yaml/tree.ts';

/** The fields of a kustomization that find resources by name. */
const selecting = ['patches', 'patchesJson6902', 'patchesStrategicMerge', 'replacements', 'replicas', 'vars'];

/** The path of a file by whose patches or targets a resource of `kind` and `name`, declared at `path`, is found. */
export function selectedByName(
  workspace: Workspace,
  path: string,
  kind: string,
  name: string,
): string | undefined {
  for (const { root, reads, patches } of workspace.buildsOf(path))
    for (const read of new Set([root, ...reads])) {
      const documents = workspace.documents(read) ?? [];
      const isPatch = ({ document }: PlacedDocument) => patches.has(document);
      if (documents.some((one) => isPatch(one) && isFor(one.document.parsed().root, kind, name))) return read;
      if (!/(^|\/)kustomization(\.ya?ml)?$/i.test(read)) continue;
      if (documents.some(({ document }) => selects(document.parsed().root, name))) return read;
    }
  return undefined;
}

function isFor(patch: YamlNode | undefined, kind: string, name: string): boolean {
  const itsName = textOfScalar(fieldOf(fieldOf(patch, 'metadata'), 'name'));
  return textOfScalar(fieldOf(patch, 'kind')) === kind && itsName === name;
}

function selects(kustomization: YamlNode | undefined, name: string): boolean {
  // Targets are patterns (selector.go of kustomize: anchored at both ends), inline patches texts.
  const inPatch = new RegExp(`name["']?\\s*:\\s*["']?${escaped(name)}["']?\\s*(?:[,}#]|$)`, 'm');
  const says = (node: YamlNode | undefined, depth: number): boolean => {
    if (!node || depth > maxDepth) return false;
    if (node.type === 'list') return node.items.some(({ value }) => says(value, depth + 1));
    if (node.type === 'map') return node.entries.some(({ value }) => says(value, depth + 1));
    const text = String(node.value ?? '');
    return text.replace(/^\^|\$$/g, '') === name || inPatch.test(text) || matches(text, name);
  };
  return selecting.some((field) => says(fieldOf(kustomization, field), 0));
}

/** `cert|web` and the like; only plain alternatives, as a pattern of a stranger is not run. */
function matches(pattern: string, name: string): boolean {
  return (
    pattern.length < 1000 &&
    pattern
      .replace(/[()^$]/g, '')
      .split('|')
      .includes(name)
  );
}

const escaped = (name: string) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
