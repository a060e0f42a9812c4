import { solversOf } from '../../issuance/acmeRequest.ts';
import { deadSolvers } from '../../issuance/solverChoice.ts';
import { itemsAt, mapAt, nodeAt } from '../../model/look.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an ACME solver that cert-manager can never choose: an earlier one with the same type and the same selector
 * (or one that takes all that this one would take); a selector whose parts exclude each other; a selector of names that
 * no CA gives back, as those with upper case letters; an HTTP-01 solver for wildcard names only.
 *
 * ## Why it matters
 * All parts of a selector must match. Of several solvers the one with a matching `dnsNames` wins, then the one with the
 * longer zone, then the one with more labels; among equals the first in the list. What never wins is dead: its names go
 * to another solver, or to none, and then the Order waits for ever with the event `Solver`.
 *
 * ## When to allow it
 * Never; such an entry does nothing.
 *
 * ## References
 * - [ACME: adding multiple solver types](https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types)
 * - cert-manager 1.21, `pkg/util/solverpicker`
 */
/**
 * @lang ko
 * ## 하는 일
 * 절대 선택되지 않는 ACME 솔버를 알립니다. 같은 유형과 같은 셀렉터를 가진 솔버(또는 이 솔버가 맡을 이름을 모두 맡는 솔버)가
 * 앞에 있는 경우, 셀렉터의 부분들이 서로를 배제하는 경우, 대문자가 있는 이름처럼 CA가 돌려주지 않는 이름만 고르는 경우, 와일드카드
 * 이름만 고르는 HTTP-01 솔버입니다.
 *
 * ## 왜 중요한가
 * 셀렉터의 모든 부분이 맞아야 합니다. 여러 솔버 가운데 `dnsNames`가 맞는 것이 이기고, 그다음은 더 긴 영역, 그다음은 레이블이 더 많은
 * 것이며, 같으면 목록에서 앞선 것이 선택됩니다. 절대 선택되지 않는 솔버는 쓸모가 없습니다. 그 이름은 다른 솔버로 가거나 갈 곳이 없으며, 갈 곳이
 * 없으면 Order가 `Solver` 이벤트와 함께 끝없이 기다립니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 이런 항목은 아무 일도 하지 않습니다.
 *
 * ## 참고
 * - [여러 솔버 쓰기](https://cert-manager.io/docs/configuration/acme/#adding-multiple-solver-types)
 * - cert-manager 1.21, `pkg/util/solverpicker`
 */
export default defineRule({
  id: 'acme-solver-never-chosen',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const acme = mapAt(map, 'spec.acme')?.value;
    const solvers = acme && solversOf(acme);
    if (!acme || !solvers) return;
    const say = texts[locale];
    const items = itemsAt(acme, 'solvers');
    const keyOf = (index: number) => {
      const node = items[index]?.node;
      return node?.type === 'map' ? keyFor(node) : undefined;
    };
    for (const { index, reason, earlier } of deadSolvers(solvers)) {
      const at = keyOf(index);
      const other = earlier === undefined ? undefined : keyOf(earlier);
      if (at) yield { at, message: say[reason], related: other ? [{ at: other, message: say.here }] : [] };
    }
  },
});

const keyFor = (solver: YamlMap) =>
  (nodeAt(solver, 'selector') ?? nodeAt(solver, 'http01') ?? nodeAt(solver, 'dns01'))?.key;

const texts: Texts<
  Readonly<Record<'same' | 'covered' | 'excluded' | 'names' | 'wildcards' | 'here', string>>
> = {
  en: {
    same: 'cert-manager never chooses this solver: an earlier one has the same type and the same selector, and among equals the first wins.',
    covered:
      'cert-manager never chooses this solver: an earlier one of the same type takes every name that it would take.',
    excluded:
      'cert-manager never chooses this solver: `dnsNames` and `dnsZones` must both match, and none of the names lies in one of the zones.',
    names:
      'cert-manager never chooses this solver: the names of its selector are compared letter by letter with what the CA gives back, which is in lower case and ends without a dot.',
    wildcards:
      'cert-manager never chooses this solver: it is for wildcard names only, and for those a CA offers DNS-01 alone.',
    here: 'This one is chosen instead.',
  },
  ko: {
    same: '이 솔버는 절대 선택되지 않습니다. 유형과 셀렉터가 같은 솔버가 앞에 있고, 조건이 같으면 앞의 솔버가 선택됩니다.',
    covered:
      '이 솔버는 절대 선택되지 않습니다. 앞에 있는 같은 유형의 솔버가 이 솔버가 맡을 이름을 모두 맡습니다.',
    excluded:
      '이 솔버는 절대 선택되지 않습니다. `dnsNames`와 `dnsZones`가 모두 맞아야 하는데 어느 이름도 그 영역에 들어 있지 않습니다.',
    names:
      '이 솔버는 절대 선택되지 않습니다. 셀렉터의 이름은 CA가 돌려주는 이름과 글자 그대로 비교되는데, 그 이름은 소문자이고 끝에 점이 없습니다.',
    wildcards:
      '이 솔버는 절대 선택되지 않습니다. 셀렉터에 와일드카드 이름만 있는데 CA는 그런 이름에 DNS-01만 제공합니다.',
    here: '이 솔버가 대신 선택됩니다.',
  },
};
