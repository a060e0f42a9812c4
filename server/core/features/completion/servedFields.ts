/**
 * The fields of Ingresses, Gateways and ListenerSets whose values the chain of a certificate hangs on. Their other fields are
 * known to whoever knows Kubernetes' own API.
 */
import { metadataSchema } from '../../schema/metadata.ts';
import type { Schema } from '../../schema/schema.ts';

const text: Schema = { ...metadataSchema, type: 'string', fields: new Map() };
const texts: Schema = { ...text, type: 'array', items: text };

const fields: Readonly<Record<string, Schema>> = {
  'Ingress.spec.ingressClassName': text,
  'Ingress.spec.tls[].hosts': texts,
  'Ingress.spec.tls[].hosts[]': text,
  'Ingress.spec.tls[].secretName': text,
  'Ingress.spec.rules[].host': text,
  'Gateway.spec.gatewayClassName': text,
  'Gateway.spec.listeners[].hostname': text,
  'Gateway.spec.listeners[].tls.certificateRefs[].name': text,
  'ListenerSet.spec.listeners[].hostname': text,
  'ListenerSet.spec.listeners[].tls.certificateRefs[].name': text,
};

/** What may stand at a field path; undefined where its values are none of ours. */
export function servedSchema(path: string): Schema | undefined {
  return Object.hasOwn(fields, path) ? fields[path] : undefined;
}
