/** The plan against what a real cluster did. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { jsonPlanOf, planOf, readTexts } from './harness/plan.ts';

const recordings = fileURLToPath(new URL('../../shared/cluster/', import.meta.url));

interface ClusterObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly dnsNames?: readonly string[];
    readonly dnsName?: string;
    readonly type?: string;
    readonly nodeName?: string;
  };
}

describe.skipIf(!existsSync(recordings))('as a real cluster did (needs ../shared/cluster)', () => {
  const scenarios = existsSync(recordings)
    ? readdirSync(recordings).filter((name) => existsSync(`${recordings}${name}/objects.json`))
    : [];
  const tells = ['Node', 'IngressClass', 'Deployment'];

  test.each(scenarios)('%s', (name) => {
    const folder = `${recordings}${name}/`;
    const { items }: { items: readonly ClusterObject[] } = JSON.parse(
      readFileSync(`${folder}objects.json`, 'utf8'),
    );
    const all = (kind: string) => items.filter((item) => item.kind === kind);
    const around = {
      apiVersion: 'v1',
      kind: 'List',
      items: items.filter((item) => tells.includes(item.kind)),
    };
    const texts = readTexts(`${folder}manifests`);
    const { certificates } = jsonPlanOf({ ...texts, 'cluster.json': JSON.stringify(around) });
    const issuers = jsonPlanOf(texts);
    expect(issuers.certificates).toHaveLength(certificates.length);

    // Each Certificate that there is was planned, with its spec, and no other.
    const specs = new Map(certificates.map((one) => [`${one.namespace}/${one.name}`, one.spec]));
    const real = all('Certificate').filter(({ metadata }) => metadata.namespace === name);
    expect(
      new Map(real.map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec])),
    ).toEqual(specs);

    const names = certificates.flatMap((one) => one.names.map((planned) => ({ one, planned })));
    for (const { metadata, spec } of all('Order')) {
      const one = certificates.find(({ name }) => metadata.name.startsWith(`${name}-1-`));
      expect(one?.names.map((planned) => planned.name)).toEqual(spec.dnsNames);
    }
    for (const { spec } of all('Challenge')) {
      const { planned } = names.find(({ planned }) => planned.name === spec.dnsName) ?? {};
      expect(planned?.type).toBe(spec.type?.toLowerCase());
      // The Challenge carries the solver that was chosen.
      expect(planned?.solver).toBe(0);
    }
    const pods = all('Pod').filter(({ metadata }) => metadata.name.startsWith('cm-acme-http-solver'));
    for (const { spec } of pods) {
      const taking = names.filter(({ planned }) => planned.type === 'http-01');
      expect(taking.length).toBeGreaterThan(0);
      for (const { planned } of taking) {
        if (spec.nodeName) expect(planned.nodes).toContain(spec.nodeName);
        else expect(planned.nodes).toEqual([]);
      }
    }
  });

  test('the story tells where the ingress runs, the cure says nothing', () => {
    const placement = (name: string) => {
      const folder = `${recordings}${name}/`;
      const { items }: { items: readonly ClusterObject[] } = JSON.parse(
        readFileSync(`${folder}objects.json`, 'utf8'),
      );
      const around = JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: items.filter((item) => tells.includes(item.kind)),
      });
      const plan = planOf({ ...readTexts(`${folder}manifests`), 'cluster.json': around });
      return plan.certificates[0]?.names[0]?.placement;
    };
    expect(placement('story')).toMatchObject({
      kind: 'controllerKnown',
      copies: [
        {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'type', operator: 'In', values: ['load-balancer'] }] },
          ],
        },
      ],
    });
    expect(placement('story-cured')).toEqual({ kind: 'quiet', why: 'agrees' });
    expect(placement('affinity-matches-no-node')).toEqual({ kind: 'noNode' });
  });
});
