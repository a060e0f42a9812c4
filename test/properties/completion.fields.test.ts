/** The fields that are offered, held against the table of the API: at every place of every kind, in several releases. */
import { describe, expect, test } from 'vitest';
import { type FieldPlace, fieldsTaken, offersAt, placesOf, slotOf } from '../harness/completion.ts';
import { analyze, options } from '../harness/engine.ts';

const kinds = [
  ['Certificate', 'cert-manager.io/v1'],
  ['Issuer', 'cert-manager.io/v1'],
  ['ClusterIssuer', 'cert-manager.io/v1'],
  ['CertificateRequest', 'cert-manager.io/v1'],
  ['Order', 'acme.cert-manager.io/v1'],
  ['Challenge', 'acme.cert-manager.io/v1'],
] as const;
const releases = ['1.0', '1.4', '1.8', '1.12', '1.15', '1.16', '1.18', '1.20', '1.21'] as const;

const show = ({ steps }: FieldPlace) => steps.join('.').replaceAll('.[]', '[]');

describe.each(kinds)('%s', (kind, apiVersion) => {
  test.each(releases)('in release %s every field is offered where it belongs, and no other', (version) => {
    const settings = options({ version });
    const places = placesOf(apiVersion, kind, settings.release);
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) {
      const offered = offersAt(place.source, settings)
        .filter(({ sort }) => sort === 'field')
        .map(({ label }) => label.replace(/^- /, ''));
      expect([...offered].sort(), show(place)).toEqual([...place.names].sort());
    }
  });

  test('a list opens by itself where the first slot is empty and something is offered there, and nowhere else', () => {
    const opens = placesOf(apiVersion, kind, options().release).flatMap((place) =>
      offersAt(place.source).flatMap((offer) => {
        const slot = slotOf(place.source, offer);
        const awaited = slot?.inner === '' && offersAt(slot).length > 0;
        return awaited === (offer.goesOn === true) ? [] : [`${show(place)}.${offer.label} ${awaited}`];
      }),
    );
    expect(opens).toEqual([]);
  });

  test.each(['1.8', '1.21'])(
    'in release %s every field, once taken, is one that the checks know',
    (version) => {
      const settings = options({ version });
      for (const place of placesOf(apiVersion, kind, settings.release)) {
        for (const [label, after] of fieldsTaken(place.source, settings)) {
          const wrong = analyze(after, settings).filter(({ rule }) => structural.includes(rule));
          expect(wrong, `${show(place)}.${label}\n${after}`).toEqual([]);
        }
      }
    },
  );
});

test.each([
  ['1.14', ['additionalOutputFormats', 'literalSubject', 'nameConstraints', 'otherNames']],
  ['1.19', ['otherNames']],
  ['1.20', []],
] as const)('in release %s fields behind a feature gate come last and name it: %j', (version, gated) => {
  const source = 'apiVersion: cert-manager.io/v1\nkind: Certificate\nspec:\n  $0\n';
  for (const locale of ['en', 'ko'] as const) {
    const fields = offersAt(source, options({ version }, locale)).filter(({ sort }) => sort === 'field');
    const word = { en: 'feature gate', ko: '기능 게이트' }[locale];
    const naming = fields.filter(({ detail }) => detail?.includes(word)).map(({ label }) => label);
    expect(naming).toEqual(gated);
    expect(fields.slice(fields.length - gated.length).map(({ label }) => label)).toEqual(gated);
  }
});

const structural: readonly string[] = [
  'unknown-field',
  'misplaced-field',
  'field-outside-release',
  'duplicate-key',
  'resource-hidden-by-syntax-error',
];
