/** What a certificate signing request (PKCS #10, RFC 2986) says of usages and of being a CA. */
import { decodeBase64 } from './pem.ts';

/** Names as cert-manager writes them in `usages`, in the order of the bits (RFC 5280 §4.2.1.3). */
const keyUsages = [
  'digital signature',
  'content commitment',
  'key encipherment',
  'data encipherment',
  'key agreement',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
] as const;

/** Extended usages by the content of their object identifier, in hex (cert-manager 1.21 `pkg/api/util/usages.go`). */
const extendedUsages: Readonly<Record<string, string>> = {
  '551d2500': 'any',
  '2b06010505070301': 'server auth',
  '2b06010505070302': 'client auth',
  '2b06010505070303': 'code signing',
  '2b06010505070304': 'email protection',
  '2b06010505070305': 'ipsec end system',
  '2b06010505070306': 'ipsec tunnel',
  '2b06010505070307': 'ipsec user',
  '2b06010505070308': 'timestamping',
  '2b06010505070309': 'ocsp signing',
  '2b0601040182370a0303': 'microsoft sgc',
  '6086480186f8420401': 'netscape sgc',
};

/** Other words for the same usage. */
const synonyms: Readonly<Record<string, string>> = {
  signing: 'digital signature',
  's/mime': 'email protection',
};

/** Usages, each kind as it is compared: those of the key as a set, the extended ones in order. */
export interface Usages {
  readonly key: readonly string[];
  readonly extended: readonly string[];
}

export interface Csr {
  /** Undefined where the request holds no extension of either kind. */
  readonly usages: Usages | undefined;
  /** Undefined where it has no basic constraints. */
  readonly isCa: boolean | undefined;
}

/**
 * The usages that `spec.usages` and `spec.isCA` ask for (cert-manager 1.21 `pkg/util/pki/csr.go`,
 * `KeyUsagesForCertificateOrCertificateRequest`); undefined where one is none that cert-manager knows.
 */
export function usagesAsked(written: readonly string[], isCa: boolean): Usages | undefined {
  const all = written.length > 0 ? written : ['digital signature', 'key encipherment'];
  const names = all.map((usage) => synonyms[usage] ?? usage);
  const isKey = (name: string) => keyUsages.some((usage) => usage === name);
  const extended = names.filter((name) => !isKey(name));
  const known = Object.values(extendedUsages);
  if (!extended.every((name) => known.includes(name))) return undefined;
  const key = keyUsages.filter((usage) => names.includes(usage) || (isCa && usage === 'cert sign'));
  return { key, extended };
}

/** Reads the first PEM block of a text; undefined for what is no request in DER. */
export function readCsr(pem: string): Csr | undefined {
  const [, , body = ''] =
    /-----BEGIN ((?:NEW )?CERTIFICATE REQUEST)-----([\s\S]*?)-----END \1-----/.exec(pem) ?? [];
  const der = decodeBase64(body.replace(/[ \t]/g, ''));
  const [request] = der ? valuesIn(der) : [];
  const [info] = request ? valuesIn(request.content) : [];
  if (info?.tag !== sequence) return undefined;
  // Attributes [0]: of each the identifier and a set of values (RFC 2986 §4.1).
  const attributes = valuesIn(info.content).find(({ tag }) => tag === 0xa0);
  const extensions = valuesIn(attributes?.content ?? '').flatMap(({ content }) => {
    const [id, values] = valuesIn(content);
    const [list] = id && values && hex(id.content) === extensionRequest ? valuesIn(values.content) : [];
    return list ? valuesIn(list.content).map(extensionOf) : [];
  });
  const named = (name: string) => extensions.find(({ id }) => id === name)?.value;
  const [key, extended, constraints] = [named('551d0f'), named('551d25'), named('551d13')];
  return {
    usages:
      key === undefined && extended === undefined
        ? undefined
        : { key: key ? bitsOf(key.content) : [], extended: extended ? extendedIn(extended.content) : [] },
    isCa:
      constraints && valuesIn(constraints.content).some(({ tag, content }) => tag === 1 && content !== '\0'),
  };
}

/** One value of DER (X.690 §8.1): its tag and what it holds. Bytes are characters. */
interface Value {
  readonly tag: number;
  readonly content: string;
}

const sequence = 0x30;

/** 1.2.840.113549.1.9.14 */
const extensionRequest = '2a864886f70d01090e';

/** The values that lie one behind the other; what is cut off ends the list. */
function valuesIn(bytes: string): readonly Value[] {
  const found: Value[] = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    const tag = bytes.charCodeAt(at);
    let length = bytes.charCodeAt(at + 1);
    let start = at + 2;
    if (length >= 0x80) {
      const size = length & 0x7f;
      if (size === 0 || size > 4) break;
      length = 0;
      for (let i = 0; i < size; i++) length = length * 256 + bytes.charCodeAt(start + i);
      start += size;
    }
    if (!(start + length <= bytes.length)) break;
    found.push({ tag, content: bytes.slice(start, start + length) });
    at = start + length;
  }
  return found;
}

/** An extension (RFC 5280 §4.1): identifier, perhaps `critical`, and the value in an octet string. */
function extensionOf({ content }: Value): { readonly id: string; readonly value: Value | undefined } {
  const parts = valuesIn(content);
  const [value] = valuesIn(parts.at(-1)?.content ?? '');
  return { id: hex(parts[0]?.content ?? ''), value };
}

/** The names of the bits that are set; the first octet counts those that are unused. */
function bitsOf(octets: string): readonly string[] {
  return keyUsages.filter((_, bit) => ((octets.charCodeAt(1 + (bit >> 3)) || 0) & (0x80 >> (bit & 7))) !== 0);
}

/** Those that nobody knows are not compared (cert-manager `UnmarshalExtKeyUsage`). */
function extendedIn(list: string): readonly string[] {
  return valuesIn(list).flatMap(({ content }) => extendedUsages[hex(content)] ?? []);
}

function hex(bytes: string): string {
  return [...bytes].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}
