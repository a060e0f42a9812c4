/** Cheap looks at texts and paths: what is worth keeping and parsing. */
import { mayHoldContext, mayHoldResource, mayMatterInFile } from '../model/resource.ts';
import type { YamlDocument } from '../yaml/documents.ts';
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

/** What a glance at a document tells of its part in the workspace. */
export interface Traits {
  /** It may name what is applied: a Kustomization of Flux, an Application of Argo CD. */
  readonly mayBeRoot: boolean;
  /** It may hold texts with resources in them. */
  readonly mayCarry: boolean;
}

/** Glances at each document once. */
export function createGlance(): (document: YamlDocument) => Traits {
  const memory = new WeakMap<YamlDocument, Traits>();
  return (document) => {
    const known = memory.get(document);
    if (known) return known;
    const { text } = document;
    const made = {
      mayBeRoot:
        /(?:kustomize|helm)\.toolkit\.fluxcd\.io|argoproj\.io/.test(text) &&
        /kind["']?\s*:\s*["']?(?:Kustomization|HelmRelease|Application)/.test(text),
      mayCarry: /^[ \t]+(?:- )?apiVersion:[ \t]*["']?(?:acme\.)?cert-?manager\b/m.test(text),
    };
    memory.set(document, made);
    return made;
  };
}
