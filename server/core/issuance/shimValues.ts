/** Values of annotations as cert-manager's shims read them: with the parsers of Go's standard library (release 1.24). */

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
export const minute = 60_000_000_000n;
export const hour = 60n * minute;
const maxInt64 = (1n << 63n) - 1n;

/** Nanoseconds of a Go duration (`time.ParseDuration`); undefined where it is none, as `90d`. */
export function goDuration(text: string): bigint | undefined {
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (!/^((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    const size = units[unit] ?? 0n;
    sum += BigInt(whole === '' ? 0 : whole) * size;
    if (fraction !== '') sum += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  if (sum > maxInt64) return undefined;
  return sign === '-' ? -sum : sum;
}

/** A duration as Go prints it (`time.Duration.String`): `360h` is `360h0m0s`. */
export function goDurationText(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${goDurationText(-nanoseconds)}`;
  if (nanoseconds === 0n) return '0s';
  const second = 1_000_000_000n;
  const decimal = (size: bigint) => {
    const fraction = (nanoseconds % size).toString().padStart(size.toString().length - 1, '0');
    return `${nanoseconds / size}.${fraction}`.replace(/\.?0+$/, '');
  };
  if (nanoseconds < 1_000n) return `${nanoseconds}ns`;
  if (nanoseconds < 1_000_000n) return `${decimal(1_000n)}µs`;
  if (nanoseconds < second) return `${decimal(1_000_000n)}ms`;
  const tail = nanoseconds % minute;
  const fraction = (tail % second).toString().padStart(9, '0').replace(/0+$/, '');
  const seconds = `${tail / second}${fraction === '' ? '' : `.${fraction}`}s`;
  const [hours, minutes] = [nanoseconds / hour, (nanoseconds / minute) % 60n];
  if (hours > 0n) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0n ? `${minutes}m${seconds}` : seconds;
}

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

/** Whether Go's `net.ParseIP` takes it: no zone, no port, no network, no leading zeros. */
export function isIp(text: string): boolean {
  if (isIpV4(text)) return true;
  if (!/^[0-9A-Fa-f:.]+$/.test(text) || !text.includes(':')) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const flat = groups.flat();
  const last = flat.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && (!isIpV4(last) || text.endsWith(':'))) return false;
  const hexes = embedded ? flat.slice(0, -1) : flat;
  if (!hexes.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = hexes.length + (embedded ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

function isIpV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]+";
const address = new RegExp(
  `^(${atom}(\\.${atom})*|"([^"\\\\\\r\\n]|\\\\.)+")@(${atom}(\\.${atom})*|\\[[^[\\]\\\\\\s]+\\])$`,
  'u',
);

/** A bare mail address (Go's `mail.ParseAddress`, and nothing around it). */
export function isMailAddress(text: string): boolean {
  return address.test(text);
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

/** Bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return [...text].reduce((sum, char) => {
    const code = char.codePointAt(0) ?? 0;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}
