/** A light look at PEM inside of base64 (RFC 4648, RFC 7468), as far as needed to tell what Go surely refuses. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base64 text with padding, each as one character; undefined where it is none. */
export function decodeBase64(text: string): string | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  let [bytes, held, bits] = ['', 0, 0];
  for (const character of plain.replace(/=+$/, '')) {
    held = ((held << 6) | alphabet.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 0xff);
  }
  return bytes;
}

export type PemFault = { readonly kind: 'none' | 'cut' } | { readonly kind: 'type'; readonly type: string };

/** What is wrong with the first PEM block of a text, which should be of a type and hold one DER value. */
export function pemFault(text: string, wanted: RegExp): PemFault | undefined {
  const [, type, body] = /-----BEGIN ([^\n-]*)-----([\s\S]*?)-----END \1-----/.exec(text) ?? [];
  if (type === undefined || body === undefined)
    return { kind: text.includes('-----BEGIN ') ? 'cut' : 'none' };
  if (!wanted.test(type)) return { kind: 'type', type };
  const der = decodeBase64(body.replace(/[ \t]/g, ''));
  // Headers (`Proc-Type: …`) are let be.
  if (der === undefined) return body.includes(':') ? undefined : { kind: 'cut' };
  return isOneDerSequence(der) ? undefined : { kind: 'cut' };
}

/** Whether the outer tag is a SEQUENCE whose length is just that of the rest. */
function isOneDerSequence(der: string): boolean {
  const first = der.charCodeAt(1);
  if (der.charCodeAt(0) !== 0x30 || Number.isNaN(first)) return false;
  if (first < 0x80) return der.length === 2 + first;
  const size = first & 0x7f;
  let length = 0;
  for (let i = 0; i < size; i++) length = length * 256 + der.charCodeAt(2 + i);
  return size <= 4 && der.length === 2 + size + length;
}
