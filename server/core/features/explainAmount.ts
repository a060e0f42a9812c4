/** Durations and key sizes in words. */
import { parseDuration } from '../model/duration.ts';
import { textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { Locale } from '../rules/rule.ts';
import { code } from '../text/markdown.ts';
import { keySizes } from './completion/valueData.ts';

const durations = /(?:^|\.)(?:duration|renewBefore)$/;
const [hour, day] = [3_600_000_000_000n, 86_400_000_000_000n];

/** A word on a duration of days, or on a size that the key of the resource may have; undefined for anything else. */
export function amountOf(resource: Known, path: string, value: string, locale: Locale): string | undefined {
  if (durations.test(path)) return daysIn(value, locale);
  return path === 'Certificate.spec.privateKey.size' ? sizeIn(resource, value, locale) : undefined;
}

function daysIn(value: string, locale: Locale): string | undefined {
  const time = parseDuration(value);
  if (time === undefined || time < day || time % hour !== 0n) return undefined;
  const [days, hours] = [time / day, (time % day) / hour];
  const counted = (count: bigint, unit: string) => `${count} ${unit}${count === 1n ? '' : 's'}`;
  const parts =
    locale === 'ko'
      ? [`${days}일`, ...(hours > 0n ? [`${hours}시간`] : [])]
      : [counted(days, 'day'), ...(hours > 0n ? [counted(hours, 'hour')] : [])];
  return `${code(value)}: ${parts.join(' ')}`;
}

function sizeIn({ map }: Known, value: string, locale: Locale): string | undefined {
  const written =
    textAt(map, 'spec.privateKey.algorithm') ??
    textAt(map, ['metadata', 'annotations', 'cert-manager.io/private-key-algorithm']);
  const algorithm = written?.value ?? 'RSA';
  if (!(keySizes[algorithm] ?? []).includes(value)) return undefined;
  return locale === 'ko'
    ? `${code(value)}: ${algorithm} 키의 길이(비트)`
    : `${code(value)}: bits of the ${algorithm} key`;
}
