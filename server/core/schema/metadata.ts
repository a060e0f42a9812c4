/** `metadata` of every object (k8s.io/apimachinery `ObjectMeta`, release 0.36). Not in the CRDs: the API server brings it. */
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

const field = (schema: Schema): FieldSchema => ({
  schema,
  since: releases[0] ?? newestRelease,
  until: undefined,
  deprecatedSince: undefined,
  isRequired: () => false,
});

const text = plain('string');
const texts = plain('object', { values: text });
/** DNS-1123 subdomain; the API server holds all our kinds to it. */
const name = plain('string', {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 253,
});

export const metadataSchema: Schema = plain('object', {
  fields: new Map([
    ['name', field(name)],
    ['generateName', field(text)],
    ['namespace', field(text)],
    ['labels', field(texts)],
    ['annotations', field(texts)],
    ['finalizers', field(plain('array', { items: text }))],
    ['ownerReferences', field(plain('array', { items: plain('object', { open: true }) }))],
    ['managedFields', field(plain('array', { items: plain('object', { open: true }) }))],
    ...['uid', 'resourceVersion', 'selfLink', 'creationTimestamp', 'deletionTimestamp'].map(
      (key) => [key, field(text)] as const,
    ),
    ['generation', field(plain('integer'))],
    ['deletionGracePeriodSeconds', field(plain('integer'))],
  ]),
});
