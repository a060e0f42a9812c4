/** The pages that the field docs lead to: those about the very thing, not about issuers at large. */
import { describe, expect, test } from 'vitest';
import { compileProse, locales } from '../scripts/prose.ts';

const home = 'https://cert-manager.io/docs/configuration/';
const dns01 = `${home}acme/dns01/`;

/** What is documented on a page of its own, and that page. */
const pages: Readonly<Record<string, string>> = {
  'acme.externalAccountBinding': `${home}acme/`,
  'acme.solvers[].dns01.acmeDNS': `${dns01}acme-dns/`,
  'acme.solvers[].dns01.akamai': `${dns01}akamai/`,
  'acme.solvers[].dns01.azureDNS': `${dns01}azuredns/`,
  'acme.solvers[].dns01.cloudDNS': `${dns01}google/`,
  'acme.solvers[].dns01.cloudflare': `${dns01}cloudflare/`,
  'acme.solvers[].dns01.digitalocean': `${dns01}digitalocean/`,
  'acme.solvers[].dns01.rfc2136': `${dns01}rfc2136/`,
  'acme.solvers[].dns01.route53': `${dns01}route53/`,
  'acme.solvers[].dns01.webhook': `${dns01}webhook/`,
  'acme.solvers[].http01.gatewayHTTPRoute.parentRefs': `${home}acme/http01/`,
  ca: `${home}ca/`,
  selfSigned: `${home}selfsigned/`,
  vault: `${home}vault/`,
  venafi: `${home}venafi/`,
};

describe.each(locales)('in %s', (locale) => {
  const docs = Object.entries(compileProse(locale));
  const linksOf = (text: string) =>
    [...text.matchAll(/\]\((https:[^)#]+)[^)]*\)/g)].map(([, page = '']) => page);

  test.each(Object.entries(pages))('%s and all below it', (field, page) => {
    const above = `Issuer.spec.${field}`;
    const own = docs.filter(
      ([key]) => key.startsWith(above) && ['', '.', '['].includes(key.charAt(above.length)),
    );
    expect(own.length).toBeGreaterThan(1);
    expect(own.filter(([, text]) => !linksOf(text).includes(page)).map(([key]) => key)).toEqual([]);
  });

  test('no field below the spec leads to the page on all kinds of issuers', () => {
    const generic = docs.filter(
      ([key, text]) => key.startsWith('Issuer.spec.') && linksOf(text).every((page) => page === home),
    );
    expect(generic.map(([key]) => key)).toEqual([]);
  });
});
