/** The Secrets that an issuer reads: every place where one is named, and the keys that are read there. */

import type { YamlMap } from '../yaml/tree.ts';
import type { Issuer } from './issuer.ts';
import { type Dns01Provider, providersOf } from './issuerTypes.ts';
import { booleanAt, type Found, lacks, mapAt, type Path, textAt } from './look.ts';

/** A Secret that an issuer names. */
export interface SecretReference {
  readonly name: Found<string>;
  /** The keys that cert-manager reads; none where they are not known, or where it takes any of several. */
  readonly keys: readonly SecretKey[];
}

export interface SecretKey {
  readonly value: string;
  /** Where it is written; undefined where cert-manager has a default. */
  readonly written: Found<string> | undefined;
}

/** The references of DNS-01 providers (cert-manager `pkg/apis/acme/v1/types_issuer.go`, release 1.21). */
export const dns01SecretReferences: Readonly<Record<Dns01Provider, readonly string[]>> = {
  akamai: ['accessTokenSecretRef', 'clientSecretSecretRef', 'clientTokenSecretRef'],
  azureDNS: ['clientSecretSecretRef'],
  cloudDNS: ['serviceAccountSecretRef'],
  cloudflare: ['apiKeySecretRef', 'apiTokenSecretRef'],
  route53: ['accessKeyIDSecretRef', 'secretAccessKeySecretRef'],
  acmeDNS: ['accountSecretRef'],
  digitalocean: ['tokenSecretRef'],
  rfc2136: ['tsigSecretSecretRef'],
  webhook: [],
};

/** References elsewhere in an issuer, each with the key that is read where none is written (behaviour facts, section 7.2). */
const references: readonly (readonly [path: string, key?: string])[] = [
  ['spec.acme.externalAccountBinding.keySecretRef'],
  ['spec.vault.caBundleSecretRef', 'ca.crt'],
  ['spec.vault.clientCertSecretRef', 'tls.crt'],
  ['spec.vault.clientKeySecretRef', 'tls.key'],
  ['spec.vault.auth.tokenSecretRef', 'token'],
  ['spec.vault.auth.appRole.secretRef'],
  ['spec.vault.auth.kubernetes.secretRef', 'token'],
  ['spec.venafi.tpp.caBundleSecretRef', 'ca.crt'],
  ['spec.venafi.cloud.apiTokenSecretRef', 'api-key'],
];

/** Names without a key beside them, and the keys that are read. */
const names: readonly (readonly [path: string, keys: readonly string[]])[] = [
  ['spec.ca.secretName', ['tls.crt', 'tls.key']],
  ['spec.vault.auth.clientCertificate.secretName', ['tls.crt', 'tls.key']],
  ['spec.venafi.tpp.credentialsRef.name', []],
  ['spec.venafi.ngts.credentialsRef.name', ['client-id', 'client-secret']],
];

/**
 * All Secrets that an issuer reads, where their names are surely written. The ACME account key is among them only where
 * cert-manager is told not to make it. What the `config` of a webhook solver names is not known.
 */
export function secretReferencesOf(issuer: Issuer): readonly SecretReference[] {
  const { map } = issuer;
  const given = booleanAt(map, 'spec.acme.disableAccountKeyGeneration')?.value === true;
  const account = given ? referenceAt(map, 'spec.acme.privateKeySecretRef', 'tls.key') : [];
  return [
    ...account,
    ...references.flatMap(([path, key]) => referenceAt(map, path, key)),
    ...names.flatMap(([path, keys]) => {
      const name = named(textAt(map, path));
      return name ? [{ name, keys: keys.map((value) => ({ value, written: undefined })) }] : [];
    }),
    ...providersOf(issuer).flatMap((provider) =>
      dns01SecretReferences[provider.name].flatMap((path) => referenceAt(provider.map, path)),
    ),
  ];
}

function referenceAt(map: YamlMap, path: Path, otherwise?: string): readonly SecretReference[] {
  const reference = mapAt(map, path)?.value;
  const name = reference && named(textAt(reference, 'name'));
  if (!reference || !name) return [];
  const written = textAt(reference, 'key');
  const value = written?.value ?? (lacks(reference, 'key') ? otherwise : undefined);
  return [{ name, keys: value ? [{ value, written }] : [] }];
}

const named = (name: Found<string> | undefined) => (name?.value === '' ? undefined : name);
