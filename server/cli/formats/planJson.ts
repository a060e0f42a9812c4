/** A plan for programs (`docs/plan.schema.json`). The object is stable: names may be added, none changes its meaning. */
import type { DataMap, Plan, PlanHost, PlannedCertificate, PlannedName } from '../../core/index.ts';
import { findingsOf } from '../../core/judgement.ts';
import { print } from './json.ts';

export interface JsonPlan {
  readonly certificates: readonly JsonCertificate[];
}

export interface JsonCertificate {
  /** Null where it is not written, or a template decides it. */
  readonly name: string | null;
  /** Null where none is written. */
  readonly namespace: string | null;
  /** The Certificate itself, or the Ingress, Gateway or ListenerSet that the shim makes it of. */
  readonly source: {
    readonly kind: string;
    readonly name: string | null;
    readonly file: string;
    readonly line: number;
  };
  readonly written: boolean;
  /** As it is written or as the shim makes it; null in the place of what a template decides. */
  readonly spec: DataMap;
  readonly issuer: {
    readonly kind: string | null;
    readonly name: string | null;
    readonly namespace: string | null;
    readonly found: boolean;
  };
  readonly names: readonly JsonName[];
  /** Ids of the rules that report something in the source or in the issuer, sorted. */
  readonly findings: readonly string[];
}

export interface JsonName {
  readonly name: string;
  /** Null without a challenge, without a solver for it, and where it is not surely known. */
  readonly type: 'http-01' | 'dns-01' | null;
  readonly solver: number | null;
  /** Nodes that may take the solver's pod; null where no Node is known, or no pod. */
  readonly nodes: readonly string[] | null;
  /** The others: `affinity` (node selector included) or `taint <key>`. */
  readonly refused: Readonly<Record<string, string>>;
}

/** The plan as JSON text. */
export function formatPlanJson(plan: Plan, host: PlanHost): string {
  return print(planJson(plan, host));
}

/** The plan as the object that is printed. */
export function planJson({ certificates }: Plan, host: PlanHost): JsonPlan {
  return { certificates: certificates.map((certificate) => jsonCertificate(certificate, host)) };
}

function jsonCertificate(certificate: PlannedCertificate, host: PlanHost): JsonCertificate {
  const { source, written, spec, issuer, names } = certificate;
  const { file, line } = host.placeOf(source);
  return {
    name: certificate.name ?? null,
    namespace: certificate.namespace ?? null,
    source: { kind: source.kind, name: source.name ?? null, file, line },
    written,
    spec,
    issuer: {
      kind: issuer.kind ?? null,
      name: issuer.name ?? null,
      namespace: issuer.namespace ?? null,
      found: issuer.found,
    },
    names: names.map(jsonName),
    findings: findingsOf(certificate, host),
  };
}

function jsonName({ identifier, choice, nodes, refused }: PlannedName): JsonName {
  return {
    name: identifier.name,
    type: choice?.type ?? null,
    solver: choice?.index ?? null,
    nodes: nodes ?? null,
    refused: Object.fromEntries(refused.map(({ node, reason }) => [node, reason])),
  };
}
