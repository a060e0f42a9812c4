/** Kubernetes resources in a document, known by apiVersion and kind alone. */
import { asString, lookup } from '../yaml/read.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/tree.ts';
import type { Issuer } from './issuer.ts';
import { issuer } from './issuer.ts';

export interface ResourceByKind {
  readonly Issuer: Issuer;
  readonly ClusterIssuer: Issuer;
}
export type Kind = keyof ResourceByKind;
export type Resource = ResourceByKind[Kind];

/** What every resource has. */
export interface Meta {
  readonly apiVersion: string;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly map: YamlMap;
}

const certManagerGroup = /^(cert-manager\.io|certmanager\.k8s\.io)\/v\d/;

/**
 * A cheap look at the raw text: whether a document may hold a resource of a kind that we know. Decides what is
 * parsed at all, so it must hold for JSON, quoted and indented text as well.
 */
export function mayHoldResource(text: string): boolean {
  return /cert-?manager\.(?:k8s\.)?io\/v\d/.test(text) && text.includes('Issuer');
}

/** The resources of a document: its root, or the items of a `List`. */
export function resourcesOf(root: YamlNode | undefined): readonly Resource[] {
  if (root?.type !== 'map') return [];
  const items = asString(lookup(root, 'kind')?.entry.value)?.endsWith('List')
    ? lookup(root, 'items')?.entry.value
    : undefined;
  const candidates = items?.type === 'list' ? items.items.map((item) => item.value) : [root];
  return candidates.flatMap((node) => (node.type === 'map' ? (decode(node) ?? []) : []));
}

function decode(map: YamlMap): Resource | undefined {
  const apiVersion = certainString(lookup(map, 'apiVersion')?.entry);
  const kind = certainString(lookup(map, 'kind')?.entry);
  if (apiVersion === undefined || !certManagerGroup.test(apiVersion)) return undefined;
  if (kind !== 'Issuer' && kind !== 'ClusterIssuer') return undefined;
  const metadata = lookup(map, 'metadata')?.entry.value;
  const label = (name: string) =>
    metadata?.type === 'map' ? certainString(lookup(metadata, name)?.entry) : undefined;
  return issuer(kind, { apiVersion, name: label('name'), namespace: label('namespace'), map });
}

function certainString(entry: YamlEntry | undefined): string | undefined {
  return entry?.value.certain ? asString(entry.value) : undefined;
}
