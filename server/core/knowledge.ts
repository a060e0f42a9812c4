/**
 * What the engine knows of cert-manager: the rules with their texts, the structure of the API by release, and what helps
 * while somebody writes. By far the largest part of the product, so hosts that start often load it when the first
 * resource is met.
 */
import type { Assistance } from './features/assist.ts';
import { clusterWords } from './features/clusterWords.ts';
import { complete } from './features/completion/complete.ts';
import { hover } from './features/hover.ts';
import * as navigation from './features/navigation.ts';
import { preview } from './features/preview.ts';
import { type Judgement, judgement } from './judgement.ts';
import { pathsOf } from './pathsOf.ts';

/** What only judges goes without what is undefined here. */
export interface Knowledge extends Judgement {
  /** The way of a challenge as a picture. */
  readonly paths?: typeof pathsOf;
  /** What helps while somebody writes. */
  readonly assistance?: Assistance;
  /** What leads from place to place. */
  readonly navigation?: typeof navigation;
  /** What the workspace tells of its cluster. */
  readonly clusterWords?: typeof clusterWords;
}

export const knowledge: Knowledge = {
  ...judgement,
  paths: pathsOf,
  assistance: { complete, hover, preview },
  navigation,
  clusterWords,
};
