/** What a kustomization, a chart, or a resource of Flux or Argo CD makes. */
import { buildApplicationSet } from './applicationSet/build.ts';
import type { Build, BuildSource } from './built.ts';
import { withHelmCharts } from './bundled.ts';
import { buildChart } from './helm.ts';
import { argoBuild } from './kustomize/argo.ts';
import { build as buildKustomization } from './kustomize/build.ts';
import { fluxBuild } from './kustomize/flux.ts';
import { mayMatter } from './matters.ts';
import type { Root } from './roots.ts';

/** Builds a root; what did not change since `before` is taken over. Undefined where it asks for nothing that is here. */
export function build(root: Root, source: BuildSource, before: Build | undefined): Build | undefined {
  const bundling = (made: Build | undefined) => made && withHelmCharts(made, source, before);
  switch (root.kind) {
    case 'helm':
      return buildChart(root, source, mayMatter, before);
    case 'kustomize':
      return bundling(buildKustomization(root.file, source, before));
    case 'set':
      return buildApplicationSet(root.asking, root.folders, source, before);
    case 'flux':
      return bundling(firstOf(root.folders, (folder) => fluxBuild(root.asking, folder, source, before)));
    case 'argo':
      return bundling(firstOf(root.folders, (folder) => argoBuild(root.asking, folder, source, before)));
  }
}

function firstOf(folders: readonly string[], ask: (folder: string) => Build | undefined): Build | undefined {
  for (const folder of folders) {
    const made = ask(folder);
    if (made) return made;
  }
  return undefined;
}
