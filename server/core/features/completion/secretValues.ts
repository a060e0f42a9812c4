/** Secrets that may be named, and the keys that they have. */
import { clusterNamespaces } from '../../issuance/resourceNamespace.ts';
import type { Known } from '../../model/resource.ts';
import { secretKeysOf } from '../../model/secretKeys.ts';
import { awaitedSecrets, type Held, keptSecrets, writtenSecrets } from './gatherings.ts';
import type { Scene } from './offer.ts';
import { entryOf, mapAround, textOf } from './outline.ts';
import type { KnownValue } from './valueData.ts';

/** Whether a Secret of a namespace is one that the resource reads; where either is not known it may be. */
function isReadable({ spot, neighbours }: Scene): (namespace: string | undefined) => boolean {
  const { kind, namespace } = spot.resource;
  const own = namespace === undefined ? undefined : [namespace];
  const read = kind === 'ClusterIssuer' ? neighbours.gathered(clusterNamespaces) : own;
  return (other) => !read || other === undefined || read.includes(other);
}

const tlsType = 'kubernetes.io/tls';
/** Types of Secrets that hold what Kubernetes knows; nobody keeps a token in them. */
const otherTypes = /^kubernetes\.io\/(?:tls|dockercfg|dockerconfigjson|service-account-token)$/;

const shown = ({ value, by }: Held): KnownValue => ({
  value,
  detail: [by.kind, ...(by.kind === 'Certificate' ? [by.name] : []), by.namespace]
    .filter((word) => word !== undefined)
    .join(', '),
});

/** Secrets with what is asked for: those that say to hold something else come last. */
export function secrets(scene: Scene): readonly KnownValue[] {
  const isRead = isReadable(scene);
  const all = scene.neighbours.gathered(keptSecrets).filter(({ namespace }) => isRead(namespace));
  const { path } = scene.spot;
  if (path.endsWith('.privateKeySecretRef.name')) {
    // cert-manager makes it.
    const name = textOf(entryOf(scene.spot.resource.map, 'metadata')?.value, 'name');
    return name === undefined ? [] : [{ value: `${name}-account-key` }];
  }
  const wanted = path.includes('.imagePullSecrets[]')
    ? /^kubernetes\.io\/docker/
    : path.endsWith('.clientCertificate.secretName')
      ? /^kubernetes\.io\/tls$/
      : undefined;
  const isWanted = ({ type = '' }: { readonly type: string | undefined }) =>
    wanted ? wanted.test(type) : !otherTypes.test(type);
  const written = path.endsWith('.caBundleSecretRef.name') ? ofCertificates(scene) : [];
  return [...all.filter(isWanted), ...all.filter((one) => !isWanted(one)), ...written].map(shown);
}

function ofCertificates(scene: Scene): readonly (Held & { readonly isCa: boolean })[] {
  const isRead = isReadable(scene);
  return scene.neighbours.gathered(writtenSecrets).filter(({ namespace }) => isRead(namespace));
}

/** Secrets that a CA issuer may sign with: those of CA certificates, those that hold a key pair, then all others. */
export function signingSecrets(scene: Scene): readonly KnownValue[] {
  const isRead = isReadable(scene);
  const written = ofCertificates(scene);
  const kept = scene.neighbours.gathered(keptSecrets).filter(({ namespace }) => isRead(namespace));
  const isPair = ({ type, by }: (typeof kept)[number]) =>
    type === tlsType || (secretKeysOf(by)?.includes('tls.crt') ?? false);
  return [
    ...written.filter(({ isCa }) => isCa),
    ...kept.filter(isPair),
    ...kept.filter((one) => !isPair(one)),
    ...written.filter(({ isCa }) => !isCa),
  ].map(shown);
}

/** The keys of the Secret that is named beside. */
export function keysOfSecret(scene: Scene): readonly KnownValue[] {
  const name = textOf(mapAround(scene.spot.place.holder), 'name');
  const isRead = isReadable(scene);
  const named = ({ value, namespace }: Held) => value === name && isRead(namespace);
  const kept = scene.neighbours.gathered(keptSecrets).filter(named);
  const keys = kept.flatMap(({ by }): readonly string[] => secretKeysOf(by) ?? []);
  const written = scene.neighbours.gathered(writtenSecrets).some(named);
  const all = [...keys, ...(written ? ['ca.crt', 'tls.crt', 'tls.key'] : [])];
  return [...new Set(all)].map((value) => ({ value }));
}

const by = ({ kind, name }: Known) => `${kind} ${name ?? '?'}`;

/** The Secrets that an Ingress or a listener waits for, and one named like the Certificate. */
export function certificateSecrets(scene: Scene): readonly KnownValue[] {
  const isRead = isReadable(scene);
  const awaited = scene.neighbours.gathered(awaitedSecrets).filter(({ namespace }) => isRead(namespace));
  const name = textOf(entryOf(scene.spot.resource.map, 'metadata')?.value, 'name');
  const own = name === undefined ? [] : [{ value: name.endsWith('-tls') ? name : `${name}-tls` }];
  return [...awaited.map((one): KnownValue => ({ value: one.value, detail: by(one.by) })), ...own];
}

/** The Secrets that Certificates of the namespace write; one named like the resource first where a shim makes its own. */
export function servedSecrets(scene: Scene): readonly KnownValue[] {
  const metadata = entryOf(scene.spot.resource.map, 'metadata')?.value;
  const annotations = entryOf(metadata, 'annotations')?.value;
  const entries = annotations?.type === 'map' ? annotations.entries : [];
  const isShimmed = entries.some(({ name }) => /^cert-manager\.io\/(?:cluster-)?issuer$/.test(name));
  const name = textOf(metadata, 'name');
  const own = name === undefined ? [] : [{ value: `${name}-tls` }];
  const written = ofCertificates(scene).map(shown);
  return isShimmed ? [...own, ...written] : [...written, ...own];
}
