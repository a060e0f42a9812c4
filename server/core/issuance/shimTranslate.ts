/**
 * Annotations of an Ingress or Gateway → fields of its Certificates (cert-manager
 * `pkg/controller/certificate-shim/helper.go`, `translateAnnotations`, release 1.21; the checks of names and of
 * durations as the verdicts show them). A value that is refused stops all Certificates of the object.
 */
import { isEmailAddress, isIpAddress, utf8Length } from '../model/address.ts';
import { durationText, hours, minutes, parseDuration } from '../model/duration.ts';
import { isLabelValue, isQualifiedName } from '../model/names.ts';
import { commaList, goInteger, keyUsages, oneCsvRecord } from './shimValues.ts';

export type Annotations = Readonly<Record<string, string>>;

/** Why a value cannot be used. `unparsed`: it is not what is read there; `refused`: well-formed, and not allowed. */
export interface Fault {
  readonly key: string;
  readonly value: string;
  readonly kind: 'unparsed' | 'refused';
  readonly wants:
    | 'duration'
    | 'integer'
    | 'positive-integer'
    | 'usage'
    | 'csv'
    | 'one-of'
    | 'rsa-size'
    | 'ecdsa-size'
    | 'secret-template'
    | 'secret-template-annotation'
    | 'secret-template-key'
    | 'secret-template-label'
    | 'at-least-1h'
    | 'at-least-5m'
    | 'at-most-64'
    | 'ip'
    | 'mail';
  /** The words that are allowed, or the part of the value that is wrong. */
  readonly allowed?: readonly string[];
  readonly part?: string;
}

export interface CertificateSpec {
  commonName?: string;
  dnsNames?: readonly string[];
  ipAddresses?: readonly string[];
  emailAddresses?: readonly string[];
  subject?: Readonly<Record<string, string | readonly string[]>>;
  duration?: string;
  renewBefore?: string;
  renewBeforePercentage?: number;
  usages: readonly string[];
  revisionHistoryLimit?: number;
  privateKey?: Readonly<Record<string, string | number>>;
  secretTemplate?: unknown;
  secretName: string;
  issuerRef: Readonly<Record<string, string>>;
}

type Read = (
  value: string,
  annotations: Annotations,
) => Omit<Fault, 'key' | 'value'> | Partial<CertificateSpec>;
const unparsed = (wants: Fault['wants'], more: Partial<Fault> = {}) =>
  ({ kind: 'unparsed', wants, ...more }) as const;
const refused = (wants: Fault['wants'], more: Partial<Fault> = {}) =>
  ({ kind: 'refused', wants, ...more }) as const;
const isFault = (read: ReturnType<Read>): read is Omit<Fault, 'key' | 'value'> => 'kind' in read;

const oneOf =
  (field: string, allowed: readonly string[]): Read =>
  (value) =>
    allowed.includes(value) ? { privateKey: { [field]: value } } : unparsed('one-of', { allowed });

const csv =
  (field: string): Read =>
  (value) => {
    const fields = oneCsvRecord(value);
    return fields ? { subject: { [field]: fields } } : unparsed('csv');
  };

const duration =
  (field: 'duration' | 'renewBefore', least: bigint, wants: 'at-least-1h' | 'at-least-5m'): Read =>
  (value) => {
    const nanoseconds = parseDuration(value);
    if (nanoseconds === undefined) return unparsed('duration');
    return nanoseconds < least ? refused(wants) : { [field]: durationText(nanoseconds) };
  };

const names =
  (field: 'ipAddresses' | 'emailAddresses', wants: 'ip' | 'mail', fits: (text: string) => boolean): Read =>
  (value) => {
    const items = commaList(value).map((item) => item.trim());
    const part = items.find((item) => !fits(item));
    return part === undefined ? { [field]: items } : refused(wants, { part });
  };

function privateKeySize(value: string, annotations: Annotations): ReturnType<Read> {
  const size = goInteger(value, 64);
  if (size === undefined) return unparsed('integer');
  const algorithm = annotations['cert-manager.io/private-key-algorithm'] ?? 'RSA';
  if (algorithm === 'RSA' && (size < 2048 || size > 8192)) return unparsed('rsa-size');
  if (algorithm === 'ECDSA' && ![256, 384, 521].includes(size)) return unparsed('ecdsa-size');
  return { privateKey: { size } };
}

function usages(value: string): ReturnType<Read> {
  const words = commaList(value).map((word) => word.replace(/^ +| +$/g, ''));
  const part = words.find((word) => !keyUsages.includes(word));
  return part === undefined ? { usages: words } : unparsed('usage', { part });
}

