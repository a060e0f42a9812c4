/** Durations as Go reads them (`time.ParseDuration` of Go 1.25, through `metav1.Duration` of k8s.io/apimachinery 0.36). */

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const most = (1n << 63n) - 1n;

/** Nanoseconds of a duration that is written in hours and minutes. */
export const hours = (count: number) => BigInt(count) * 3_600_000_000_000n;
export const minutes = (count: number) => BigInt(count) * 60_000_000_000n;

/**
 * The nanoseconds of a Go duration (`1h30m`, `-1.5h`, `0`); undefined where Go refuses the text. The API server reads the
 * fields of a Certificate with it, the shims the annotations that go there.
 */
export function parseDuration(text: string): bigint | undefined {
  const [, sign, body = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === '0') return 0n;
  if (body === '') return undefined;
  const part = /(\d*)(?:(\.)(\d*))?([^\d.]+)/y;
  let sum = 0n;
  while (part.lastIndex < body.length) {
    const [all, whole = '', , fraction = '', name = ''] = part.exec(body) ?? [];
    const unit = units.get(name);
    if (all === undefined || unit === undefined || (whole === '' && fraction === '')) return undefined;
    const cut = fraction.slice(0, 18);
    sum += BigInt(whole === '' ? 0 : whole) * unit;
    if (cut !== '') sum += (BigInt(cut) * unit) / 10n ** BigInt(cut.length);
    if (sum > most + 1n) return undefined;
  }
  if (sign === '-') return -sum;
  return sum > most ? undefined : sum;
}

/** Prints whole hours as Go reads them, smaller durations in hours, minutes and seconds. */
export function printDuration(nanoseconds: bigint): string {
  const seconds = nanoseconds / 1_000_000_000n;
  const [h, m, s] = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const text = `${h > 0n ? `${h}h` : ''}${m > 0n ? `${m}m` : ''}${s > 0n ? `${s}s` : ''}`;
  return text === '' ? '0s' : text;
}

const second = 1_000_000_000n;
const minute = 60n * second;
const hour = 60n * minute;

/** A duration as Go prints it (`time.Duration.String`): `360h` is `360h0m0s`. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${durationText(-nanoseconds)}`;
  if (nanoseconds === 0n) return '0s';
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
  const [h, m] = [nanoseconds / hour, (nanoseconds / minute) % 60n];
  if (h > 0n) return `${h}h${m}m${seconds}`;
  return m > 0n ? `${m}m${seconds}` : seconds;
}

/** Seconds of the units that people write; a month has no fixed length and is left out. */
const words: readonly (readonly [RegExp, number])[] = [
  [/^(s|secs?|seconds?)$/i, 1],
  [/^(m|mins?|minutes?)$/, 60],
  [/^(h|H|hrs?|hours?)$/, 3600],
  [/^(d|days?)$/i, 86_400],
  [/^(w|wks?|weeks?)$/i, 604_800],
  [/^(y|yrs?|years?)$/i, 31_536_000],
];

/**
 * The Go duration that was meant by a text that Go refuses (`90d` → `2160h`, `1h 30m` → `1h30m`); `exact` is false where
 * a year was counted as 365 days. Undefined where it cannot be told.
 */
export function meantDuration(text: string): { readonly go: string; readonly exact: boolean } | undefined {
  const part = /\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*/y;
  let seconds = 0;
  let exact = true;
  if (text.trim() === '') return undefined;
  while (part.lastIndex < text.length) {
    const [all, count = '', word = ''] = part.exec(text) ?? [];
    const unit = words.find(([pattern]) => pattern.test(word))?.[1];
    if (all === undefined || unit === undefined) return undefined;
    seconds += Number(count) * unit;
    exact &&= unit !== 31_536_000;
  }
  return Number.isSafeInteger(seconds) && seconds > 0
    ? { go: printDuration(BigInt(seconds) * 1_000_000_000n), exact }
    : undefined;
}
