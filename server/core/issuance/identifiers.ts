/** What a Certificate asks an ACME CA to prove (cert-manager `pkg/controller/acmeorders/sync.go`, `createOrder`, release 1.21). */

import { isIpAddress } from '../model/address.ts';
import { type Data, type DataMap, listIn, textIn } from '../model/data.ts';
import { commonNameOf, parseDistinguishedName } from '../model/distinguishedName.ts';
import type { ChallengeType } from './solverChoice.ts';
import { offered } from './solverChoice.ts';

export interface Identifier {
  /** As it is written. */
  readonly name: string;
  readonly type: 'dns' | 'ip';
}

export interface Identifiers {
  readonly identifiers: readonly Identifier[];
  /** Whether those are all: no template hides another one. */
  readonly complete: boolean;
}

/**
 * The names of a Certificate's spec (null where a template decides): DNS names in the order in which they are written,
 * then the common name (or that of the literal subject) where it is none of them, which joins the Order too, then IP addresses. Each once. The Order
 * itself is sent sorted; the CA answers in any order.
 */
export function identifiersOf(spec: DataMap): Identifiers {
  const dnsNames = texts(spec, 'dnsNames');
  const ipAddresses = texts(spec, 'ipAddresses');
  const commonName = textIn(spec, 'commonName') || commonNameIn(textIn(spec, 'literalSubject') ?? '');
  const common: Identifier[] =
    commonName === '' ? [] : [{ name: commonName, type: isIpAddress(commonName) ? 'ip' : 'dns' }];
  const all = [
    ...dnsNames.known.map((name): Identifier => ({ name, type: 'dns' })),
    ...common,
    ...ipAddresses.known.map((name): Identifier => ({ name, type: 'ip' })),
  ];
  const hidden = ['commonName', 'literalSubject'].some((name) => spec[name] === null);
  return {
    identifiers: [...new Map(all.map((identifier) => [identifier.name, identifier])).values()],
    complete: dnsNames.complete && ipAddresses.complete && !hidden,
  };
}

function commonNameIn(literalSubject: string): string {
  const parsed = parseDistinguishedName(literalSubject);
  if (parsed.kind !== 'name') return '';
  return commonNameOf(parsed.attributes, literalSubject)?.value ?? '';
}

/** The challenge types that a CA offers; for an address HTTP-01 only (RFC 8738, sections 4 and 7). */
export function offeredFor({ name, type }: Identifier): readonly ChallengeType[] {
  return type === 'ip' ? ['http-01'] : offered(name);
}

/** What a solver is chosen by: the name as the CA gives it back, in lower case (behaviour facts, section 4.3). */
export function asAnswered({ name }: Identifier): string {
  return name.toLowerCase();
}

function texts(
  spec: DataMap,
  name: string,
): { readonly known: readonly string[]; readonly complete: boolean } {
  if (Object.hasOwn(spec, name) && spec[name] === null) return { known: [], complete: false };
  const items = listIn(spec, name) ?? [];
  const known = items.filter((item: Data): item is string => typeof item === 'string' && item !== '');
  return { known, complete: known.length === items.length };
}
