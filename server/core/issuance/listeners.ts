/** Which listeners of a Gateway ask for a certificate (cert-manager `pkg/controller/certificate-shim/sync.go`, release 1.21). */
import { type Item, itemsAt, lacks, textAt } from '../model/look.ts';
import type { Resource } from '../model/resource.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { ignoreListenersKey } from './annotations.ts';

export interface AskingListener {
  /** The one name that it asks for. */
  readonly hostname: Pick<Item, 'span'> & { readonly value: string };
  /** The Secrets that the certificate goes to. */
  readonly secrets: readonly string[];
}

/** The listeners that surely ask; what a template may decide is left out. */
export function askingListeners({ map, namespace }: Resource): readonly AskingListener[] {
  const told = textAt(map, ['metadata', 'annotations', ignoreListenersKey]);
  if (!told && !lacks(map, ['metadata', 'annotations', ignoreListenersKey])) return [];
  const ignored = (told?.value ?? '').split(',').map((name) => name.trim());
  return itemsAt(map, 'spec.listeners').flatMap(({ node }): AskingListener[] => {
    if (node.type !== 'map') return [];
    const [name, hostname] = [textAt(node, 'name')?.value ?? '', textAt(node, 'hostname')];
    const isTls = /^(?:HTTPS|TLS)$/.test(textAt(node, 'protocol')?.value ?? '');
    const ends = lacks(node, 'tls.mode') || textAt(node, 'tls.mode')?.value === 'Terminate';
    if (!hostname || hostname.value === '' || !isTls || !ends || ignored.includes(name)) return [];
    const secrets = itemsAt(node, 'tls.certificateRefs').map((reference) =>
      reference.node.type === 'map' ? ownSecret(reference.node, namespace) : undefined,
    );
    const known = secrets.filter((secret) => secret !== undefined);
    return known.length === 0 || known.length < secrets.length ? [] : [{ hostname, secrets: known }];
  });
}

/** The name of a Secret in the Gateway's own namespace; undefined for anything else. */
function ownSecret(reference: YamlMap, namespace: string | undefined): string | undefined {
  const isOne = (field: string, values: readonly string[]) =>
    lacks(reference, field) || values.includes(textAt(reference, field)?.value ?? '?');
  const isOwn =
    isOne('group', ['', 'core']) &&
    isOne('kind', ['', 'Secret']) &&
    isOne('namespace', namespace === undefined ? [] : [namespace]);
  return isOwn ? textAt(reference, 'name')?.value : undefined;
}
