import { acmeRequest, solversOf } from '../../issuance/acmeRequest.ts';
import { chooseSolver } from '../../issuance/solverChoice.ts';
import { mapIn } from '../../model/data.ts';
import { itemsAt, lacks, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points at an Ingress of another ingress class than the one that its issuer's HTTP-01 solver, in the workspace, gives to
 * the challenge's Ingress.
 *
 * ## Why it matters
 * cert-manager does not copy the class of your Ingress. Where the class of the solver belongs to another controller, the
 * request of the CA meets a controller that does not know the challenge, and the self check fails with 404. It is the
 * most frequent mistake of all with HTTP-01.
 *
 * ## When to allow it
 * Where one controller serves both classes, or the name points to the controller of the solver's class.
 *
 * ## References
 * - [HTTP-01](https://cert-manager.io/docs/configuration/acme/http01/)
 * - cert-manager issues 2842, 4562, 2538, 5862
 */
/**
 * @lang ko
 * ## 하는 일
 * 인그레스의 클래스가, 작업 영역에 있는 발급자의 HTTP-01 솔버가 챌린지 인그레스에 주는 클래스와 다르면 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 사용자 인그레스의 클래스를 복사하지 않습니다. 솔버의 클래스를 다른 컨트롤러가 맡고 있다면 CA의 요청은 챌린지를 모르는
 * 컨트롤러에 닿고 자체 점검은 404로 실패합니다. HTTP-01에서 가장 흔한 실수입니다.
 *
 * ## 허용해도 되는 경우
 * 한 컨트롤러가 두 클래스를 모두 맡거나, 이름이 솔버 클래스의 컨트롤러를 가리키는 경우입니다.
 *
 * ## 참고
 * - [HTTP-01](https://cert-manager.io/docs/configuration/acme/http01/)
 * - cert-manager 이슈 2842, 4562, 2538, 5862
 */
export default defineRule({
  id: 'acme-ingress-class-differs',
  kinds: ['Ingress'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(ingress, { locale, index }) {
    const { map } = ingress;
    const request = acmeRequest(ingress, index);
    const solvers = request && solversOf(request.acme);
    const own =
      textAt(map, 'spec.ingressClassName') ??
      textAt(map, ['metadata', 'annotations', 'kubernetes.io/ingress.class']);
    if (!request || !solvers || !own || overrides(map)) return;
    const byLabel = solvers.some((solver) => mapIn(mapIn(solver, 'selector') ?? {}, 'matchLabels'));
    if (byLabel && !request.labels) return;
    for (const { name } of request.names) {
      const choice = chooseSolver(solvers, name, request.labels ?? {});
      const node =
        choice?.type === 'http-01' ? itemsAt(request.acme, 'solvers')[choice.index]?.node : undefined;
      const route = node?.type === 'map' ? mapAt(node, 'http01.ingress')?.value : undefined;
      const theirs = route && (textAt(route, 'ingressClassName') ?? textAt(route, 'class'));
      if (!route || !theirs || !lacks(route, 'name') || theirs.value === own.value) continue;
      yield {
        at: own.span,
        message: texts[locale].differs(own.value, theirs.value, request.issuer.name ?? ''),
      };
      return;
    }
  },
});

/** Whether annotations of the Ingress have a say in the solver, or may have one. */
function overrides(map: YamlMap): boolean {
  const annotations = mapAt(map, 'metadata.annotations')?.value;
  return (
    !annotations?.certain ||
    annotations.entries.some(({ name }) => /^(acme\.cert-manager\.io\/|<<)/.test(name))
  );
}

const texts: Texts<{ readonly differs: (own: string, theirs: string, issuer: string) => string }> = {
  en: {
    differs: (own, theirs, issuer) =>
      `This Ingress is of the class \`${own}\`, and the solver of \`${issuer}\` answers the challenge through the class \`${theirs}\`; cert-manager does not copy the class.`,
  },
  ko: {
    differs: (own, theirs, issuer) =>
      korean`이 인그레스의 클래스는 \`${own}\`인데 \`${issuer}\`의 솔버는 클래스 \`${theirs}\`을(를) 통해 챌린지에 응답합니다. cert-manager는 클래스를 복사하지 않습니다.`,
  },
};
