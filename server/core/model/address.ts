/** IP and e-mail addresses and URIs as Go reads them (`net`, `net/mail` and `net/url` of Go 1.25). */

/** Whether `net.ParseIP` takes the text: no prefix length, port, zone, or leading zero. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** An IPv4 address: four decimal numbers to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

/** An IPv6 address: eight groups of up to four hexadecimal digits; `::` stands for at least one of zeros. */
export function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return false;
  let groups = 0;
  for (const [i, half] of halves.entries()) {
    if (half === '') continue;
    const parts = half.split(':');
    for (const [j, part] of parts.entries()) {
      const last = i === halves.length - 1 && j === parts.length - 1;
      if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups += 1;
      else if (last && isIpv4(part)) groups += 2;
      else return false;
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8;
}

/** Whether `net.ParseCIDR` takes the text: an address and a prefix length that fits it. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  const [address, length] = [text.slice(0, slash), text.slice(slash + 1)];
  if (slash < 0 || !/^\d+$/.test(length)) return false;
  return isIpv4(address) ? Number(length) <= 32 : isIpv6(address) && Number(length) <= 128;
}

/** `atext` of RFC 5322 and any character beyond ASCII, as Go takes them (RFC 6532). */
const atom = /^[!#$%&'*+\-/0-9=?A-Z^_`a-z{|}~\u0080-\uffff]+$/;
const isDotAtom = (text: string) => text.split('.').every((part) => atom.test(part));

/**
 * Whether `net/mail.ParseAddress` takes the text and answers the very same text: a bare address, without a name, angle
 * brackets, comment, or a quoted local part. That is what the webhook asks for; the shims pass on any text and leave the
 * answer to it.
 */
export function isEmailAddress(text: string): boolean {
  const at = text.indexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 0 || !isDotAtom(local)) return false;
  return isDotAtom(domain) || (/^\[.*\]$/.test(domain) && isIpAddress(domain.slice(1, -1)));
}

/** The bare address in `Name <a@b.org>`, `mailto:a@b.org` or one with blanks around; undefined for anything else. */
export function bareEmailAddress(text: string): string | undefined {
  const inner = /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.replace(/^\s*mailto:/i, '');
  const bare = inner.trim();
  return bare !== text && isEmailAddress(bare) ? bare : undefined;
}

/**
 * Whether `net/url.Parse` surely refuses the text: nothing before its first colon, a `%` without two hexadecimal digits
 * in host, path or fragment (a query is not decoded), or a character that no host has.
 */
export function isUnparsableUri(text: string): boolean {
  const badEscape = /%(?![0-9A-Fa-f]{2})/;
  const sign = text.indexOf('#');
  if (sign >= 0 && badEscape.test(text.slice(sign + 1))) return true;
  const [whole = ''] = (sign < 0 ? text : text.slice(0, sign)).split('?');
  if (whole.startsWith(':')) return true;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(whole)?.[0] ?? '';
  const rest = whole.slice(scheme.length);
  // What stands behind `urn:` is kept as it is.
  if (scheme !== '' && !rest.startsWith('/')) return false;
  const host = rest.startsWith('//') && !rest.startsWith('///') ? (rest.slice(2).split('/')[0] ?? '') : '';
  return badEscape.test(rest) || (!host.includes('@') && /[ \\^`{|}]/.test(host));
}

/** The bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
