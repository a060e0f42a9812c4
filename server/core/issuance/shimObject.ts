/** An Ingress, Gateway or ListenerSet as the shims look at it, with places; only what is surely written. */

import { type Found, has, itemsAt, look, nodeAt, textAt } from '../model/look.ts';
import type { Kind } from '../model/resource.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import { scalarText } from '../yaml/print.ts';
import { asString, isCertain, isDirective } from '../yaml/read.ts';
import type { YamlEntry, YamlMap } from '../yaml/tree.ts';
import {
  clusterIssuerKey,
  ignoreListenersKey,
  issuerKey,
  type ShimAnnotation,
  tlsAcmeKey,
} from './annotations.ts';
import type { Annotations } from './shimTranslate.ts';
import { goBool } from './shimValues.ts';

const home = (key: string) => ['metadata', 'annotations', key];

/** The annotation `key`, where its value is surely written and a string. */
export function annotation(map: YamlMap, key: string): Found<string> | undefined {
  return textAt(map, home(key));
}

/** Whether the annotation is surely not there. */
export function lacksAnnotation(map: YamlMap, key: string): boolean {
  return look(map, home(key)).state === 'absent';
}

/** The entries of `metadata.annotations` whose keys are written out; merged mappings are left out. */
export function annotationEntries(map: YamlMap): readonly YamlEntry[] {
  const found = nodeAt(map, 'metadata.annotations');
  if (found?.value.type !== 'map') return [];
  // A template in a key leaves a row of x in its place.
  return found.value.entries.filter(({ name }) => /^[A-Za-z0-9._/-]+$/.test(name) && !name.includes('xxx'));
}

/** The annotations whose values are surely written, as data. */
export function writtenAnnotations(map: YamlMap): Annotations {
  return Object.fromEntries(
    annotationEntries(map).flatMap(({ name, value }) => {
      const text = value.certain ? asString(value) : undefined;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** The annotation that makes the shim look at the object: the one of the issuer, or on an Ingress `tls-acme`. */
export function trigger(kind: Kind, map: YamlMap): Found<string> | undefined {
  const acme = kind === 'Ingress' ? annotation(map, tlsAcmeKey) : undefined;
  return (
    annotation(map, clusterIssuerKey) ??
    annotation(map, issuerKey) ??
    (acme && goBool(acme.value) === true ? acme : undefined)
  );
}

/** Whether the shim of this kind reads the annotation. */
export function isReadOn(kind: Kind, { on }: ShimAnnotation): boolean {
  return on === 'both' || (on === 'ingress') === (kind === 'Ingress');
}

/** A mapping in a list, all of it known to be what is written. */
export interface Block {
  readonly map: YamlMap;
  readonly index: number;
  /** Its first key: what a squiggle about the whole stands on. */
  readonly at: Span;
}

/** The mappings of the list at `path` that are surely whole. */
export function blocksAt(map: YamlMap, path: string): readonly Block[] {
  return itemsAt(map, path).flatMap(({ node, span, index }) =>
    node.type === 'map' && isCertain(node) && !isDirective(node)
      ? [{ map: node, index, at: node.entries[0]?.key ?? span }]
      : [],
  );
}

/** The listeners whose TLS the Gateway ends, and that cert-manager is not told to pass over. */
export function tlsListeners(map: YamlMap): readonly Block[] {
  const ignored = annotation(map, ignoreListenersKey)?.value ?? '';
  if (ignored === '' && !lacksAnnotation(map, ignoreListenersKey)) return [];
  const names = ignored.split(',').map((name) => name.trim());
  return blocksAt(map, 'spec.listeners').filter(({ map: listener }) => {
    const mode = textAt(listener, 'tls.mode');
    if (mode ? mode.value === 'Passthrough' : has(listener, 'tls.mode')) return false;
    const protocol = textAt(listener, 'protocol')?.value ?? '';
    const name = textAt(listener, 'name')?.value;
    return /^(HTTPS|TLS)$/.test(protocol) && (name === undefined || !names.includes(name));
  });
}

/** Writes `key` in place of the key of `entry`, where `map` has no such key yet. */
export function renameKey(map: YamlMap, entry: YamlEntry, key: string): readonly [TextEdit] | undefined {
  if (look(map, home(key)).state !== 'absent') return undefined;
  return [{ span: entry.key, newText: entry.quoted ? JSON.stringify(key) : key }];
}

/** Writes `value` in place of the value of `found`, in its style. */
export function rewriteValue(found: Found<string>, value: string): readonly [TextEdit] | undefined {
  const { value: node, alias } = found.entry;
  if (alias || node.type !== 'scalar' || node.style === 'block' || node.anchor !== undefined)
    return undefined;
  const plain = node.style === 'plain' && /^\d+(h|m|s)(\d+(m|s))*$/.test(value);
  const text = plain
    ? value
    : node.style === 'single'
      ? `'${value}'`
      : scalarText(value, node.style === 'double');
  return [{ span: node.span, newText: text }];
}
