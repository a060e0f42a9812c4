import { contradictions } from '../../issuance/contradiction.ts';
import { type Demand, demandsOf, placeOfDemands, unmet } from '../../issuance/demands.ts';
import type { PlacedSolver } from '../../issuance/placedSolver.ts';
import { podTermsOf, podTermsPath } from '../../issuance/podAffinity.ts';
import { showProducts } from '../../issuance/showPlacement.ts';
import { lookInto } from '../../issuance/solverPin.ts';
import { isFine, type SolverPlacement } from '../../issuance/solverPlacement.ts';
import { type Data, type DataMap, isMap, listIn, mapIn, placeOf, toData } from '../../model/data.ts';
import type { Node } from '../../model/node.ts';
import { korean } from '../../text/korean.ts';
import { code } from '../../text/markdown.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { Edits } from '../../yaml/edit.ts';
import { lookup } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Finding, type Fix, type Texts, type WorkspaceContext } from '../rule.ts';

/**
 * ## What it does
 * Where the workspace holds the nodes of the cluster (as `kubectl get nodes -o yaml` writes them): reports a solver pod
 * whose node selector or required node affinity matches none of them. Where it holds the ingress controller: also one
 * whose required pod affinity asks for the controller's pods in namespaces where they do not run. Without `namespaces` that
 * is any but the namespace of the Certificate.
 *
 * ## Why it matters
 * The scheduler has nowhere to put the pod: it stays Pending, and only the pod itself shows an event
 * (`FailedScheduling`). The Challenge says that the self check got 503, the Issuer is Ready, and the Certificate waits for
 * ever. Most often a label is mistyped, or it belongs to another cluster.
 *
 * ## When to allow it
 * Where nodes with the label come later, as an autoscaler makes them.
 *
 * ## References
 * - [Assigning pods to nodes](https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/)
 * - cert-manager issues 377, 2879, 3601
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 클러스터의 노드(`kubectl get nodes -o yaml`로 받은 것)가 있을 때, 노드 셀렉터나 필수 노드 어피니티가 그 가운데 어떤
 * 노드와도 맞지 않는 솔버 파드를 알립니다. 인그레스 컨트롤러가 있으면, 필수 파드 어피니티가 그 컨트롤러의 파드를 실행되지 않는 네임스페이스에서 찾는
 * 솔버 파드도 알립니다. `namespaces`를 쓰지 않으면 Certificate의 네임스페이스에서만 찾습니다.
 *
 * ## 왜 중요한가
 * 스케줄러가 파드를 둘 곳이 없습니다. 파드는 Pending에 머물고 그 파드에만 이벤트(`FailedScheduling`)가 남습니다. Challenge에는 자체
 * 확인이 503을 받았다고만 나오고, Issuer는 Ready이며, Certificate는 끝없이 기다립니다. 대개 레이블에 오타가 있거나 다른 클러스터의
 * 레이블입니다.
 *
 * ## 허용해도 되는 경우
 * 오토스케일러처럼 그 레이블의 노드가 나중에 생기는 경우입니다.
 *
 * ## 참고
 * - [노드에 파드 할당하기](https://kubernetes.io/ko/docs/concepts/scheduling-eviction/assign-pod-node/)
 */
export default defineRule({
  id: 'solver-pod-matches-no-node',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, context) {
    for (const placed of context.solvers(issuer, context.release)) {
      const { placement, refused } = placed;
      if (refused) continue;
      if (placement.kind === 'noNode') yield* withoutNode(placed, context);
      if (placement.kind === 'noPod') yield* withoutPod(placed, placement, context);
    }
  },
});

function* withoutNode(
  { nodes, route, pod }: PlacedSolver,
  { locale, edit }: WorkspaceContext,
): Iterable<Finding> {
  const say = texts[locale];
  const spec = route.value.podTemplate?.value.spec;
  const data = spec && toData(spec.value.map);
  // What no node at all can meet is told by `solver-pod-fits-no-node`.
  if (!nodes || !pod || !spec || !isMap(data) || isForWindows(data) || contradictions(pod).length > 0) return;
  const demands = unmet(demandsOf(data), nodes);
  const [demand] = demands;
  if (!demand) return;
  const near = demands.length === 1 ? suggestion(demand, nodes) : undefined;
  const { map } = spec.value;
  const span = near && culprit(map, demand, near.part);
  yield {
    at: span ?? placeOfDemands(map, demands, spec.key),
    message: say.none(nodes.length, demands.map(show), near?.text),
    fixes: () => (near && span ? [fixOf(edit.write(span, near.text), near.text, say)] : []),
  };
}

function* withoutPod(
  placed: PlacedSolver,
  { controllers, term: index }: Extract<SolverPlacement, { kind: 'noPod' }>,
  { locale, edit }: WorkspaceContext,
): Iterable<Finding> {
  const say = texts[locale];
  const { route, target, pod } = placed;
  const spec = route.value.podTemplate?.value.spec;
  const term = pod && podTermsOf(pod)[index];
  if (!spec || !term) return;
  const asked = (listIn(term, 'namespaces') ?? []).map(String);
  const namespaces = [...new Set(controllers.flatMap(({ namespace }) => namespace ?? []))];
  const tolerations = controllers.flatMap(({ scheduling }) => listIn(scheduling ?? {}, 'tolerations') ?? []);
  const path = [...podTermsPath, index, asked.length > 0 ? 'namespaces' : 'labelSelector'];
  yield {
    at: placeOf(spec.value.map, path, spec.key).at,
    message: say.astray(showProducts(controllers), asked, namespaces),
    related: controllers.slice(0, 3).map(({ product, place }) => ({
      at: place.at,
      of: place.resource,
      message: say.controller(product),
    })),
    fixes: (): readonly Fix[] => {
      const edits = lookInto(target.entry, index, namespaces, tolerations, edit);
      const after = placed.tried(looking(pod, index, namespaces, tolerations));
      // Namespaces that somebody chose are left to him.
      const safety = asked.length === 0 && isFine(after) ? 'safe' : 'unsafe';
      return edits ? [{ title: say.look(namespaces), edits, safety }] : [];
    },
  };
}

