/** Issuer and ClusterIssuer, as far as rules ask (cert-manager `pkg/apis/acme/v1/types_issuer.go`, release 1.21). */
import { isCertain, isDeeplyCertain, lookup } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type Field, field, list, mapping } from './field.ts';
import { type PodTemplate, podTemplate } from './pod.ts';
import type { Meta } from './resource.ts';

export interface Issuer extends Meta {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly solvers: readonly Solver[];
}

export interface Solver {
  readonly map: YamlMap;
  readonly http01: Field<Http01> | undefined;
}

export interface Http01 {
  readonly map: YamlMap;
  readonly ingress: Field<Http01Route> | undefined;
  readonly gatewayHTTPRoute: Field<Http01Route> | undefined;
}

/** The way on which a challenge request reaches the solver: through an Ingress or a Gateway. */
export interface Http01Route {
  readonly map: YamlMap;
  /** Whether all of it, podTemplate included or absent, is surely what is written. */
  readonly certain: boolean;
  readonly podTemplate: Field<PodTemplate> | undefined;
}

/** Decodes an issuer; `meta` is its identity. Missing or mistyped parts are simply absent. */
export function issuer(kind: Issuer['kind'], meta: Meta): Issuer {
  const solvers = field(
    meta.map,
    'spec',
    mapping((spec) =>
      field(
        spec,
        'acme',
        mapping((acme) => field(acme, 'solvers', list(solver))),
      ),
    ),
  );
  return { ...meta, kind, solvers: solvers?.value?.value?.value ?? [] };
}

const solver = mapping((map): Solver => ({ map, http01: field(map, 'http01', http01) }));

const http01 = mapping(
  (map): Http01 => ({
    map,
    ingress: field(map, 'ingress', route),
    gatewayHTTPRoute: field(map, 'gatewayHTTPRoute', route),
  }),
);

const route = mapping((map): Http01Route => {
  const template = lookup(map, 'podTemplate');
  return {
    map,
    certain: isCertain(map) && (!template || isDeeplyCertain(template.entry.value)),
    podTemplate: field(map, 'podTemplate', podTemplate),
  };
});
