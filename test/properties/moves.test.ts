/** Fields that move go with their comments, whatever the order, the indent, the line breaks and the end of the file. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixAll } from '../harness/engine.ts';
import { commentsOf, dataOf } from '../harness/yaml.ts';

/** Fields of `v1alpha2` as they are written, and what they are in `v1`. */
const moving = [
  ['keySize', '4096', ['privateKey', 'size'], 4096],
  ['keyAlgorithm', 'rsa', ['privateKey', 'algorithm'], 'RSA'],
  ['keyEncoding', '"pkcs8"', ['privateKey', 'encoding'], 'PKCS8'],
  ['organization', '[company]', ['subject', 'organizations'], ['company']],
  ['uriSANs', '["spiffe://company.org/a"]', ['uris'], ['spiffe://company.org/a']],
] as const;
const staying = [
  ['secretName', 'shop-tls'],
  ['issuerRef', '{name: ca}'],
  ['dnsNames', '[shop.company.org]'],
] as const;

interface Field {
  readonly name: string;
  readonly above: boolean;
  readonly beside: boolean;
  readonly blank: boolean;
}

const fields = fc
  .shuffledSubarray(
    moving.map(([name]) => name as string),
    { minLength: 1 },
  )
  .chain((chosen) =>
    fc.tuple(
      ...[...chosen, ...staying.map(([name]) => name)].map((name) =>
        fc.record({
          name: fc.constant(name),
          above: fc.boolean(),
          beside: fc.boolean(),
          blank: fc.boolean(),
        }),
      ),
    ),
  )
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

const written = new Map<string, string>([...moving.map(([name, text]) => [name, text] as const), ...staying]);

function print(all: readonly Field[], indent: number, home: boolean, newline: string, end: string): string {
  const pad = ' '.repeat(indent);
  const spec = all.flatMap(({ name, above, beside, blank }) => [
    ...(blank ? [''] : []),
    ...(above ? [`${pad}# about ${name}`] : []),
    `${pad}${name}: ${written.get(name)}${beside ? ` # beside ${name}` : ''}`,
  ]);
  const key = home ? [`${pad}privateKey:`, `${pad}${pad}rotationPolicy: Always`] : [];
  const head = [
    'apiVersion: cert-manager.io/v1alpha2',
    'kind: Certificate',
    'metadata: {name: shop}',
    'spec:',
  ];
  return [...head, ...spec, ...key].join(newline) + end;
}

/** The line that a comment above something stands for: the next one that is no comment. */
function lineBelow(lines: readonly string[], comment: string): string | undefined {
  const at = lines.findIndex((line) => line.trim() === comment);
  return lines.slice(at + 1).find((line) => !/^\s*#/.test(line));
}

describe('the migration of hundreds of Certificates', () => {
  test('brings every value and comment to its new place', () => {
    fc.assert(
      fc.property(
        fields,
        fc.constantFrom(1, 2, 4),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\n', '\n# the end\n', '\n---\nkind: Other\n'),
        (all, indent, home, newline, end) => {
          const text = print(all, indent, home, newline, end.replaceAll('\n', newline));
          const fixed = fixAll(text).text;
          const spec: Record<string, unknown> = {
            secretName: 'shop-tls',
            issuerRef: { name: 'ca' },
            dnsNames: ['shop.company.org'],
            ...(home && { privateKey: { rotationPolicy: 'Always' } }),
          };
          for (const [name, , [first, second], value] of moving) {
            if (!all.some((field) => field.name === name)) continue;
            spec[first] = second === undefined ? value : { ...Object(spec[first]), [second]: value };
          }
          expect(dataOf(fixed)?.[0], `${text}\n=>\n${fixed}`).toEqual({
            apiVersion: 'cert-manager.io/v1',
            kind: 'Certificate',
            metadata: { name: 'shop' },
            spec,
          });
          expect([...commentsOf(fixed)].sort(), fixed).toEqual([...commentsOf(text)].sort());
          expect(/[^\r]\n/.test(fixed), fixed).toBe(/[^\r]\n/.test(text));
          const lines = fixed.split(/\r?\n/);
          for (const [name, , path] of moving) {
            const field = all.find((one) => one.name === name);
            const key = path.at(-1) ?? '';
            // What stands for several fields from now on has the comment of the first.
            if (field?.above)
              expect(lineBelow(lines, `# about ${name}`), fixed).toMatch(
                new RegExp(`^\\s*(${path.join('|')}):`),
              );
            if (field?.beside)
              expect(
                lines.find((line) => line.endsWith(` # beside ${name}`)),
                fixed,
              ).toMatch(new RegExp(`^\\s*${key}:`));
          }
        },
      ),
      { numRuns: 400, seed: 20261125 },
    );
  });
});
