/** What a kustomization, a chart, or a resource of Flux or Argo CD makes. */
import type { Build, BuildSource } from './built.ts';
import { buildChart } from './helm.ts';
import { argoBuild } from './kustomize/argo.ts';
import { build as buildKustomization } from './kustomize/build.ts';
import { fluxBuild } from './kustomize/flux.ts';
import { mayMatter } from './matters.ts';
import type { Root } from './roots.ts';

/** Builds a root; what did not change since `before` is taken over. Undefined where it asks for nothing that is here. */
export function build(root: Root, source: BuildSource, before: Build | undefined): Build | undefined {
  switch (root.kind) {
    case 'helm':
      return buildChart(root.file, source, mayMatter, before, root.isDeployed);
    case 'kustomize':
      return buildKustomization(root.file, source, before);
    case 'flux':
    case 'argo': {
      const ask = root.kind === 'flux' ? fluxBuild : argoBuild;
      for (const folder of root.folders) {
        const made = ask(root.asking, folder, source, before);
        if (made) return made;
      }
      return undefined;
    }
  }
}
