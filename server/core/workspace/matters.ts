/** Cheap looks at texts and paths: what is worth keeping and parsing. */
import { mayHoldContext, mayHoldResource, mayMatterInFile } from '../model/resource.ts';
import { isChart, isKustomization } from './paths.ts';

/** Whether a document may hold anything that the workspace knows by name. */
export function mayMatter(text: string): boolean {
  return mayHoldResource(text) || mayHoldContext(text);
}

/** Whether the text of a file is worth keeping for the sake of others. */
export function isWorthKeeping(path: string, text: string): boolean {
  return namesRoot(path) || mayMatterInFile(text);
}

/** Whether a file names what is applied by what it is called. */
export const namesRoot = (path: string) => isKustomization(path) || isChart(path);

/** Whether a document may name what is applied: a Kustomization of Flux, an Application of Argo CD. */
export function mayBeRoot(text: string): boolean {
  return /kustomize\.toolkit\.fluxcd\.io|argoproj\.io/.test(text);
}