function secretTemplate(value: string): ReturnType<Read> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return unparsed('secret-template');
  }
  if (parsed === null) return {};
  if (typeof parsed !== 'object' || Array.isArray(parsed)) return unparsed('secret-template');
  const template: Record<string, Record<string, string>> = {};
  for (const [name, texts] of Object.entries(parsed)) {
    const field = name.toLowerCase();
    const isMap = texts === null || (typeof texts === 'object' && !Array.isArray(texts));
    if (!['annotations', 'labels'].includes(field) || !isMap)
      return unparsed('secret-template', { part: name });
    const entries = Object.entries(texts ?? {});
    const wrong = entries.find(([, text]) => typeof text !== 'string' && text !== null);
    if (wrong) return unparsed('secret-template', { part: wrong[0] });
    const own = entries.find(([key]) => field === 'annotations' && key.startsWith('cert-manager.io/'));
    if (own) return refused('secret-template-annotation', { part: own[0] });
    const [labels, lower] = [
      field === 'labels',
      (key: string) => (field === 'labels' ? key : key.toLowerCase()),
    ];
    const key = entries.find(([key]) => !isQualifiedName(lower(key)));
    if (key) return refused('secret-template-key', { part: key[0] });
    const value = entries.find(([, text]) => labels && !isLabelValue(String(text ?? '')));
    if (value) return refused('secret-template-label', { part: String(value[1]) });
    if (entries.length > 0)
      template[field] = Object.fromEntries(entries.map(([key, text]) => [key, String(text ?? '')]));
  }
  return Object.keys(template).length > 0 ? { secretTemplate: template } : {};
}

const readers: readonly (readonly [string, Read])[] = [
  [
    'cert-manager.io/common-name',
    (value) => (utf8Length(value) > 64 ? refused('at-most-64') : value === '' ? {} : { commonName: value }),
  ],
  ['cert-manager.io/alt-names', (value) => ({ dnsNames: commaList(value) })],
  ['cert-manager.io/ip-sans', names('ipAddresses', 'ip', isIpAddress)],
  ['cert-manager.io/email-sans', names('emailAddresses', 'mail', isEmailAddress)],
  ['cert-manager.io/subject-organizations', csv('organizations')],
  ['cert-manager.io/subject-organizationalunits', csv('organizationalUnits')],
  ['cert-manager.io/subject-countries', csv('countries')],
  ['cert-manager.io/subject-provinces', csv('provinces')],
  ['cert-manager.io/subject-localities', csv('localities')],
  ['cert-manager.io/subject-postalcodes', csv('postalCodes')],
  ['cert-manager.io/subject-streetaddresses', csv('streetAddresses')],
  [
    'cert-manager.io/subject-serialnumber',
    (value) => (value === '' ? {} : { subject: { serialNumber: value } }),
  ],
  ['cert-manager.io/duration', duration('duration', hours(1), 'at-least-1h')],
  ['cert-manager.io/renew-before', duration('renewBefore', minutes(5), 'at-least-5m')],
  [
    'cert-manager.io/renew-before-percentage',
    (value) => {
      const percentage = goInteger(value, 32);
      return percentage === undefined ? unparsed('integer') : { renewBeforePercentage: percentage };
    },
  ],
  ['cert-manager.io/usages', usages],
  [
    'cert-manager.io/revision-history-limit',
    (value) => {
      const limit = goInteger(value, 32);
      return limit === undefined || limit < 1
        ? unparsed('positive-integer')
        : { revisionHistoryLimit: limit };
    },
  ],
  ['cert-manager.io/private-key-algorithm', oneOf('algorithm', ['RSA', 'ECDSA', 'Ed25519'])],
  ['cert-manager.io/private-key-encoding', oneOf('encoding', ['PKCS1', 'PKCS8'])],
  ['cert-manager.io/private-key-size', privateKeySize],
  ['cert-manager.io/private-key-rotation-policy', oneOf('rotationPolicy', ['Never', 'Always'])],
  ['cert-manager.io/secret-template', secretTemplate],
];

/** All values that cannot be used, in the order in which they are read. */
export function faultsOf(annotations: Annotations): readonly Fault[] {
  return readers.flatMap(([key, read]) => {
    const value = annotations[key];
    const found = value === undefined ? {} : read(value, annotations);
    return value !== undefined && isFault(found) ? [{ ...found, key, value }] : [];
  });
}

/** `spec` with what the annotations say; only for annotations without fault. */
export function translate(spec: CertificateSpec, annotations: Annotations): CertificateSpec {
  let now = spec;
  for (const [key, read] of readers) {
    const value = annotations[key];
    const found = value === undefined ? {} : read(value, annotations);
    if (isFault(found)) continue;
    const { dnsNames, ipAddresses, subject, privateKey, ...rest } = found;
    now = { ...now, ...rest };
    if (dnsNames) now.dnsNames = [...(now.dnsNames ?? []), ...dnsNames];
    if (ipAddresses) now.ipAddresses = [...(now.ipAddresses ?? []), ...ipAddresses];
    if (subject) now.subject = { ...now.subject, ...subject };
    if (privateKey) now.privateKey = { ...now.privateKey, ...privateKey };
  }
  return now;
}
