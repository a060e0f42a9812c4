/** New names: what changes along with them, and where they are refused. */
import { describe, expect, test } from 'vitest';
import { navigate } from './harness/navigation.ts';

describe('a new name', () => {
  test.each<[folder: string, path: string, cursor: string, to: string, lines: readonly string[]]>([
    [
      'nav-issuers',
      'issuers.yaml',
      'name: lets$0encrypt\nspec',
      'le',
      [
        'certificates.yaml:12 name: le',
        'ingress.yaml:7 cert-manager.io/cluster-issuer: "le"',
        'issuers.yaml:4 name: le',
      ],
    ],
    [
      'nav-issuers',
      'certificates.yaml',
      'name: inter$0nal',
      'ca',
      [
        'certificates.yaml:24 name: ca',
        'ingress.yaml:23 cert-manager.io/issuer: ca',
        'issuers.yaml:27 name: ca',
      ],
    ],
    // What YAML would read as something else is quoted.
    ['nav-issuers', 'certificates.yaml', 'name: inn$0er', '1e3', ['certificates.yaml:18 name: "1e3"']],
    [
      'nav-secrets',
      'secrets.yaml',
      'name: aw$0s',
      '0',
      ["issuers.yaml:17 secretAccessKeySecretRef: { name: '0', key: secret }", 'secrets.yaml:4 name: "0"'],
    ],
    [
      'nav-gateway',
      'gateway.yaml',
      'certificate-name: sh$0op',
      'site',
      ['gateway.yaml:63 name: site', 'gateway.yaml:78 cert-manager.io/certificate-name: site'],
    ],
    [
      'nav-gateway',
      'gateway.yaml',
      'secretName: shop$0-tls',
      'site-tls',
      ['gateway.yaml:23 - name: site-tls', 'gateway.yaml:66 secretName: site-tls'],
    ],
    ['nav-issuers', 'issuers.yaml', 'name: unu$0sed', 'unused', []],
  ])('%s %s %j → %s', (folder, path, cursor, to, lines) => {
    expect(navigate(folder).rename(path, cursor, to)).toEqual(lines);
  });

  test.each<[folder: string, path: string, cursor: string, to: string, why: RegExp | undefined]>([
    ['nav-issuers', 'issuers.yaml', 'name: unu$0sed', 'Not_good', /“Not_good” is not a name/],
    ['nav-issuers', 'issuers.yaml', 'name: unu$0sed', `${'a'.repeat(254)}`, /is not a name/],
    [
      'nav-issuers',
      'issuers.yaml',
      'name: unu$0sed',
      'letsencrypt',
      /^ClusterIssuer letsencrypt already exists/,
    ],
    ['nav-issuers', 'certificates.yaml', '{{ .Values.$0issuer', 'a', /template/],
    ['nav-secrets', 'secrets.yaml', 'name: seal$0ed', 'a', /encrypted for its name/],
    ['nav-secrets', 'issuers.yaml', 'name: seal$0ed', 'a', /encrypted for its name/],
    // The name of the ExternalSecret as well as of its Secret.
    ['nav-secrets', 'secrets.yaml', 'name: jks$0-password', 'a', /also names/],
    ['nav-issuers', 'ingress.yaml', 'name: ng$0inx', 'a', undefined],
    ['nav-issuers', 'issuers.yaml', 'ap$0iVersion', 'a', undefined],
  ])('is refused: %s %s %j → %.20s', (folder, path, cursor, to, why) => {
    const refused = navigate(folder).rename(path, cursor, to);
    if (why === undefined) expect(refused).toBeUndefined();
    else expect(refused).toMatch(why);
    const korean = navigate(folder, 'ko').rename(path, cursor, to);
    if (why !== undefined) expect(korean).toMatch(/[가-힣]/);
  });

  test('is refused where an anchor or an escape stands for the old one', () => {
    const issuer = (name: string) =>
      `apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: { name: ${name} }\n`;
    expect(navigate({ 'a.yaml': issuer('&it ca') }).renamable('a.yaml', '&it c$0a')).toMatch(/anchor/);
    expect(navigate({ 'a.yaml': issuer('"c\\x61"') }).renamable('a.yaml', '"c$0\\x61')).toMatch(/escapes/);
  });

  test('can be given to what may bear one', () => {
    expect(navigate('nav-issuers').renamable('certificates.yaml', 'name: lets$0encrypt')).toBe(
      'ClusterIssuer letsencrypt: certificates.yaml:12 name: letsencrypt',
    );
  });
});
