import { demandsOf, placeOfDemands, telling } from '../../issuance/demands.ts';
import type { PlacedSolver } from '../../issuance/placedSolver.ts';
import { firstOf, showProducts, showTerms } from '../../issuance/showPlacement.ts';
import { replacePlacement } from '../../issuance/solverPin.ts';
import { type Copy, copiesOf, type SolverPlacement } from '../../issuance/solverPlacement.ts';
import { placementOf } from '../../issuance/solverPod.ts';
import { isMap, toData } from '../../model/data.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts, type WorkspaceContext } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTP-01 solver whose node selector or required node affinity keeps its pod off every node on which the
 * ingress controller of its class runs. Where the workspace knows the nodes it asks those, otherwise it compares the
 * labels. With all nodes known, also one that leaves the pod some nodes on which the controller does not run.
 *
 * ## Why it matters
 * Somebody took care of where the solver pod runs, and took the wrong label: that of the workers, say, or one that an
 * older ingress had. In a cluster whose nodes do not all reach each other the request of the CA ends in a time-out, the
 * challenge stays pending, and the Certificate stays `READY False`, as if nothing had been written at all.
 *
 * ## When to allow it
 * In a cluster where every node reaches every pod: set `certManager.http01.flatNetwork`. Also where another controller,
 * which this workspace does not hold, serves the class.
 *
 * ## References
 * - [HTTP-01 pod template](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [Assigning pods to nodes](https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 노드 셀렉터나 필수 노드 어피니티 때문에, 자신의 클래스를 맡은 인그레스 컨트롤러가 실행되는 어떤 노드에도 놓일 수 없는 HTTP-01 솔버를
 * 알립니다. 작업 영역이 노드를 알면 노드로 판단하고, 모르면 레이블을 비교합니다. 모든 노드를 알 때는 컨트롤러가 실행되지 않는 노드도 일부 허용하는
 * 솔버까지 알립니다.
 *
 * ## 왜 중요한가
 * 솔버 파드를 둘 노드를 정하기는 했으나 레이블이 틀린 경우입니다. 워커의 레이블이거나 예전 인그레스의 레이블일 수 있습니다. 노드끼리 모두
 * 통신하지는 못하는 클러스터에서는 CA의 요청이 시간 초과로 끝나고, 챌린지는 대기 상태에 머물며, Certificate는 아무것도 쓰지 않은 것처럼
 * `READY False`로 남습니다.
 *
 * ## 허용해도 되는 경우
 * 모든 노드가 모든 파드에 닿는 클러스터입니다. `certManager.http01.flatNetwork`를 켜세요. 이 작업 영역에 없는 다른 컨트롤러가 그
 * 클래스를 맡는 경우도 있습니다.
 *
 * ## 참고
 * - [HTTP-01 파드 템플릿](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [노드에 파드 할당하기](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
export default defineRule({
  id: 'http01-solver-away-from-ingress',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, context) {
    const { release, solvers, locale, http01 } = context;
    if (http01.flatNetwork) return;
    const say = texts[locale];
    for (const placed of solvers(issuer, release)) {
      const { route, refused, nodes } = placed;
      const away = awayOf(placed);
      const spec = route.value.podTemplate?.value.spec;
      const data = spec && toData(spec.value.map);
      if (!away || refused || !spec || !isMap(data)) continue;
      const { controllers } = away;
      const copies = copiesOf(controllers, nodes);
      yield {
        at: placeOfDemands(spec.value.map, telling(demandsOf(data)), spec.key),
        message: describe(away, copies[0], say),
        related: controllers.slice(0, 3).map(({ product, place }) => ({
          at: place.at,
          of: place.resource,
          message: say.controller(product),
        })),
        fixes: () => fixesOf(placed, copies, context),
      };
    }
  },
});

type Away = Extract<SolverPlacement, { kind: 'contradicts' | 'controllerKnown' }>;

/** Held to nodes, and to some or only to such on which the ingress does not run. */
function awayOf({ placement, solver, http01, name, route }: PlacedSolver): Away | undefined {
  if (placement.kind === 'contradicts') return placement;
  // Where nothing holds it, `http01-solver-without-node-affinity` says so.
  const isPinned = placementOf(solver, http01, name, route).kind === 'pinned';
  return placement.kind === 'controllerKnown' && isPinned ? placement : undefined;
}

function describe(placement: Away, copy: Copy | undefined, say: Say): string {
  const products = showProducts(placement.controllers);
  const nodes = copy && showTerms(copy.nodeSelectorTerms);
  if (placement.kind === 'contradicts')
    return nodes === undefined ? say.awayFrom(products) : say.away(products, nodes);
  if (placement.astray.length > 0) return say.partlyOn(products, nodes ?? '', showTerms(placement.astray));
  const { shown, more } = firstOf(placement.elsewhere);
  return say.partly(products, nodes ?? '', shown, more);
}

function fixesOf(
  { target }: PlacedSolver,
  copies: readonly Copy[],
  { edit, locale }: WorkspaceContext,
): readonly Fix[] {
  return copies.flatMap((copy): Fix[] => {
    const edits = replacePlacement(target.entry, copy, edit);
    const title = texts[locale].fix(showTerms(copy.nodeSelectorTerms));
    return edits ? [{ title, safety: 'unsafe', edits }] : [];
  });
}

interface Say {
  readonly away: (products: string, nodes: string) => string;
  readonly awayFrom: (products: string) => string;
  readonly partly: (products: string, nodes: string, others: string, more: number) => string;
  readonly partlyOn: (products: string, nodes: string, others: string) => string;
  readonly controller: (product: string) => string;
  readonly fix: (nodes: string) => string;
}

const texts: Texts<Say> = {
  en: {
    away: (products, nodes) =>
      `${products} runs only on nodes with \`${nodes}\`, and this keeps the solver pod off all of them. If the ingress cannot reach other nodes, the challenge never passes.`,
    awayFrom: (products) =>
      `This keeps the solver pod off every node on which ${products} may run. If the ingress cannot reach other nodes, the challenge never passes.`,
    partly: (products, nodes, others, more) =>
      `${products} runs only on nodes with \`${nodes}\`, and this lets the solver pod run on ${others}${more > 0 ? ` and ${more} more` : ''} as well. If it is scheduled there and the ingress cannot reach it, the challenge never passes.`,
    partlyOn: (products, nodes, others) =>
      `${products} runs only on nodes with \`${nodes}\`, and this lets the solver pod run on nodes with \`${others}\` as well: terms are alternatives. If it is scheduled there and the ingress cannot reach it, the challenge never passes.`,
    controller: (product) => `This decides where ${product} runs.`,
    fix: (nodes) => `Hold the solver pod to nodes with ${nodes} instead`,
  },
  ko: {
    away: (products, nodes) =>
      korean`${products}은(는) \`${nodes}\` 노드에서만 실행되는데, 이 설정 때문에 솔버 파드는 그런 노드에 놓이지 못합니다. 인그레스가 다른 노드에 닿지 못한다면 챌린지는 끝내 통과하지 못합니다.`,
    awayFrom: (products) =>
      korean`이 설정 때문에 솔버 파드는 ${products}이(가) 실행될 수 있는 어떤 노드에도 놓이지 못합니다. 인그레스가 다른 노드에 닿지 못한다면 챌린지는 끝내 통과하지 못합니다.`,
    partly: (products, nodes, others, more) =>
      korean`${products}은(는) \`${nodes}\` 노드에서만 실행되는데, 이 설정대로라면 솔버 파드는 ${others}${more > 0 ? ` 외 ${more}개` : ''}에서도 실행될 수 있습니다. 그런 노드에 놓이고 인그레스가 닿지 못한다면 챌린지는 끝내 통과하지 못합니다.`,
    partlyOn: (products, nodes, others) =>
      korean`${products}은(는) \`${nodes}\` 노드에서만 실행되는데, 항목 중 하나만 맞으면 되므로 솔버 파드는 \`${others}\` 노드에서도 실행될 수 있습니다. 그런 노드에 놓이고 인그레스가 닿지 못한다면 챌린지는 끝내 통과하지 못합니다.`,
    controller: (product) => korean`${product}이(가) 실행되는 노드는 여기에서 정해집니다.`,
    fix: (nodes) => `솔버 파드를 ${nodes} 노드에 두기`,
  },
};
