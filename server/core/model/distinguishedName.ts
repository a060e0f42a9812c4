/**
 * Distinguished names as `spec.literalSubject` of a Certificate takes them: RFC 4514 in the reading of
 * github.com/go-ldap/ldap/v3 `dn.go`, attribute types of cert-manager 1.21 `pkg/util/pki/subject.go`.
 */
import { utf8Length } from './address.ts';

/** The attribute types that cert-manager knows by name; upper case counts. */
export const attributeTypes = ['C', 'O', 'OU', 'CN', 'SERIALNUMBER', 'L', 'ST', 'STREET', 'DC', 'UID'];

export interface Attribute {
  readonly type: string;
  readonly value: string;
  /** Length of the value in UTF-8; an escaped byte counts as one. */
  readonly bytes: number;
  /** Where the type is written in the text. */
  readonly start: number;
  readonly end: number;
}

export type DistinguishedName =
  | { readonly kind: 'name'; readonly attributes: readonly Attribute[] }
  /** `at`: the part of the text that is wrong. */
  | { readonly kind: 'incomplete' | 'bad-escape' | 'bad-hex'; readonly part: string };

/** Reads a distinguished name. Attributes stand in the order of the text. */
export function parseDistinguishedName(text: string): DistinguishedName {
  const attributes: Attribute[] = [];
  if (text.trim() === '') return { kind: 'name', attributes };
  let start = 0;
  let type: Pick<Attribute, 'type' | 'start' | 'end'> | undefined;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === '\\') {
      i++;
      if (i < text.length) continue;
    }
    if (character === '=' && !type) {
      const read = decode(text.slice(start, i));
      if (!read) return { kind: 'bad-escape', part: text.slice(start, i) };
      const lead = /^ */.exec(text.slice(start, i))?.[0].length ?? 0;
      const written = text.slice(start, i).trim();
      // Go looks whether the type is empty to tell whether it has one.
      if (read.value !== '') {
        type = { type: read.value, start: start + lead, end: start + lead + written.length };
      }
      start = i + 1;
    } else if (i >= text.length || character === ',' || character === '+' || character === ';') {
      const part = text.slice(start, Math.min(i, text.length));
      if (!type) return { kind: 'incomplete', part: part.trim() };
      if (part.startsWith('#')) {
        if (!/^#(?:[0-9a-fA-F]{2}){2,}$/.test(part)) return { kind: 'bad-hex', part };
        attributes.push({ ...type, value: part, bytes: part.length });
      } else {
        const read = decode(part);
        if (!read) return { kind: 'bad-escape', part: part.trim() };
        attributes.push({ ...type, ...read });
      }
      type = undefined;
      start = i + 1;
    }
  }
  return { kind: 'name', attributes };
}

/** Strips blanks and resolves escapes; undefined where an escape is neither `\` and a special character nor `\` and a byte. */
function decode(text: string): { value: string; bytes: number } | undefined {
  let stripped = text.replace(/^ +/, '').replace(/ +$/, '');
  if (text.endsWith(' ') && stripped.endsWith('\\')) stripped += ' ';
  let value = '';
  let bytes = 0;
  for (let i = 0; i < stripped.length; i++) {
    const character = stripped[i] ?? '';
    if (character !== '\\') {
      value += character;
      continue;
    }
    const next = stripped[i + 1];
    const byte = stripped.slice(i + 1, i + 3);
    if (next !== undefined && ' "#+,;<=>\\'.includes(next)) {
      value += next;
      i++;
    } else if (/^[0-9a-fA-F]{2}$/.test(byte)) {
      bytes++;
      i += 2;
      value += '\0';
    } else {
      return undefined;
    }
  }
  return { value, bytes: bytes + utf8Length(value.replaceAll('\0', '')) };
}

/** The common name that the webhook takes from the subject: the first one in the text, and of one RDN the last. */
export function commonNameOf(attributes: readonly Attribute[], text: string): Attribute | undefined {
  const all = attributes.filter(({ type }) => type === 'CN' || type === '2.5.4.3');
  const [first] = all;
  if (!first) return undefined;
  const next = all.findLast(({ start }) => start >= first.start && isOneRdn(text, first.end, start));
  return next ?? first;
}

/** Whether no unescaped comma or semicolon stands between two places. */
function isOneRdn(text: string, from: number, to: number): boolean {
  return !/[,;]/.test(text.slice(from, Math.max(from, to)).replace(/\\./gs, ''));
}

/** An object identifier as cert-manager reads it (`pkg/util/pki/asn1_util.go`): integers between dots. */
export function isObjectIdentifier(text: string): boolean {
  return /^[+-]?\d{1,18}(\.[+-]?\d{1,18})*$/.test(text);
}
