import { isRead, mergePod } from '../../issuance/podMerge.ts';
import { type ResourceProblem, type ResourceReason, resourceProblems } from '../../issuance/podResources.ts';
import { podTemplates } from '../../issuance/solverPod.ts';
import { isMap, mapIn, placeOf, toData } from '../../model/data.ts';
import { korean } from '../../text/korean.ts';
import { isDeeplyCertain, lookup } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `resources` in a solver's `podTemplate.spec` that the API server refuses once cert-manager has merged them
 * into its own (requests: cpu 10m, memory 64Mi; limits: cpu 100m, memory 64Mi): a request above its limit, a limit
 * below a request that is not written, resources that do not exist, negative quantities, parts of a whole device,
 * parts of a huge page.
 *
 * ## Why it matters
 * `limits: {memory: 32Mi}` alone looks harmless, but cert-manager's own request of 64Mi stays, and no request may be
 * above its limit; `requests: {memory: 128Mi}` alone meets its own limit of 64Mi. The Issuer is accepted and becomes
 * Ready. When a certificate is asked for, the API server refuses the solver pod: the Challenge shows the event
 * `PresentError`, and the Certificate never becomes Ready.
 *
 * ## When to allow it
 * Where the controller's flags `--acme-http01-solver-resource-request-*` and `--acme-http01-solver-resource-limits-*`
 * set other defaults that go with yours.
 *
 * ## References
 * - [HTTP-01 pod template](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [Requests and limits](https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/)
 * - Kubernetes 1.36, `pkg/apis/core/validation/validation.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 솔버의 `podTemplate.spec.resources` 가운데, cert-manager가 자신의 값(요청: cpu 10m, memory 64Mi, 제한: cpu 100m, memory
 * 64Mi)과 합친 뒤 API 서버가 거부하는 것을 알립니다. 제한보다 큰 요청, 쓰지 않은 요청보다 작은 제한, 없는 리소스, 음수, 나눌 수 없는
 * 장치의 소수, 페이지 크기의 배수가 아닌 hugepages입니다.
 *
 * ## 왜 중요한가
 * `limits: {memory: 32Mi}`만 쓰면 문제없어 보이지만 cert-manager의 요청 64Mi가 그대로 남고, 요청은 제한보다 클 수 없습니다.
 * `requests: {memory: 128Mi}`만 쓰면 cert-manager의 제한 64Mi와 부딪힙니다. Issuer는 받아들여지고 Ready가 됩니다. 인증서를 요청할 때
 * API 서버가 솔버 파드를 거부하고, Challenge에는 `PresentError` 이벤트가 남으며, Certificate는 Ready가 되지 못합니다.
 *
 * ## 허용해도 되는 경우
 * 컨트롤러의 `--acme-http01-solver-resource-request-*`, `--acme-http01-solver-resource-limits-*` 플래그가 여기에 맞는 다른 기본값을
 * 정하는 경우입니다.
 *
 * ## 참고
 * - [HTTP-01 파드 템플릿](https://cert-manager.io/docs/configuration/acme/http01/#podtemplate)
 * - [요청과 제한](https://kubernetes.io/ko/docs/concepts/configuration/manage-resources-containers/)
 */
export default defineRule({
  id: 'solver-pod-resources-invalid',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (!isRead('resources', release)) return;
    const say = texts[locale];
    for (const template of podTemplates(issuer, release)) {
      const spec = template.value.spec;
      const resources = spec && lookup(spec.value.map, 'resources')?.entry;
      if (!resources || !isDeeplyCertain(resources.value)) continue;
      const written = toData(resources.value);
      if (!isMap(written)) continue;
      const merged = mapIn(mergePod({ resources: written }, release), 'resources') ?? {};
      for (const problem of resourceProblems(merged, written)) {
        const { at } = placeOf(spec.value.map, problem.path, spec.key);
        const culprit = problem.culprit && placeOf(spec.value.map, problem.culprit, spec.key).at;
        const related = culprit ? [{ at: culprit, message: say.limit(problem) }] : [];
        yield { at, message: say[problem.reason](problem), related };
      }
    }
  },
});

type Say = Readonly<Record<ResourceReason | 'limit', (problem: ResourceProblem) => string>>;

const end = {
  en: 'The API server refuses the solver pod.',
  ko: 'API 서버가 솔버 파드를 거부합니다.',
};
const isDefault = ({ path }: ResourceProblem) => path.length < 3;

const texts: Texts<Say> = {
  en: {
    name: ({ resource }) =>
      `\`${resource}\` is no resource of a container: \`cpu\`, \`memory\`, \`ephemeral-storage\`, \`hugepages-…\` or a name with a domain. ${end.en}`,
    negative: ({ request }) => `\`${request}\` is below zero. ${end.en}`,
    'not-whole': ({ resource, request }) =>
      `\`${resource}\` comes in whole numbers only, and \`${request}\` is none. ${end.en}`,
    'huge-page': ({ resource, request }) =>
      `\`${request}\` is no multiple of the page size that \`${resource}\` names. ${end.en}`,
    'above-limit': (problem) =>
      isDefault(problem)
        ? `cert-manager requests ${problem.resource} \`${problem.request}\`, which is above the limit of \`${problem.limit}\` here; the request must be written too. ${end.en}`
        : problem.culprit
          ? `The request of ${problem.resource} \`${problem.request}\` is above its limit of \`${problem.limit}\`. ${end.en}`
          : `The request of ${problem.resource} \`${problem.request}\` is above cert-manager's own limit of \`${problem.limit}\`; the limit must be written too. ${end.en}`,
    'not-equal': ({ resource, request, limit }) =>
      `Request (\`${request}\`) and limit (\`${limit}\`) of \`${resource}\` must be equal. ${end.en}`,
    'limit-missing': ({ resource }) => `\`${resource}\` needs a limit equal to its request. ${end.en}`,
    limit: ({ limit }) => `The limit is \`${limit}\`.`,
  },
  ko: {
    name: ({ resource }) =>
      korean`\`${resource}\`은(는) 컨테이너의 리소스가 아닙니다. \`cpu\`, \`memory\`, \`ephemeral-storage\`, \`hugepages-…\`나 도메인이 붙은 이름이어야 합니다. ${end.ko}`,
    negative: ({ request }) => korean`\`${request}\`은(는) 음수입니다. ${end.ko}`,
    'not-whole': ({ resource, request }) =>
      korean`\`${resource}\`은(는) 정수여야 하는데 \`${request}\`은(는) 정수가 아닙니다. ${end.ko}`,
    'huge-page': ({ resource, request }) =>
      korean`\`${request}\`은(는) \`${resource}\`에 적힌 페이지 크기의 배수가 아닙니다. ${end.ko}`,
    'above-limit': (problem) =>
      isDefault(problem)
        ? korean`cert-manager의 ${problem.resource} 요청 \`${problem.request}\`이(가) 여기의 제한 \`${problem.limit}\`보다 큽니다. 요청도 함께 써야 합니다. ${end.ko}`
        : problem.culprit
          ? korean`${problem.resource} 요청 \`${problem.request}\`이(가) 제한 \`${problem.limit}\`보다 큽니다. ${end.ko}`
          : korean`${problem.resource} 요청 \`${problem.request}\`이(가) cert-manager의 제한 \`${problem.limit}\`보다 큽니다. 제한도 함께 써야 합니다. ${end.ko}`,
    'not-equal': ({ resource, request, limit }) =>
      `\`${resource}\`의 요청(\`${request}\`)과 제한(\`${limit}\`)은 같아야 합니다. ${end.ko}`,
    'limit-missing': ({ resource }) => `\`${resource}\`에는 요청과 같은 제한이 필요합니다. ${end.ko}`,
    limit: ({ limit }) => `제한은 \`${limit}\`입니다.`,
  },
};
