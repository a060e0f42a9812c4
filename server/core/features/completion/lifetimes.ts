/**
 * `duration` and what says when to renew, as the webhook takes them beside each other (cert-manager 1.21
 * `internal/apis/certmanager/validation/certificate.go`, `ValidateDuration`).
 */
import { minutes, parseDuration, printDuration } from '../../model/duration.ts';
import { type KnownValue, knownValues } from './valueData.ts';

/** What is written of a Certificate's lifetime, in its fields or in annotations. */
export interface Lifetime {
  readonly duration: string | undefined;
  readonly renewBefore: string | undefined;
}

/** The values of `duration` that are longer than `renewBefore`: the usual ones, or three times as long. */
export function durations({ renewBefore }: Lifetime): readonly KnownValue[] {
  const usual = knownValues['Certificate.spec.duration'] ?? [];
  const least = renewBefore === undefined ? undefined : parseDuration(renewBefore);
  if (least === undefined) return usual;
  const fitting = usual.filter(({ value }) => (parseDuration(value) ?? 0n) > least);
  return fitting.length > 0 ? fitting : written(least * 3n, triple);
}

/** The values of `renewBefore` that are shorter than `duration`: the usual ones, or a third of it. */
export function renewals({ duration }: Lifetime): readonly KnownValue[] {
  const usual = knownValues['Certificate.spec.renewBefore'] ?? [];
  const most = duration === undefined ? undefined : parseDuration(duration);
  if (most === undefined) return usual;
  const fitting = usual.filter(({ value }) => (parseDuration(value) ?? most) < most);
  return fitting.length > 0 ? fitting : written(most / 3n, third);
}

/** The values of `renewBeforePercentage` that leave five minutes of `duration`, in nanoseconds of 64 bits. */
export function percentages({ duration }: Lifetime): readonly KnownValue[] {
  const usual = knownValues['Certificate.spec.renewBeforePercentage'] ?? [];
  const length = duration === undefined ? undefined : parseDuration(duration);
  if (length === undefined) return usual;
  return usual.filter(({ value }) => {
    const product = length * BigInt(100 - Number(value));
    return product === BigInt.asIntN(64, product) && product / 100n >= minutes(5);
  });
}

const triple = { en: 'three times `renewBefore`', ko: '`renewBefore`의 세 배' };
const third = { en: 'a third of `duration`', ko: '`duration`의 3분의 1' };

function written(nanoseconds: bigint, detail: KnownValue['detail']): readonly KnownValue[] {
  const value = printDuration(nanoseconds);
  const isValid = nanoseconds >= minutes(5) && parseDuration(value) !== undefined;
  return isValid ? [{ value, ...(detail && { detail }) }] : [];
}
