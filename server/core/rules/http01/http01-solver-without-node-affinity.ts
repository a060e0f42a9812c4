import { gatewayPodTemplateSince, isBefore } from '../../facts.ts';
import { type Misplaced, type Placement, placementOf, type RouteName } from '../../issuance/solverPod.ts';
import type { Field } from '../../model/field.ts';
import type { Http01Route } from '../../model/issuer.ts';
import type { NodeLabel } from '../../options.ts';
import type { Span } from '../../text/span.ts';
import type { Editor, Edits, Holder } from '../../yaml/edit.ts';
import type { Literal } from '../../yaml/print.ts';
import { lookup } from '../../yaml/read.ts';
import type { YamlEntry, YamlNode } from '../../yaml/tree.ts';
import { type DocumentContext, defineRule, type Fix, type Texts } from '../rule.ts';

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
 * ## When to allow it
 * In a cluster where every node reaches every pod, as the Kubernetes network model asks for, the node does not
 * matter. Silence the rule for the workspace (`certManager.rules`), or here with a comment.
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
 * cert-manager는 HTTP-01 챌린지에 자신이 만든 파드로 응답하는데, 인그레스가 어디에서 도는지 스케줄러는 알지 못합니다. 노드끼리 모두
 * 통신하지는 못하는 클러스터(노드 풀 사이의 방화벽, 고장 난 오버레이 네트워크, 여러 네트워크에 나뉜 노드)에서는 솔버 파드가 인그레스가
 * 닿지 못하는 노드에 놓일 수 있습니다. 그러면 CA의 요청은 시간 초과로 끝나고, 챌린지는 대기 상태에 머물며, Certificate는
 * `READY False`로 남습니다. Issuer는 `READY True`이므로 원인이 드러나지 않습니다.
 *
 * 선호(preferred) 어피니티는 도움이 되지 않습니다. 스케줄러가 지키지 않아도 되기 때문입니다. `kubernetes.io/os`나
 * `kubernetes.io/arch` 셀렉터도 거의 모든 노드를 허용하므로 마찬가지입니다.
 *
 * 테인트가 있는 노드에는 같은 `podTemplate.spec`에 톨러레이션도 필요합니다.
 *
 * ## 허용해도 되는 경우
 * 쿠버네티스 네트워크 모델대로 모든 노드가 모든 파드에 닿는 클러스터에서는 노드가 중요하지 않습니다. 워크스페이스
 * 설정(`certManager.rules`)이나 주석으로 이 규칙을 끄세요.
 *
 * ## 참고
 * - [HTTP-01 파드 템플릿](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [노드에 파드 할당하기](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
export default defineRule({
  id: 'http01-solver-without-node-affinity',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, context) {
    const judged = new Map<YamlNode, Field<Http01Route>>();
    for (const solver of issuer.solvers) {
      const { http01 } = solver;
      for (const name of ['ingress', 'gatewayHTTPRoute'] as const) {
        const route = http01?.value[name];
        if (!http01 || !route) continue;
        const placement = placementOf(solver, http01, name, route);
        if (placement.kind === 'pinned' || placement.kind === 'unknown') continue;
        const original = judged.get(route.entry.value);
        if (!route.entry.alias) judged.set(route.entry.value, route);
        yield report(name, route, original ?? route, placement, context);
      }
    }
  },
});

type Fault = Exclude<Placement, { kind: 'pinned' | 'unknown' }>;

function report(
  name: RouteName,
  route: Field<Http01Route>,
  target: Field<Http01Route>,
  fault: Fault,
  context: DocumentContext,
) {
  const say = texts[context.locale];
  if (name === 'gatewayHTTPRoute' && isBefore(context.release, gatewayPodTemplateSince)) {
    return { at: route.key, message: say.tooOld(context.release) };
  }
  const { message, related } = describe(fault, say);
  const fixes = () =>
    fixesOf(target, fault, context).map(([title, edits]): Fix => ({ title, edits, safety: 'safe' }));
  return { at: route.key, message, fixes, related: related ? [related] : [] };
}

function describe(fault: Fault, say: Say): { message: string; related?: { at: Span; message: string } } {
  switch (fault.kind) {
    case 'unpinned':
      return { message: say.unpinned };
    case 'misplaced':
      return {
        message: say.misplaced(fault),
        related: { at: fault.entry.key, message: say.belongs(fault.belongs) },
      };
    case 'wide-topology':
      return {
        message: say.wideTopology(fault.topologyKey),
        related: { at: fault.field.key, message: say.here },
      };
    default:
      return { message: say[fault.kind], related: { at: fault.field.key, message: say.here } };
  }
}

function* candidates(
  route: Field<Http01Route>,
  fault: Fault,
  context: DocumentContext,
): Iterable<[string, Edits | undefined]> {
  const { edit, locale, http01 } = context;
  const say = texts[locale];
  const label = http01.nodeLabel;
  if (fault.kind === 'misplaced') return yield [say.moveFix(fault), moveHome(fault, edit)];
  if (fault.kind === 'preferred' && !fault.field.merged) yield [say.requireFix, require(fault.field, edit)];
  yield [say.affinityFix(show(label)), addAffinity(route.entry, label, fault, edit)];
  const value = { slot: label.value ?? '' };
  const selector = edit.insert(route.entry, ['podTemplate', 'spec', 'nodeSelector'], {
    keySlot: label.key,
    value,
  });
  if (fault.kind !== 'no-node') yield [say.selectorFix(show(label)), selector];
}

function fixesOf(route: Field<Http01Route>, fault: Fault, context: DocumentContext): [string, Edits][] {
  return [...candidates(route, fault, context)].flatMap(([title, edits]) => (edits ? [[title, edits]] : []));
}

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const nodeAffinity = ['podTemplate', 'spec', 'affinity', 'nodeAffinity'];

/** Makes every term ask for the label; adds the first term where there is none. */
function addAffinity(holder: YamlEntry, label: NodeLabel, fault: Fault, edit: Editor): Edits | undefined {
  const expression: Literal = {
    key: { slot: label.key },
    operator: label.value === undefined ? 'Exists' : 'In',
    ...(label.value !== undefined && { values: [{ slot: label.value }] }),
  };
  const terms = find(holder, [...nodeAffinity, required, 'nodeSelectorTerms']);
  if (!terms || (fault.kind !== 'no-node' && fault.kind !== 'platform-only')) {
    return edit.insert(holder, [...nodeAffinity, required], {
      nodeSelectorTerms: [{ matchExpressions: [expression] }],
    });
  }
  const { value } = terms;
  if (value.type !== 'list' || value.items.length === 0)
    return edit.append(terms, { matchExpressions: [expression] });
  const edits = value.items.map((term) => addExpression(term, expression, edit));
  const [first, ...rest] = edits.flatMap((some) => some ?? []);
  return first && edits.every((some) => some !== undefined) ? [first, ...rest] : undefined;
}

function addExpression(term: Holder, expression: Literal, edit: Editor): Edits | undefined {
  const list = term.value.type === 'map' ? lookup(term.value, 'matchExpressions') : undefined;
  if (list?.merged) return undefined;
  return list
    ? edit.append(list.entry, expression)
    : edit.insert(term, [], { matchExpressions: [expression] });
}

/** The entry at `path` below `holder`, where it is written there and in no merged mapping. */
function find(holder: YamlEntry, path: readonly string[]): YamlEntry | undefined {
  let at: YamlEntry | undefined = holder;
  for (const name of path) {
    const found: ReturnType<typeof lookup> = at?.value.type === 'map' ? lookup(at.value, name) : undefined;
    at = found?.merged ? undefined : found?.entry;
  }
  return at;
}

/** Each preferred term becomes a required one; they are alternatives, as the scheduler ORs them. */
function require(preferred: Field<unknown>, edit: Editor): Edits | undefined {
  const list = preferred.entry.value;
  if (preferred.entry.name !== 'preferredDuringSchedulingIgnoredDuringExecution' || list.type !== 'list')
    return undefined;
  const terms = list.items.map(({ value }) =>
    value.type === 'map' ? lookup(value, 'preference')?.entry : undefined,
  );
  const copies = terms.flatMap((entry) =>
    entry?.value.type === 'map' && !entry.alias ? [{ copy: entry.value }] : [],
  );
  if (
    copies.length !== terms.length ||
    copies.some(({ copy }) => lookup(copy, 'matchExpressions') === undefined)
  )
    return undefined;
  return edit.replace(preferred.entry, required, { nodeSelectorTerms: copies });
}

function moveHome({ map, entry, path }: Misplaced, edit: Editor): Edits | undefined {
  const [first, ...rest] = path;
  const sibling = first === undefined ? undefined : lookup(map, first);
  if (!sibling) return edit.nest(entry, path);
  if (sibling.merged || find(sibling.entry, [...rest, entry.name])) return undefined;
  return edit.move(map, entry, sibling.entry, rest);
}

const show = ({ key, value }: NodeLabel) => (value === undefined ? key : `${key}=${value}`);

interface Say
  extends Readonly<
    Record<'unpinned' | 'preferred' | 'platform-only' | 'no-node' | 'here' | 'requireFix', string>
  > {
  readonly misplaced: (fault: Misplaced) => string;
  readonly belongs: (path: string) => string;
  readonly wideTopology: (topologyKey: string) => string;
  readonly tooOld: (release: string) => string;
  readonly affinityFix: (label: string) => string;
  readonly selectorFix: (label: string) => string;
  readonly moveFix: (fault: Misplaced) => string;
}

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
    belongs: (path) => `Belongs at \`${path}\`.`,
    here: 'This does not hold the pod to a node.',
    requireFix: 'Turn the preferred node affinity into a required one',
    affinityFix: (label) => `Pin the solver pod to nodes with ${label} (nodeAffinity)`,
    selectorFix: (label) => `Pin the solver pod to nodes with ${label} (nodeSelector)`,
    moveFix: ({ entry, belongs }) => `Move ${entry.name} to ${belongs}`,
  },
  ko: {
    unpinned: `솔버 파드가 아무 노드에나 스케줄링될 수 있습니다. ${outcome.ko}`,
    preferred: `\`preferredDuringSchedulingIgnoredDuringExecution\`은 희망일 뿐이라 스케줄러가 솔버 파드를 다른 노드에 둘 수 있습니다. ${outcome.ko}`,
    'platform-only': `운영 체제나 아키텍처만 지정되어 있어 솔버 파드가 거의 모든 노드에 스케줄링될 수 있습니다. ${outcome.ko}`,
    'no-node':
      '이 `nodeSelectorTerms`에 맞는 노드가 없습니다. 솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다. 빈 항목은 아무 노드와도 맞지 않습니다.',
    misplaced: ({ entry, stands, belongs }) =>
      `cert-manager는 \`${stands}\`의 \`${entry.name}\`을(를) 읽지 않습니다. 올바른 자리는 \`${belongs}\`입니다. 그때까지 솔버 파드는 인그레스가 닿지 못하는 노드에도 스케줄링될 수 있습니다.`,
    wideTopology: (topologyKey) =>
      `\`${topologyKey}\`에 대한 podAffinity는 솔버 파드를 가까이 둘 뿐 같은 노드에 두지는 않습니다. ${outcome.ko}`,
    tooOld: (release) =>
      `솔버 파드가 아무 노드에나 스케줄링될 수 있고 cert-manager ${release}에서는 바꿀 수 없습니다. \`gatewayHTTPRoute.podTemplate\`은 ${gatewayPodTemplateSince}부터 있습니다. 업그레이드하거나, 게이트웨이가 닿지 못하는 노드에 테인트를 두세요.`,
    belongs: (path) => `올바른 자리는 \`${path}\`입니다.`,
    here: '이 설정은 파드를 특정 노드에 묶지 않습니다.',
    requireFix: '선호 노드 어피니티를 필수로 바꾸기',
    affinityFix: (label) => `솔버 파드를 ${label} 노드에 고정하기 (nodeAffinity)`,
    selectorFix: (label) => `솔버 파드를 ${label} 노드에 고정하기 (nodeSelector)`,
    moveFix: ({ entry, belongs }) => `${entry.name}을(를) ${belongs}(으)로 옮기기`,
  },
};
