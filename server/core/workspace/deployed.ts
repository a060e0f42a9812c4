/** Which charts something installs with values of its own, as far as their paths tell. */
import { nodeAt, textAt } from '../model/look.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { argoSources } from './kustomize/argo.ts';
import { joinPath } from './paths.ts';

export interface Deployed {
  /** Notes the charts that a resource installs. */
  add(kind: string, map: YamlMap, document: YamlDocument): void;
  /** Whether the chart in a folder is among them. */
  has(folder: string): boolean;
}

/** A memory of charts; their paths are seen from `folders`. */
export function createDeployed(folders: readonly string[]): Deployed {
  const known = new Set<string>();
  const templated: { readonly start: string; readonly end: string }[] = [];
  const note = (path: string) => {
    for (const folder of folders) known.add(joinPath(folder, path.replace(/^\/+/, '')) ?? '');
  };
  return {
    add(kind, map, document) {
      if (kind === 'HelmRelease') note(textAt(map, 'spec.chart.spec.chart')?.value ?? '\0');
      if (kind === 'Application')
        for (const source of argoSources(map)) note(textAt(source, 'path')?.value ?? '\0');
      const template = nodeAt(map, 'spec.template')?.value;
      if (kind !== 'ApplicationSet' || template?.type !== 'map') return;
      for (const source of argoSources(template)) {
        const path = nodeAt(source, 'path');
        // Without values of its own it installs a chart as it is.
        if (!path || !(nodeAt(source, 'helm') || nodeAt(map, 'spec.templatePatch'))) continue;
        const written = document.text
          .slice(path.span.start, path.span.end)
          .replace(/^["']?[./]*|\/?["']?$/g, '');
        const [start = '', ...more] = written.split('{{');
        if (more.length === 0) note(start);
        else templated.push({ start, end: more.at(-1)?.split('}}').at(-1) ?? '' });
      }
    },
    has: (folder) =>
      known.has(folder) ||
      templated.some(
        ({ start, end }) =>
          folder.endsWith(end) &&
          folders.some((one) => folder.startsWith(`${one.replace(/\/$/, '')}/${start}`)),
      ),
  };
}
