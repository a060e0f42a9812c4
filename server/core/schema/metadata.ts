/**
 * `metadata` of every object (k8s.io/apimachinery `ObjectMeta`,
 * `pkg/api/validation/objectmeta.go`, release 0.36). Not in the CRDs: the API server brings it.
 */
import { newestRelease, releases } from '../facts.ts';
import type { FieldSchema, Schema, Type } from './schema.ts';

const plain = (type: Type, more: Partial<Schema> = {}): Schema => ({
  type,
  fields: new Map(),
  items: undefined,
  values: undefined,
  enum: undefined,
  pattern: undefined,
  format: undefined,
  minLength: undefined,
  maxLength: undefined,
  minimum: undefined,
  maximum: undefined,
  open: false,
  listMapKeys: [],
  ...more,
});

const field = (schema: Schema, required = false): FieldSchema => ({
  schema,
  since: releases[0] ?? newestRelease,
  until: undefined,
  deprecatedSince: undefined,
  isRequired: () => required,
});

const text = plain('string');
const texts = plain('object', { values: text });
/** DNS-1123 subdomain; the API server holds all our kinds to it. */
const name = plain('string', {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 253,
});
/** The start of a name; what follows is random. */
const namePrefix = plain('string', { pattern: /^([a-z0-9][-.a-z0-9]*)?$/ });
/** DNS-1123 label; empty is as if it were not there. */
const namespace = plain('string', { pattern: /^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$/, maxLength: 63 });
/** A qualified name: perhaps a DNS subdomain and a slash, then a word of at most 63 characters. */
const finalizer = plain('string', {
  pattern:
    /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  maxLength: 317,
});
const owner = plain('object', {
  fields: new Map([
    ['apiVersion', field(text, true)],
    ['kind', field(text, true)],
    ['name', field(text, true)],
    ['uid', field(text, true)],
    ['controller', field(plain('boolean'))],
    ['blockOwnerDeletion', field(plain('boolean'))],
  ]),
});

export const metadataSchema: Schema = plain('object', {
  fields: new Map([
    ['name', field(name)],
    ['generateName', field(namePrefix)],
    ['namespace', field(namespace)],
    ['labels', field(texts)],
    ['annotations', field(texts)],
    ['finalizers', field(plain('array', { items: finalizer }))],
    ['ownerReferences', field(plain('array', { items: owner }))],
    ['managedFields', field(plain('array', { items: plain('object', { open: true }) }))],
    ...['uid', 'resourceVersion', 'selfLink', 'creationTimestamp', 'deletionTimestamp'].map(
      (key) => [key, field(text)] as const,
    ),
    ['generation', field(plain('integer'))],
    ['deletionGracePeriodSeconds', field(plain('integer'))],
  ]),
});
