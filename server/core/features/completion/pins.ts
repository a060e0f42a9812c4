/** Pod templates that hold a solver's pod to where the ingress runs, as bodies (`layout.ts`). */
import type { Release } from '../../facts.ts';
import type { Label } from '../../issuance/labelPin.ts';
import { type Pin, pinFor } from '../../issuance/newSolver.ts';
import { showProducts } from '../../issuance/showPlacement.ts';
import { type Data, isMap } from '../../model/data.ts';
import { textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import type { Options } from '../../options.ts';
import type { Texts } from '../../rules/rule.ts';
import { korean } from '../../text/korean.ts';
import type { Route } from '../../workspace/placement/placement.ts';
import { scalar } from './layout.ts';
import type { Neighbours } from './offer.ts';

/** A pod template. `body` undefined: the pod may run on any node. */
export interface PinBody {
  readonly body: string | undefined;
  /** What it does, as words behind those of the solver. */
  readonly detail: Texts<string>;
  /** The kind of affinity that does it. */
  readonly how: 'nodeAffinity' | 'podAffinity';
}

const deeper = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by));

/** How the pod of a solver with this route is pinned, by what is known of the cluster and else by the settings. */
export function pinBody(
  route: Route | undefined,
  { http01 }: Options,
  release: Release,
  neighbours: Neighbours,
): PinBody {
  const pin: Pin = http01.flatNetwork
    ? { kind: 'needless' }
    : pinFor(route, neighbours.cluster(), http01.nodeLabel, release);
  if (pin.kind === 'needless')
    return { body: undefined, detail: { en: 'on any node', ko: '아무 노드에서나' }, how: 'nodeAffinity' };
  if (pin.kind === 'label') {
    const detail = { en: 'solver pod pinned to nodes', ko: '솔버 파드를 노드에 고정' };
    return { body: labelled(pin.label, pin.tolerations), detail, how: 'nodeAffinity' };
  }
  const products = showProducts(pin.controllers);
  return {
    body: `podTemplate:\n  spec:\n${deeper(bodyOf(pin.spec), 4)}`,
    detail: {
      en: `solver pod where ${products} runs`,
      ko: korean`솔버 파드를 ${products}이(가) 실행되는 노드에 고정`,
    },
    how: JSON.stringify(pin.spec).includes('"podAffinity"') ? 'podAffinity' : 'nodeAffinity',
  };
}

function labelled({ key, value }: Label, tolerations: readonly Data[]): string {
  const expression =
    value === undefined
      ? `- key: «${scalar(key)}»\n  operator: Exists`
      : `- key: «${scalar(key)}»\n  operator: In\n  values:\n    - «${scalar(value)}»`;
  const tolerating = tolerations.length > 0 ? `\n${deeper(bodyOf({ tolerations }), 4)}` : '';
  return `podTemplate:
  spec:
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
            - matchExpressions:
${deeper(expression, 16)}${tolerating}`;
}

/** Data as a body; all scalars in it are texts. */
function bodyOf(data: Data): string {
  if (Array.isArray(data))
    return data.map((item: Data) => `- ${deeper(bodyOf(item), 2).trimStart()}`).join('\n');
  if (!isMap(data)) return scalar(String(data));
  return Object.entries(data)
    .map(([name, value]) => {
      const inline = !isMap(value) && !Array.isArray(value);
      return inline ? `${scalar(name)}: ${bodyOf(value)}` : `${scalar(name)}:\n${deeper(bodyOf(value), 2)}`;
    })
    .join('\n');
}

/** The route through a Gateway. */
export function routeThrough({ map, name, namespace }: Known): Route | undefined {
  const className = textAt(map, 'spec.gatewayClassName')?.value;
  if (className === undefined || name === undefined) return undefined;
  return { kind: 'gateway', className, gateway: { name, namespace } };
}
