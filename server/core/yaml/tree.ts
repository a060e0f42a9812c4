/**
 * The YAML tree as the engine sees it: small, immutable, with places, free of the parser's own types.
 * Aliases point at the very node of their anchor, so the tree is a graph; walkers guard their depth.
 */
import type { Span } from '../text/span.ts';

export type YamlNode = YamlMap | YamlList | YamlScalar;

interface NodeBase {
  /** From the first to behind the last unit of the value; comments and line breaks after it are outside. */
  readonly span: Span;
  /**
   * Whether what is written is all there is: no template action, parse error or conflict marker in its reach
   * could add, remove or replace a part of it.
   */
  readonly certain: boolean;
  /** The name of its anchor, without `&`. */
  readonly anchor: string | undefined;
}

export interface YamlMap extends NodeBase {
  readonly type: 'map';
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
  /** Keys that a patch took out of it, and where the patch says so; none in a tree as it is written. */
  readonly taken?: ReadonlyMap<string, Span>;
}

export interface YamlList extends NodeBase {
  readonly type: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

export interface YamlScalar extends NodeBase {
  readonly type: 'scalar';
  /** The resolved value; `null` also where nothing is written (then `span` is empty). */
  readonly value: string | number | boolean | null;
  readonly style: 'plain' | 'single' | 'double' | 'block';
}

export interface YamlEntry {
  readonly name: string;
  readonly key: Span;
  /** Behind the colon; equals `key.end` where no colon is written (`{a}`). */
  readonly colon: number;
  readonly quoted: boolean;
  readonly value: YamlNode;
  /** The span of `*name` where the value is written as an alias. */
  readonly alias: Span | undefined;
}

export interface YamlItem {
  readonly value: YamlNode;
  readonly alias: Span | undefined;
}

/** Aliases and merge keys are followed this deep; more is hostile. */
export const maxDepth = 64;

/** Longer documents (UTF-16 units) are not analysed: no manifest of cert-manager comes near. */
export const maxDocumentLength = 1 << 20;
