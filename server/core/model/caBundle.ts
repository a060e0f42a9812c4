/** Whether a CA bundle holds a certificate, as Go's `x509.CertPool.AppendCertsFromPEM` sees it. */

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base64 text; line breaks are skipped, as Go does. Undefined where it is none. */
export function bytesOf(text: string): readonly number[] | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (!base64.test(plain)) return undefined;
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const letter of plain.replace(/=+$/, '')) {
    bits = ((bits << 6) | alphabet.indexOf(letter)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}

/** Whether a PEM block of type CERTIFICATE with the outline of a certificate is in it. Other blocks do not matter. */
export function holdsCertificate(bytes: readonly number[]): boolean {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  const blocks = text.matchAll(
    /(?:^|\n)-----BEGIN CERTIFICATE-----[ \t]*\r?\n([\s\S]*?)-----END CERTIFICATE-----/g,
  );
  for (const [, body = ''] of blocks) {
    const der = bytesOf(body.replace(/[ \t]/g, ''));
    if (der && isCertificate(der)) return true;
  }
  return false;
}

const [sequence, integer, bitString, version] = [0x30, 0x02, 0x03, 0xa0];

/** RFC 5280: a sequence of the signed part, the algorithm and the signature, and nothing behind it. */
function isCertificate(der: readonly number[]): boolean {
  const [whole, ...more] = parts(der, 0, der.length) ?? [];
  if (whole?.tag !== sequence || more.length > 0) return false;
  const outer = parts(der, whole.start, whole.end) ?? [];
  const [signed, algorithm, signature] = outer;
  if (outer.length !== 3 || signed?.tag !== sequence) return false;
  if (algorithm?.tag !== sequence || signature?.tag !== bitString) return false;
  const tags = (parts(der, signed.start, signed.end) ?? []).map(({ tag }) => tag);
  if (tags[0] === version) tags.shift();
  return tags[0] === integer && tags.length >= 6 && tags.slice(1, 6).every((tag) => tag === sequence);
}

interface Part {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** The DER values between `start` and `end`; undefined where one does not fit. */
function parts(der: readonly number[], start: number, end: number): readonly Part[] | undefined {
  const found: Part[] = [];
  for (let at = start; at < end; ) {
    const [tag, head] = [der[at], der[at + 1]];
    if (tag === undefined || head === undefined) return undefined;
    at += 2;
    let length = head;
    if (head >= 0x80) {
      length = 0;
      for (let i = 0; i < head - 0x80; i++) length = length * 256 + (der[at++] ?? 0);
    }
    if (at + length > end) return undefined;
    found.push({ tag, start: at, end: at + length });
    at += length;
  }
  return found;
}
