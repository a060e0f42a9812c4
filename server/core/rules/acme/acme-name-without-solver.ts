import { isBefore } from '../../facts.ts';
import { acmeRequest, solversOf } from '../../issuance/acmeRequest.ts';
import { chooseSolver } from '../../issuance/solverChoice.ts';
import { mapIn } from '../../model/data.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a name of a Certificate or an Ingress, or the hostname of a listener of a Gateway or ListenerSet, for which its
 * ACME issuer, where that stands in the workspace, has no solver: a wildcard name that only HTTP-01 solvers would take, or
 * a name that no solver's selector matches. It chooses as cert-manager does, labels of the resource included.
 *
 * ## Why it matters
 * CAs check wildcard names by DNS-01 alone, so that HTTP-01 solvers drop out without a word. Where no solver is left,
 * the Order gets the event `Solver` ("no configured challenge solvers can be used for this challenge") and stays
 * pending for ever; no other name of the Certificate is checked either. Issuer and webhook are content.
 *
 * ## When to allow it
 * Where the CA has authorized the name already by other means.
 *
 * ## References
 * - [DNS-01](https://cert-manager.io/docs/configuration/acme/dns01/)
 * - [ACME: adding multiple solver types](https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types)
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 * - cert-manager issues 3181, 3798, 2127
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 ACME 발급자에게 맞는 솔버가 없는 이름을 알립니다. Certificate와 인그레스의 이름, 게이트웨이와 ListenerSet 리스너의
 * 호스트 이름을 봅니다. HTTP-01 솔버만 맡을 수 있는 와일드카드 이름이거나 어느 솔버의 셀렉터와도 맞지 않는 이름입니다. 리소스의 레이블까지
 * 보며 cert-manager와 똑같이 고릅니다.
 *
 * ## 왜 중요한가
 * CA는 와일드카드 이름을 DNS-01로만 확인하므로 HTTP-01 솔버는 말없이 빠집니다. 남는 솔버가 없으면 Order에 `Solver` 이벤트("no configured
 * challenge solvers can be used for this challenge")가 남고 끝없이 대기하며 Certificate의 다른 이름도 확인되지 않습니다. Issuer와
 * 웹훅은 아무 문제도 알리지 않습니다.
 *
 * ## 허용해도 되는 경우
 * CA가 다른 방법으로 이미 그 이름을 허가한 경우입니다.
 *
 * ## 참고
 * - [DNS-01](https://cert-manager.io/docs/configuration/acme/dns01/)
 * - [여러 솔버 쓰기](https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types)
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 */
export default defineRule({
  id: 'acme-name-without-solver',
  kinds: ['Certificate', 'Ingress', 'Gateway', 'ListenerSet'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index, release }) {
    if (resource.kind === 'ListenerSet' && isBefore(release, '1.20')) return;
    const request = acmeRequest(resource, index);
    const solvers = request && solversOf(request.acme);
    if (!request || !solvers) return;
    const byLabel = solvers.some((solver) => mapIn(mapIn(solver, 'selector') ?? {}, 'matchLabels'));
    if (byLabel && !request.labels) return;
    const labels = request.labels ?? {};
    const say = texts[locale];
    for (const { written, name, at } of request.names) {
      if (chooseSolver(solvers, name, labels)) continue;
      const http01 = name.startsWith('*.') && chooseSolver(solvers, name, labels, ['http-01']);
      const issuer = request.issuer.name ?? '';
      yield { at, message: http01 ? say.wildcard(written, issuer) : say.none(written, issuer) };
    }
  },
});

const texts: Texts<Readonly<Record<'wildcard' | 'none', (name: string, issuer: string) => string>>> = {
  en: {
    wildcard: (name, issuer) =>
      `\`${name}\` is a wildcard, which CAs check by DNS-01 only, and \`${issuer}\` has nothing but HTTP-01 for it: the Order stays pending for ever.`,
    none: (name, issuer) => `No solver of \`${issuer}\` takes \`${name}\`: the Order stays pending for ever.`,
  },
  ko: {
    wildcard: (name, issuer) =>
      korean`\`${name}\`은(는) 와일드카드라 CA가 DNS-01로만 확인하는데 \`${issuer}\`에는 이 이름을 맡을 솔버가 HTTP-01뿐입니다. Order는 계속 대기합니다.`,
    none: (name, issuer) =>
      korean`\`${issuer}\`에는 \`${name}\`을(를) 맡을 솔버가 없습니다. Order는 계속 대기합니다.`,
  },
};
