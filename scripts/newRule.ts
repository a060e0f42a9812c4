/** Starts a rule: `npm run new-rule -- http01/solver-without-something` writes its file and its fixtures. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const [, family, id] = /^([a-z0-9]+)\/([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(process.argv[2] ?? '') ?? [];
if (family === undefined || id === undefined) {
  console.error(
    'Usage: npm run new-rule -- <family>/<rule-id>, both in kebab-case; the id names the bad thing.',
  );
  process.exit(2);
}
const file = `server/core/rules/${family}/${id}.ts`;
if (existsSync(root + file)) {
  console.error(`${file} exists already.`);
  process.exit(2);
}

const rule = `import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports …
 *
 * ## Why it matters
 * …
 *
 * ## When to allow it
 * …
 *
 * ## References
 * - …
 */
/**
 * @lang ko
 * ## 하는 일
 * …
 */
export default defineRule({
  id: '${id}',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, context) {
    const say = texts[context.locale];
    for (const solver of issuer.solvers) {
      if (solver.http01) yield { at: solver.http01.key, message: say.found };
    }
  },
});

const texts: Texts<{ readonly found: string }> = {
  en: { found: '…' },
  ko: { found: '…' },
};
`;
const example = `apiVersion: cert-manager.io/v1
kind: Issuer
spec:
  acme:
    solvers:
      - http01: # want ${id} "http01"
          ingress: {}
`;
const write = (path: string, text: string) => {
  writeFileSync(root + path, text);
  console.log(`wrote ${path}`);
};
mkdirSync(`${root}server/core/rules/${family}`, { recursive: true });
mkdirSync(`${root}test/rules/${id}`, { recursive: true });
write(file, rule);
write(`test/rules/${id}/example.yaml`, example);
write(`test/rules/${id}/ok.yaml`, '# Look-alikes that stay silent.\n');
console.log(`Next: npm run generate, then npm run test:unit -- -t ${id}`);
