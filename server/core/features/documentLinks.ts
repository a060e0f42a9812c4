/** Links from fields to the official docs, and from the entries of a kustomization to its files. */
import { otherAnnotations, shimAnnotations } from '../issuance/annotations.ts';
import { dns01Of, issuerTypes, providersOf, solversOf } from '../model/issuerTypes.ts';
import { mapAt, nodeAt } from '../model/look.ts';
import { mayHoldResource, type Resource, resourcesOf } from '../model/resource.ts';
import { type Span, shift } from '../text/span.ts';
import type { PlaceInDocument } from '../workspace/composite.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import { kustomizationEntries } from './kustomizationEntries.ts';

/** A link on a key; `span` is a place in the file. */
export interface DocsLink {
  readonly span: Span;
  readonly url: string;
}

/** Links to files of the workspace from the kustomization at `path`. */
export function fileLinks(
  workspace: Workspace,
  path: string,
): readonly { readonly place: PlaceInDocument; readonly target: PlaceInDocument }[] {
  return kustomizationEntries(workspace, path);
}

/** Finds the links to docs in a file; those of a document are remembered with it. */
export function createDocsLinks(): (documents: readonly PlacedDocument[]) => readonly DocsLink[] {
  const memory = new WeakMap<YamlDocument, readonly DocsLink[]>();
  return (documents) =>
    documents.flatMap(({ document, start }) => {
      if (!mayHoldResource(document.text)) return [];
      const known = memory.get(document) ?? resourcesOf(document.parsed().root).flatMap(linksIn);
      memory.set(document, known);
      return known.map(({ span, url }) => ({ span: shift(span, start), url }));
    });
}

const docs = 'https://cert-manager.io/docs';
const acme = `${docs}/configuration/acme`;

/** Pages by type of issuer. */
const issuerPages: Readonly<Record<(typeof issuerTypes)[number], string>> = {
  acme: `${acme}/`,
  ca: `${docs}/configuration/ca/`,
  selfSigned: `${docs}/configuration/selfsigned/`,
  vault: `${docs}/configuration/vault/`,
  venafi: `${docs}/configuration/venafi/`,
};

/** Pages by DNS-01 provider, as they are named below `dns01/`. */
const providerPages = {
  akamai: 'akamai',
  azureDNS: 'azuredns',
  cloudDNS: 'google',
  cloudflare: 'cloudflare',
  route53: 'route53',
  acmeDNS: 'acme-dns',
  digitalocean: 'digitalocean',
  rfc2136: 'rfc2136',
  webhook: 'webhook',
} as const;

function linksIn(resource: Resource): readonly DocsLink[] {
  const links: DocsLink[] = [];
  const link = (key: Span | undefined, url: string) => {
    // What an anchor says in several places is one text.
    if (key && !links.some(({ span }) => span.start === key.start)) links.push({ span: key, url });
  };
  if (resource.kind === 'Issuer' || resource.kind === 'ClusterIssuer') {
    for (const type of issuerTypes) link(nodeAt(resource.map, ['spec', type])?.key, issuerPages[type]);
    for (const { map } of solversOf(resource)) {
      // Not the keys below it: the line under a link would hide the squiggle that stands there.
      link(mapAt(map, 'http01')?.key, `${acme}/http01/`);
    }
    for (const { key } of dns01Of(resource)) link(key, `${acme}/dns01/`);
    for (const { name, key } of providersOf(resource)) link(key, `${acme}/dns01/${providerPages[name]}/`);
  }
  for (const { name, key } of mapAt(resource.map, 'metadata.annotations')?.value.entries ?? []) {
    if (shimAnnotations.has(name) || otherAnnotations.has(name)) link(key, `${docs}/reference/annotations/`);
  }
  return links;
}
