/** What a kustomization or a chart makes. */
import type { Build, BuildSource } from './built.ts';
import { buildChart } from './helm.ts';
import { build as buildKustomization } from './kustomize/build.ts';
import { mayMatter } from './matters.ts';
import type { Root } from './roots.ts';

/** Builds a root; what did not change since `before` is taken over. */
export function build({ kind, file }: Root, source: BuildSource, before: Build | undefined): Build {
  return kind === 'helm'
    ? buildChart(file, source, mayMatter, before)
    : buildKustomization(file, source, before);
}
