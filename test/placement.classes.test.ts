/** Who takes the requests of a solver whose Ingress names no class. */
import { describe, expect, test } from 'vitest';
import { nginx, onEdge, placementOf } from './harness/placement.ts';

describe('Ingresses without a class', () => {
  const args = (...list: string[]) => ({
    containers: [{ image: 'registry.k8s.io/ingress-nginx/controller:v1.12.1', args: list }],
    nodeSelector: { pool: 'edge' },
  });
  const traefik = nginx({ containers: [{ image: 'traefik:v3.2' }], nodeSelector: { pool: 'edge' } });
  const kong = nginx({ containers: [{ image: 'kong:3.9' }] });
  test.each<[string, object[], string]>([
    ['nobody says that it takes them', [onEdge], 'unknown'],
    ['one says so', [nginx(args('--watch-ingress-without-class=true'))], 'controllerKnown'],
    ['one says that it does not', [nginx(args('--watch-ingress-without-class=false'))], 'unknown'],
    ['Traefik takes them', [traefik, onEdge], 'controllerKnown'],
    ['whether Kong does is not known', [traefik, kong], 'unknown'],
  ])('%s', (_, others, wanted) => {
    expect(placementOf(undefined, others, {})?.kind).toBe(wanted);
  });
});
