import { gatewayPodTemplateSince, isBefore } from '../../facts.ts';
import { type Fault, type Followed, type PinWay, pinCandidates } from '../../issuance/pinCandidates.ts';
import type { PlacedSolver } from '../../issuance/placedSolver.ts';
import { firstOf, showProducts, showTerms } from '../../issuance/showPlacement.ts';
import { type Misplaced, placementOf } from '../../issuance/solverPod.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Related, type Texts, type WorkspaceContext } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTP-01 solver whose pod the scheduler may put on any node: one without a required node affinity, a
 * node selector or a required pod affinity on the host name. Looks through `ingress` and `gatewayHTTPRoute`.
 *
 * ## Why it matters
 * cert-manager answers an HTTP-01 challenge from a pod of its own, and nothing tells the scheduler where the
 * ingress runs. In a cluster whose nodes do not all reach each other (a firewall between node pools, a broken
 * overlay network, nodes in several networks) the solver pod may land on a node that the ingress cannot reach. The
 * request of the CA then ends in a time-out, the challenge stays pending, and the Certificate stays `READY False`.
 * The Issuer itself says `READY True`, so nothing points at the cause.
 *
 * A preferred affinity does not help: the scheduler may leave a wish unmet. Neither does a selector of
 * `kubernetes.io/os` or `kubernetes.io/arch`: it still allows nearly every node.
 *
 * A node that carries a taint also needs a toleration in the same `podTemplate.spec`.
 *
 * ## What it knows
 * Where the workspace holds the ingress controller (its Deployment or DaemonSet, the values of its Helm chart, the state
 * of a cluster as `kubectl get -o yaml` writes it), the rule says where that runs, and the fix copies its node selector,
 * affinity and tolerations. A controller that may run on any node, or that only taints hold to some, is followed with a
 * `podAffinity` to its pods. Nothing is reported where the controller runs on every node that takes the solver, where it
 * runs outside of the nodes, as those of clouds do, and where there is one node only. Without a controller, the fix writes
 * the label of `certManager.http01.nodeLabel`, with tolerations where all nodes of that label need them; where the nodes
 * are known and none has it, a label that they have is offered instead, for you to choose.
 *
 * ## When to allow it
 * In a cluster where every node reaches every pod, as the Kubernetes network model asks for, the node does not
 * matter: set `certManager.http01.flatNetwork`.
 *
 * ## References
 * - [HTTP-01 pod template](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [Assigning pods to nodes](https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/)
 * - cert-manager issues 1770, 2879, 3601, 4800, 7673, 8170
 */
/**
 * @lang ko
 * ## 하는 일
 * 스케줄러가 파드를 아무 노드에나 둘 수 있는 HTTP-01 솔버를 알립니다. 필수 노드 어피니티, 노드 셀렉터, 호스트 이름에 대한
 * 필수 파드 어피니티가 모두 없는 솔버입니다. `ingress`와 `gatewayHTTPRoute`를 모두 살핍니다.
 *
 * ## 왜 중요한가
 * cert-manager는 HTTP-01 챌린지에 자신이 만든 파드로 응답하는데, 인그레스가 어디에서 실행되는지 스케줄러는 알지 못합니다. 노드끼리 모두
 * 통신하지는 못하는 클러스터(노드 풀 사이의 방화벽, 고장 난 오버레이 네트워크, 여러 네트워크에 나뉜 노드)에서는 솔버 파드가 인그레스가
 * 닿지 못하는 노드에 놓일 수 있습니다. 그러면 CA의 요청은 시간 초과로 끝나고, 챌린지는 대기 상태에 머물며, Certificate는
 * `READY False`로 남습니다. Issuer는 `READY True`이므로 원인이 드러나지 않습니다.
 *
 * 선호(preferred) 어피니티는 도움이 되지 않습니다. 스케줄러가 지키지 않아도 되기 때문입니다. `kubernetes.io/os`나
 * `kubernetes.io/arch` 셀렉터도 거의 모든 노드를 허용하므로 마찬가지입니다.
 *
 * 테인트가 있는 노드에는 같은 `podTemplate.spec`에 톨러레이션도 필요합니다.
 *
 * ## 알고 있는 것
 * 작업 영역에 인그레스 컨트롤러(Deployment나 DaemonSet, Helm 차트 값, `kubectl get -o yaml`로 받은 클러스터 상태)가 있으면 그것이
 * 어디에서 실행되는지 알려 주고, 수정은 그 노드 셀렉터와 어피니티와 톨러레이션을 그대로 옮깁니다. 아무 노드에서나 실행되거나 테인트 때문에만 일부
 * 노드에서 실행되는 컨트롤러는 그 파드에 대한 `podAffinity`로 따라갑니다. 솔버를 받을 수 있는 모든 노드에서 컨트롤러가 실행되거나, 클라우드처럼 노드 밖에서 동작하거나, 노드가 하나뿐이면 아무것도
 * 알리지 않습니다. 컨트롤러를 모르면 수정은 `certManager.http01.nodeLabel`의 레이블을 쓰고, 그 레이블의 노드마다 테인트가 있으면 톨러레이션도 함께
 * 씁니다. 노드를 알고 그 레이블이 있는 노드가 없으면 노드에 있는 레이블을 대신 제안하며, 고르는 것은 사용자에게 맡깁니다.
 *
 * ## 허용해도 되는 경우
 * 쿠버네티스 네트워크 모델대로 모든 노드가 모든 파드에 닿는 클러스터에서는 노드가 중요하지 않습니다.
 * `certManager.http01.flatNetwork`를 켜세요.
 *
 * ## 참고
 * - [HTTP-01 파드 템플릿](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [노드에 파드 할당하기](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
export default defineRule({
  id: 'http01-solver-without-node-affinity',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, context) {
    const { release, solvers, http01 } = context;
    for (const placed of solvers(issuer, release)) {
      const fault = placementOf(placed.solver, placed.http01, placed.name, placed.route);
      if (fault.kind === 'pinned' || fault.kind === 'unknown') continue;
      if (fault.kind !== 'no-node' && (http01.flatNetwork || isSettled(placed.placement))) continue;
      yield report(placed, fault, context);
    }
  },
});

/** Nothing is the matter, or another rule says what is. */
function isSettled({ kind }: PlacedSolver['placement']): boolean {
  return kind !== 'unknown' && kind !== 'controllerKnown' && kind !== 'podAffinity';
}

function report(placed: PlacedSolver, fault: Fault, context: WorkspaceContext) {
  const { name, route, placement } = placed;
  const say = texts[context.locale];
  if (name === 'gatewayHTTPRoute' && isBefore(context.release, gatewayPodTemplateSince)) {
    return { at: route.key, message: say.tooOld(context.release) };
  }
  const known = placement.kind === 'controllerKnown' || placement.kind === 'podAffinity';
  const followed = known && fault.kind !== 'no-node' ? placement : undefined;
  return {
    at: route.key,
    message: describe(fault, followed, say),
    related: [...relatedFault(fault, say), ...(followed ? relatedControllers(followed, say) : [])],
    fixes: () => fixesOf(placed, fault, followed, context),
  };
}

function describe(fault: Fault, followed: Followed | undefined, say: Say): string {
  if (!followed) return describeFault(fault, say);
  const { controllers, elsewhere } = followed;
  const products = showProducts(controllers);
  const isUnpinned = fault.kind === 'unpinned';
  if (followed.kind === 'podAffinity') {
    if (isUnpinned) return say.unpinnedBesideAny(products, elsewhere);
    return `${say.runsAnywhere(products, elsewhere)} ${describeFault(fault, say)}`;
  }
  const nodes = showTerms(followed.copies[0].nodeSelectorTerms);
  return isUnpinned
    ? say.unpinnedBeside(products, nodes, elsewhere)
    : `${say.runsOn(products, nodes)} ${describeFault(fault, say)}`;
}

function describeFault(fault: Fault, say: Say): string {
  if (fault.kind === 'misplaced') return say.misplaced(fault);
  return fault.kind === 'wide-topology' ? say.wideTopology(fault.topologyKey) : say[fault.kind];
}

function relatedFault(fault: Fault, say: Say): readonly Related[] {
  if (fault.kind === 'unpinned') return [];
  if (fault.kind === 'misplaced') return [{ at: fault.entry.key, message: say.belongs(fault.belongs) }];
  return [{ at: fault.field.key, message: say.here }];
}

function relatedControllers({ controllers }: Followed, say: Say): readonly Related[] {
  return controllers.slice(0, 3).map(({ product, place }) => ({
    at: place.at,
    of: place.resource,
    message: say.controller(product),
  }));
}

function fixesOf(
  placed: PlacedSolver,
  fault: Fault,
  followed: Followed | undefined,
  { edit, locale, http01 }: WorkspaceContext,
): readonly Fix[] {
  return pinCandidates(placed, fault, followed, http01.nodeLabel, edit).map(({ way, edits, safety }) => ({
    title: titleOf(way, followed, texts[locale]),
    edits,
    safety,
  }));
}

function titleOf(way: PinWay, followed: Followed | undefined, say: Say): string {
  switch (way.how) {
    case 'move':
      return say.moveFix(way.fault);
    case 'require':
      return say.requireFix;
    case 'follow': {
      const { controllers } = way.follow;
      const isOne = controllers.length < (followed?.controllers.length ?? 0);
      return say.followFix(showProducts(controllers), isOne ? controllers[0]?.namespace : undefined);
    }
    case 'affinity':
      return say.affinityFix(showTerms(way.terms));
    case 'selector':
      return say.selectorFix(showTerms(way.terms));
  }
}

interface Say
  extends Readonly<
    Record<'unpinned' | 'preferred' | 'platform-only' | 'no-node' | 'here' | 'requireFix', string>
  > {
  readonly runsOn: (products: string, nodes: string) => string;
  readonly runsAnywhere: (products: string, elsewhere: readonly string[]) => string;
  readonly unpinnedBeside: (products: string, nodes: string, elsewhere: readonly string[]) => string;
  readonly unpinnedBesideAny: (products: string, elsewhere: readonly string[]) => string;
  readonly controller: (product: string) => string;
  readonly followFix: (products: string, namespace: string | undefined) => string;
  readonly misplaced: (fault: Misplaced) => string;
  readonly belongs: (path: string) => string;
  readonly wideTopology: (topologyKey: string) => string;
  readonly tooOld: (release: string) => string;
  readonly affinityFix: (label: string) => string;
  readonly selectorFix: (label: string) => string;
  readonly moveFix: (fault: Misplaced) => string;
}

/** The nodes that take the solver and no controller, where they are known. */
function others(elsewhere: readonly string[], any: string, rest: (more: number) => string): string {
  const { shown, more } = firstOf(elsewhere);
  return elsewhere.length === 0 ? any : `${shown}${more > 0 ? rest(more) : ''}`;
}

const moreEn = (more: number) => ` and ${more} more`;
const moreKo = (more: number) => ` 외 ${more}개`;

const outcome = {
  en: 'If that node is one that the ingress cannot reach, the challenge never passes.',
  ko: '인그레스가 닿지 못하는 노드라면 챌린지는 끝내 통과하지 못합니다.',
};

const texts: Texts<Say> = {
  en: {
    unpinned: `The solver pod may be scheduled to any node. ${outcome.en}`,
    preferred: `\`preferredDuringSchedulingIgnoredDuringExecution\` is only a wish: the scheduler may still put the solver pod on another node. ${outcome.en}`,
    'platform-only': `Only the operating system or architecture is asked for, so the solver pod may still be scheduled to nearly any node. ${outcome.en}`,
    'no-node':
      'These `nodeSelectorTerms` match no node: the solver pod stays Pending, and the challenge never passes. An empty term matches nothing.',
    misplaced: ({ entry, stands, belongs }) =>
      `cert-manager does not read \`${entry.name}\` at \`${stands}\`; it belongs at \`${belongs}\`. Until then the solver pod may be scheduled to any node, also to one that the ingress cannot reach.`,
    wideTopology: (topologyKey) =>
      `A podAffinity on \`${topologyKey}\` keeps the solver pod near, but not on the same node. ${outcome.en}`,
    tooOld: (release) =>
      `The solver pod may be scheduled to any node, and cert-manager ${release} cannot change that: \`gatewayHTTPRoute.podTemplate\` exists since ${gatewayPodTemplateSince}. Upgrade, or taint the nodes that the gateway cannot reach.`,
    runsOn: (products, nodes) => `${products} runs only on nodes with \`${nodes}\`.`,
    runsAnywhere: (products, elsewhere) =>
      elsewhere.length > 0
        ? `${products} does not run on ${others(elsewhere, '', moreEn)}.`
        : `${products} may run on any node.`,
    unpinnedBeside: (products, nodes, elsewhere) =>
      `${products} runs only on nodes with \`${nodes}\`, and the solver pod may be scheduled to ${others(elsewhere, 'any node', moreEn)}. ${outcome.en}`,
    unpinnedBesideAny: (products, elsewhere) =>
      elsewhere.length > 0
        ? `The solver pod may be scheduled to ${others(elsewhere, '', moreEn)}, where ${products} does not run. ${outcome.en}`
        : `${products} may run on any node, and the solver pod may be scheduled to another one. ${outcome.en}`,
    controller: (product) => `This decides where ${product} runs.`,
    followFix: (products, namespace) =>
      `Pin the solver pod to nodes with a pod of ${products}${namespace === undefined ? '' : ` in ${namespace}`} (podAffinity)`,
    belongs: (path) => `Belongs at \`${path}\`.`,
    here: 'This does not hold the pod to a node.',
    requireFix: 'Turn the preferred node affinity into a required one',
    affinityFix: (label) => `Pin the solver pod to nodes with ${label} (nodeAffinity)`,
    selectorFix: (label) => `Pin the solver pod to nodes with ${label} (nodeSelector)`,
    moveFix: ({ entry, belongs }) => `Move ${entry.name} to ${belongs}`,
  },
  ko: {
    unpinned: `솔버 파드가 아무 노드에나 스케줄링될 수 있습니다. ${outcome.ko}`,
    preferred: `\`preferredDuringSchedulingIgnoredDuringExecution\`은 선호 조건일 뿐이라 스케줄러가 솔버 파드를 다른 노드에 둘 수 있습니다. ${outcome.ko}`,
    'platform-only': `운영 체제나 아키텍처만 지정되어 있어 솔버 파드가 거의 모든 노드에 스케줄링될 수 있습니다. ${outcome.ko}`,
    'no-node':
      '이 `nodeSelectorTerms`에 맞는 노드가 없습니다. 솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다. 빈 항목은 아무 노드와도 맞지 않습니다.',
    misplaced: ({ entry, stands, belongs }) =>
      korean`cert-manager는 \`${stands}\`의 \`${entry.name}\`을(를) 읽지 않습니다. 올바른 자리는 \`${belongs}\`입니다. 그때까지 솔버 파드는 인그레스가 닿지 못하는 노드에도 스케줄링될 수 있습니다.`,
    wideTopology: (topologyKey) =>
      `\`${topologyKey}\`에 대한 podAffinity는 솔버 파드를 가까이 둘 뿐 같은 노드에 두지는 않습니다. ${outcome.ko}`,
    tooOld: (release) =>
      `솔버 파드가 아무 노드에나 스케줄링될 수 있고 cert-manager ${release}에서는 바꿀 수 없습니다. \`gatewayHTTPRoute.podTemplate\`은 ${gatewayPodTemplateSince}부터 있습니다. 업그레이드하거나, 게이트웨이가 닿지 못하는 노드에 테인트를 두세요.`,
    runsOn: (products, nodes) => korean`${products}은(는) \`${nodes}\` 노드에서만 실행됩니다.`,
    runsAnywhere: (products, elsewhere) =>
      elsewhere.length > 0
        ? korean`${products}은(는) ${others(elsewhere, '', moreKo)}에서 실행되지 않습니다.`
        : korean`${products}은(는) 아무 노드에서나 실행될 수 있습니다.`,
    unpinnedBeside: (products, nodes, elsewhere) =>
      korean`${products}은(는) \`${nodes}\` 노드에서만 실행되는데 솔버 파드는 ${others(elsewhere, '아무 노드', moreKo)}에 스케줄링될 수 있습니다. ${outcome.ko}`,
    unpinnedBesideAny: (products, elsewhere) =>
      elsewhere.length > 0
        ? korean`솔버 파드가 ${products}이(가) 실행되지 않는 ${others(elsewhere, '', moreKo)}에 스케줄링될 수 있습니다. ${outcome.ko}`
        : korean`${products}은(는) 아무 노드에서나 실행될 수 있고 솔버 파드는 다른 노드에 스케줄링될 수 있습니다. ${outcome.ko}`,
    controller: (product) => korean`${product}이(가) 실행되는 노드는 여기에서 정해집니다.`,
    followFix: (products, namespace) =>
      `솔버 파드를 ${namespace === undefined ? '' : `${namespace}의 `}${products} 파드가 있는 노드에 고정하기 (podAffinity)`,
    belongs: (path) => `올바른 자리는 \`${path}\`입니다.`,
    here: '이 설정은 파드를 특정 노드에 묶지 않습니다.',
    requireFix: '선호 노드 어피니티를 필수로 바꾸기',
    affinityFix: (label) => `솔버 파드를 ${label} 노드에 고정하기 (nodeAffinity)`,
    selectorFix: (label) => `솔버 파드를 ${label} 노드에 고정하기 (nodeSelector)`,
    moveFix: ({ entry, belongs }) => korean`${entry.name}을(를) ${belongs}(으)로 옮기기`,
  },
};
