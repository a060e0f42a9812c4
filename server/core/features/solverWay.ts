/** The one way in which a solver answers HTTP-01, as data; or why nothing is created for it. */
import type { RouteName } from '../issuance/solverPod.ts';
import { type DataMap, isMap, toData } from '../model/data.ts';
import { lacks, look } from '../model/look.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import type { YamlNode } from '../yaml/tree.ts';

/** `notOneWay`: `http01` names none or both; `templated`: a template has a part in it. */
export type SolverWay =
  | { readonly state: 'one'; readonly name: RouteName; readonly config: DataMap }
  | { readonly state: 'dns01' | 'notOneWay' | 'templated' };

/** Reads an item of `spec.acme.solvers`. */
export function solverWay(solver: YamlNode): SolverWay {
  if (solver.type !== 'map') return { state: 'templated' };
  const http01 = look(solver, 'http01');
  if (http01.state === 'absent') return { state: lacks(solver, 'dns01') ? 'notOneWay' : 'dns01' };
  const ways = (['ingress', 'gatewayHTTPRoute'] as const).map((name) => ({
    name,
    found: look(solver, `http01.${name}`),
  }));
  if (http01.state === 'unknown' || ways.some(({ found }) => found.state === 'unknown'))
    return { state: 'templated' };
  const [way, ...others] = ways.filter(({ found }) => found.state === 'written');
  if (!way || others.length > 0 || way.found.state !== 'written') return { state: 'notOneWay' };
  const config = isDeeplyCertain(way.found.node) ? toData(way.found.node) : undefined;
  return isMap(config) ? { state: 'one', name: way.name, config } : { state: 'templated' };
}
