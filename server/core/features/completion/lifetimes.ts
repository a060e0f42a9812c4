/** `duration` and `renewBefore` of a Certificate: what fits the one that is written already. */
import { hours, parseDuration } from '../../model/duration.ts';
import { type OutlineMap, plainTextOf } from './outline.ts';
import type { KnownValue } from './valueData.ts';

/** Where nothing is said, a certificate is renewed once two thirds of its life are over. */
const third = {
  en: 'about a third of `duration`, as by default',
  ko: '`duration`의 약 3분의 1. 기본값과 같음',
};

/**
 * Of the values known for the field at `path`, those that the webhook takes beside the other one in `around`: a certificate
 * is renewed before its end, and not before its start (cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go`,
 * `ValidateDuration`). Where a certificate lives too briefly for all of them, the default is the value. Values of other fields
 * come back as they are.
 */
export function lifetimes(
  path: string,
  around: OutlineMap | undefined,
  values: readonly KnownValue[],
): readonly KnownValue[] {
  const other = (name: string) => parseDuration(plainTextOf(around, name) ?? '');
  const lengthOf = ({ value }: KnownValue) => parseDuration(value) ?? 0n;
  if (path === 'Certificate.spec.duration') {
    const before = other('renewBefore');
    return before === undefined ? values : values.filter((value) => lengthOf(value) > before);
  }
  if (path !== 'Certificate.spec.renewBefore') return values;
  const duration = other('duration');
  if (duration === undefined) return values;
  const fitting = values.filter((value) => lengthOf(value) < duration);
  const whole = duration / hours(3);
  return fitting.length > 0 || whole < 1n ? fitting : [{ value: `${whole}h`, detail: third }];
}
