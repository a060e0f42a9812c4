/**
 * Values of annotations as cert-manager's shims read them: with the parsers of Go's standard library (release 1.24).
 * Durations and addresses are those of the fields that they go into: `model/duration.ts`, `model/address.ts`.
 */

/** A decimal integer (`strconv.ParseInt`, base 10) of so many bits. */
export function goInteger(text: string, bits: 32 | 64): number | undefined {
  if (!/^[-+]?\d+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  const limit = 1n << BigInt(bits - 1);
  return value < -limit || value >= limit ? undefined : Number(value);
}

/** A boolean (`strconv.ParseBool`). */
export function goBool(text: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}

/**
 * The fields of the one record of a CSV text (cert-manager `pkg/util/util.go`, `SplitWithEscapeCSV`, release 1.21, on
 * Go's `encoding/csv`); undefined where there is no record, more than one, or a quote out of place.
 */
export function oneCsvRecord(text: string): readonly string[] | undefined {
  const lines = text.replace(/\r\n/g, '\n').replace(/^\n+/, '');
  if (lines === '') return undefined;
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const quoted = lines[at] === '"';
    const piece = (quoted ? /"((?:[^"]|"")*)"/y : /([^",\n]*)/y).exec(at === 0 ? lines : lines.slice(at));
    if (!piece || (quoted && piece.index !== 0)) return undefined;
    fields.push((piece[1] ?? '').replace(/""/g, '"'));
    at += piece[0].length;
    if (lines[at] === ',') at++;
    else return /^\n*$/.test(lines.slice(at)) ? fields : undefined;
  }
}

/** The words of `spec.usages` (cert-manager `pkg/apis/certmanager/v1/types.go`, release 1.21). */
export const keyUsages: readonly string[] = [
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
];

/** The items of a comma list, blanks around them kept, as `strings.Split` does. */
export function commaList(text: string): readonly string[] {
  return text.split(',');
}