/** A pod whose term looks into other namespaces. */
function looking(
  pod: DataMap,
  index: number,
  namespaces: readonly string[],
  tolerations: readonly Data[],
): DataMap {
  const terms = podTermsOf(pod).map((term, i) => (i === index ? { ...term, namespaces } : term));
  const affinity = {
    ...mapIn(pod, 'affinity'),
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
  };
  return { ...pod, affinity, tolerations: [...(listIn(pod, 'tolerations') ?? []), ...tolerations] };
}

const isForWindows = (data: { readonly [name: string]: unknown }) =>
  JSON.stringify(data['nodeSelector'] ?? null).includes('"kubernetes.io/os":"windows"');

/** What was probably meant: another value of the label, or another label. */
interface Suggestion {
  readonly part: 'key' | 'value';
  readonly text: string;
}

function suggestion({ key, operator, values, path }: Demand, nodes: readonly Node[]): Suggestion | undefined {
  const [value, ...others] = values;
  if (others.length > 0 || (operator !== 'In' && operator !== 'Exists')) return undefined;
  if (path.includes('matchFields')) {
    const text = nearest(
      value ?? '',
      nodes.map(({ name }) => name),
    );
    return text === undefined ? undefined : { part: 'value', text };
  }
  const known = nodes.flatMap(({ labels }) => (labels[key] === undefined ? [] : [labels[key]]));
  if (known.length > 0) {
    const text = value === undefined ? undefined : nearest(value, known);
    return text === undefined ? undefined : { part: 'value', text };
  }
  const keys = nodes.flatMap(({ labels }) =>
    Object.entries(labels).flatMap(([name, its]) => (value === undefined || its === value ? [name] : [])),
  );
  const text = nearest(key, keys);
  return text === undefined ? undefined : { part: 'key', text };
}

const fixOf = (edits: Edits, text: string, say: Say): Fix => ({
  title: say.fix(text),
  safety: 'unsafe',
  edits,
});

/** What is to be changed: the key or the one value of a demand; undefined where it is written elsewhere. */
function culprit(spec: YamlMap, { key, path, term }: Demand, part: Suggestion['part']): Span | undefined {
  if (term === undefined) {
    const selector = lookup(spec, 'nodeSelector')?.entry.value;
    const entry = selector?.type === 'map' ? lookup(selector, key)?.entry : undefined;
    return part === 'key' ? entry?.key : (entry?.alias ?? entry?.value.span);
  }
  return placeOf(spec, [...path, ...(part === 'key' ? ['key'] : ['values', 0])], spec.span).at;
}

function show({ key, operator, values }: Demand): string {
  if (operator === 'In') return `\`${key}=${values.join('/')}\``;
  return operator === 'Exists' ? `\`${key}\`` : `\`${key} ${[operator, ...values].join(' ')}\``;
}

interface Say {
  readonly astray: (products: string, asked: readonly string[], there: readonly string[]) => string;
  readonly controller: (product: string) => string;
  readonly look: (namespaces: readonly string[]) => string;
  readonly none: (nodes: number, demands: readonly string[], near: string | undefined) => string;
  readonly fix: (near: string) => string;
}

const codes = (names: readonly string[]) => names.map(code).join(', ');

const texts: Texts<Say> = {
  en: {
    astray: (products, asked, there) =>
      asked.length > 0
        ? `This podAffinity asks for pods of ${products} in ${codes(asked)}, and they run in ${codes(there)}: the solver pod stays Pending, and the challenge never passes.`
        : `Without \`namespaces\` this podAffinity asks for pods of ${products} in the namespace of the Certificate, and they run in ${codes(there)}: the solver pod stays Pending, and the challenge never passes.`,
    controller: (product) => `The pods of ${product} come from here.`,
    look: (namespaces) => `Look for the pods in ${namespaces.join(', ')}`,
    none: (nodes, demands, near) =>
      `${nodes === 1 ? 'The one node of this workspace does not have' : `None of the ${nodes} nodes of this workspace has`} ${demands.join(', ')}${near === undefined ? '' : ` (did you mean \`${near}\`?)`}: the solver pod stays Pending, and the challenge never passes.`,
    fix: (near) => `Change to ${near}`,
  },
  ko: {
    astray: (products, asked, there) =>
      asked.length > 0
        ? korean`이 podAffinity는 ${products} 파드를 ${codes(asked)} 네임스페이스에서 찾는데 그 파드는 ${codes(there)} 네임스페이스에서 실행됩니다. 솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`
        : korean`\`namespaces\`가 없으면 이 podAffinity는 ${products} 파드를 Certificate의 네임스페이스에서 찾는데 그 파드는 ${codes(there)} 네임스페이스에서 실행됩니다. 솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`,
    controller: (product) => `${product} 파드는 여기에서 만들어집니다.`,
    look: (namespaces) => `${namespaces.join(', ')} 네임스페이스에서 파드 찾기`,
    none: (nodes, demands, near) =>
      `이 작업 영역의 노드 ${nodes}개 가운데 ${demands.join(', ')}에 맞는 노드가 없습니다.${near === undefined ? '' : korean` \`${near}\`을(를) 쓰려던 것 같습니다.`} 솔버 파드는 Pending에 머물고 챌린지는 끝내 통과하지 못합니다.`,
    fix: (near) => korean`${near}(으)로 바꾸기`,
  },
};
