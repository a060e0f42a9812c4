import { bareOf, hasUnknownField } from '../../model/issuerTypes.ts';
import { itemsAt, lacks, mapAt, nodeAt } from '../../model/look.ts';
import { takenFrom } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an ACME Issuer or ClusterIssuer without `solvers`, or with an empty list.
 *
 * ## Why it matters
 * The issuer is accepted and becomes Ready, but an Order finds no solver for its challenges: it stays pending, with
 * an event that only the Order shows.
 *
 * An issuer with an external account binding is left alone: such CAs may hold the domains as validated already.
 *
 * ## When to allow it
 * Where the CA never asks for a challenge, or where the solvers come from elsewhere, as in the base of a kustomize
 * overlay: one document does not tell, so this is a hint only.
 *
 * ## References
 * - [Solving challenges](https://cert-manager.io/docs/configuration/acme/#solving-challenges)
 */
/**
 * @lang ko
 * ## 하는 일
 * `solvers`가 없거나 빈 목록인 ACME Issuer와 ClusterIssuer를 알립니다.
 *
 * ## 왜 중요한가
 * Issuer는 받아들여지고 Ready가 되지만 Order가 챌린지에 쓸 솔버를 찾지 못해 대기 상태에 머뭅니다. 이벤트는 Order에만
 * 나타납니다.
 *
 * 외부 계정 바인딩이 있는 Issuer는 알리지 않습니다. 그런 CA는 도메인이 이미 검증된 것으로 볼 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * CA가 챌린지를 요구하지 않거나, kustomize 오버레이의 베이스처럼 솔버가 다른 곳에서 오는 경우입니다. 문서 하나로는 알 수 없으므로
 * 이 규칙은 힌트일 뿐입니다.
 *
 * ## 참고
 * - [챌린지 풀기](https://cert-manager.io/docs/configuration/acme/#solving-challenges)
 */
export default defineRule({
  id: 'acme-issuer-without-solvers',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check({ apiVersion, map }, { isPart, locale, problems }) {
    const acme = mapAt(map, 'spec.acme');
    // In the oldest group a Certificate said how its names are proved.
    if (!acme || isPart() || apiVersion.startsWith('certmanager.k8s.io/')) return;
    if (!lacks(acme.value, 'externalAccountBinding')) return;
    if (hasUnknownField(acme.value, problems())) return;
    const solvers = nodeAt(acme.value, 'solvers');
    const empty =
      solvers?.value.type === 'list' && solvers.value.certain && itemsAt(acme.value, 'solvers').length === 0;
    if (empty || lacks(acme.value, 'solvers'))
      yield {
        at:
          (solvers ?? bareOf(acme.value, ['solvers']))?.key ?? takenFrom(acme.value, ['solvers']) ?? acme.key,
        message: texts[locale].none,
      };
  },
});

const texts: Texts<{ readonly none: string }> = {
  en: { none: 'No `solvers`: every Order of this issuer that needs a challenge stays pending.' },
  ko: { none: '`solvers`가 없습니다. 챌린지가 필요한 이 Issuer의 모든 Order가 대기 상태에 머뭅니다.' },
};
