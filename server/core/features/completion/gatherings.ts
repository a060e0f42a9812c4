/** What completion takes from all resources of the workspace: gathered once, until one of them changes. */
import { booleanAt, itemsAt, mapAt, textAt, textsAt } from '../../model/look.ts';
import { isLabelValue, isQualifiedName } from '../../model/names.ts';
import type { Known } from '../../model/resource.ts';
import type { Gathering } from '../../workspace/gathered.ts';
import { defaultIngressClass } from '../../workspace/placement/classes.ts';
import { asString } from '../../yaml/read.ts';

/** A value, the namespace that it is of, and who has it. */
export interface Held {
  readonly value: string;
  readonly namespace: string | undefined;
  readonly by: Known;
}

const held = (by: Known, ...values: readonly (string | undefined)[]): readonly Held[] =>
  values.flatMap((value) => (value ? [{ value, namespace: by.namespace, by }] : []));

/** The mappings in a list. */
const maps = (of: Known['map'], path: string) =>
  itemsAt(of, path).flatMap(({ node }) => (node.type === 'map' ? [node] : []));

/** Host names that Ingresses and listeners serve. */
export const servedHosts: Gathering<readonly Held[]> = {
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  reads: 'all',
  make: (resources) =>
    resources.flatMap((one) => {
      const { map } = one;
      if (one.kind !== 'Ingress')
        return maps(map, 'spec.listeners').flatMap((each) => held(one, textAt(each, 'hostname')?.value));
      const tls = maps(map, 'spec.tls').flatMap((each) => textsAt(each, 'hosts').map(({ value }) => value));
      const rules = maps(map, 'spec.rules').map((each) => textAt(each, 'host')?.value);
      return held(one, ...tls, ...rules);
    }),
};

/** DNS names of Certificates. */
export const certifiedNames: Gathering<readonly Held[]> = {
  kinds: ['Certificate'],
  reads: 'all',
  make: (resources) =>
    resources.flatMap((one) => held(one, ...textsAt(one.map, 'spec.dnsNames').map(({ value }) => value))),
};

/** The Secrets that Ingresses and listeners wait for. */
export const awaitedSecrets: Gathering<readonly Held[]> = {
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  reads: 'all',
  make: (resources) =>
    resources.flatMap((one) => {
      if (one.kind === 'Ingress')
        return maps(one.map, 'spec.tls').flatMap((each) => held(one, textAt(each, 'secretName')?.value));
      const references = maps(one.map, 'spec.listeners').flatMap((each) => maps(each, 'tls.certificateRefs'));
      return references.flatMap((each) => held(one, textAt(each, 'name')?.value));
    }),
};

/** The Secrets that Certificates write. */
export const writtenSecrets: Gathering<readonly (Held & { readonly isCa: boolean })[]> = {
  kinds: ['Certificate'],
  reads: 'all',
  make: (resources) =>
    resources.flatMap((one) => {
      const isCa = booleanAt(one.map, 'spec.isCA')?.value === true;
      return held(one, textAt(one.map, 'spec.secretName')?.value).map((each) => ({ ...each, isCa }));
    }),
};

/** Secrets, and what makes some. `type`: what they say that they hold. */
export const keptSecrets: Gathering<readonly (Held & { readonly type: string | undefined })[]> = {
  kinds: ['Secret', 'SealedSecret', 'ExternalSecret'],
  reads: 'all',
  make: (resources) =>
    resources.flatMap((one) => {
      const target = one.kind === 'ExternalSecret' ? textAt(one.map, 'spec.target.name')?.value : undefined;
      const path = one.kind === 'Secret' ? 'type' : 'spec.template.type';
      const type = textAt(one.map, path)?.value;
      return held(one, target ?? one.name).map((each) => ({ ...each, type }));
    }),
};

/** How often each value is used: one that is used once may be what somebody types. */
export type Counts = ReadonlyMap<string, number>;

function count(values: Iterable<string | undefined>): Counts {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** Ingress classes that are declared, the default one first, and those that are used. */
export const ingressClasses: Gathering<{
  readonly byDefault: string | undefined;
  readonly declared: readonly string[];
  readonly used: Counts;
}> = {
  kinds: ['IngressClass', 'Ingress'],
  reads: 'all',
  make(resources) {
    const old = ['metadata', 'annotations', 'kubernetes.io/ingress.class'];
    const used = ({ map }: Known) => textAt(map, 'spec.ingressClassName')?.value ?? textAt(map, old)?.value;
    const byDefault = defaultIngressClass(resources);
    const declared = resources.flatMap(({ kind, name }) => (kind === 'IngressClass' && name ? [name] : []));
    return {
      byDefault,
      declared: [...new Set([...(byDefault === undefined ? [] : [byDefault]), ...declared])],
      used: count(resources.map((one) => (one.kind === 'Ingress' ? used(one) : undefined))),
    };
  },
};

/** Gateway classes that are declared, and those that are used. */
export const gatewayClasses: Gathering<{ readonly declared: readonly string[]; readonly used: Counts }> = {
  kinds: ['GatewayClass', 'Gateway'],
  reads: 'all',
  make: (resources) => ({
    declared: resources.flatMap(({ kind, name }) => (kind === 'GatewayClass' && name ? [name] : [])),
    used: count(resources.map(({ map }) => textAt(map, 'spec.gatewayClassName')?.value)),
  }),
};

/** The names of namespaces that are declared. */
export const declaredNamespaces: Gathering<readonly string[]> = {
  kinds: ['Namespace'],
  reads: 'names',
  make: (resources) => resources.flatMap(({ name }) => name ?? []),
};

/** The namespaces that something is in: a question for each kind, as they change while one is typed. */
export const usedNamespaces: readonly Gathering<Counts>[] = (
  ['Certificate', 'Issuer', 'Ingress', 'Gateway', 'Secret', 'Deployment', 'DaemonSet'] as const
).map((kind) => ({
  kinds: [kind],
  reads: 'names',
  make: (resources) => count(resources.map(({ namespace }) => namespace)),
}));

export interface SeenTaint {
  readonly key: string;
  readonly value: string | undefined;
  readonly effect: string | undefined;
}

/** Labels and taints of the nodes, each once. */
export const nodeMarks: Gathering<{
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly taints: readonly SeenTaint[];
}> = {
  kinds: ['Node'],
  reads: 'all',
  make(resources) {
    const labels = resources.flatMap(({ map }) =>
      (mapAt(map, 'metadata.labels')?.value.entries ?? []).map(
        ({ name, value }) => [name, asString(value) ?? ''] as const,
      ),
    );
    // Others are none that a node can have.
    const isLabel = ([key, value]: readonly [string, string]) => isQualifiedName(key) && isLabelValue(value);
    const taints = resources.flatMap(({ map }) =>
      maps(map, 'spec.taints').flatMap((taint): SeenTaint[] => {
        const [key, value, effect] = ['key', 'value', 'effect'].map((name) => textAt(taint, name)?.value);
        return key === undefined ? [] : [{ key, value, effect }];
      }),
    );
    return { labels: distinct(labels.filter(isLabel)), taints: distinct(taints) };
  },
};

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
