/** What we claim of a chart beside what the real Helm renders with the default values. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { claimsOf, openWorkspace, workspaceNames } from '../harness/workspace.ts';
import { noTools, toolPath } from '../hosts/kubectl.ts';

const home = fileURLToPath(new URL('../workspaces/', import.meta.url));
const helm = noTools === undefined ? await toolPath('helm').catch(String) : undefined;
const why = noTools ?? (helm && existsSync(helm) ? undefined : helm);
if (why !== undefined) console.log(`Charts are not compared with Helm: ${why}`);

const charts = workspaceNames('').flatMap((name) =>
  readdirSync(home + name, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|[\\/])Chart\.yaml$/.test(path) && !path.includes('charts'))
    .map((path) => ({ name, folder: dirname(path) })),
);

interface Rendered {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

describe.skipIf(why !== undefined)('charts', () => {
  test('there are some', () => {
    expect(charts.length).toBeGreaterThan(1);
  });

  test.each(charts)('$name: every value that we claim is the rendered one', ({ name, folder }) => {
    const text = execFileSync(helm ?? '', ['template', 'release', join(home, name, folder)], {
      encoding: 'utf8',
      env: { ...process.env, HELM_CACHE_HOME: '/nonexistent', HELM_CONFIG_HOME: '/nonexistent' },
    });
    const rendered = parseAllDocuments(text).flatMap((document): Rendered[] => document.toJS() ?? []);
    const root = folder === '.' ? '/Chart.yaml' : `/${folder}/Chart.yaml`;
    const claims = claimsOf(openWorkspace(name).workspace, root);
    expect(claims.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    let compared = 0;
    for (const { kind, name: claimed, values } of claims) {
      const real = rendered.find((one) => one.kind === kind && one.metadata?.name === claimed);
      if (!real) {
        wrong.push(`${kind} ${claimed} is not rendered`);
        continue;
      }
      for (const { path, value } of values) {
        compared++;
        const found = path.reduce<unknown>((at, key) => Object(at)[key], real);
        if (found !== value)
          wrong.push(`${kind} ${claimed} ${path.join('.')}: ${String(value)}, Helm: ${String(found)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5);
  });
});
