import { isBefore } from '../../facts.ts';
import { bareOf, choice, hasUnknownField } from '../../model/issuerTypes.ts';
import { has, mapAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { takenFrom } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Venafi issuer with none of `tpp`, `cloud` and `ngts`, or with more than one of them.
 *
 * ## Why it matters
 * The API server refuses the issuer (a rule of its CRD since 1.21), and before that cert-manager's admission webhook.
 *
 * ## When to allow it
 * Never: the API server does not.
 *
 * ## References
 * - [Venafi](https://cert-manager.io/docs/configuration/venafi/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; `ngts` since 1.21
 */
/**
 * @lang ko
 * ## 하는 일
 * `tpp`, `cloud`, `ngts` 가운데 하나도 없거나 둘 이상이 있는 Venafi Issuer를 알립니다.
 *
 * ## 왜 중요한가
 * API 서버가 Issuer를 거부합니다(1.21부터 CRD의 규칙). 그전에는 cert-manager의 어드미션 웹훅이 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. API 서버가 허용하지 않습니다.
 *
 * ## 참고
 * - [Venafi](https://cert-manager.io/docs/configuration/venafi/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. `ngts`는 1.21부터 있습니다.
 */
export default defineRule({
  id: 'venafi-without-exactly-one-backend',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release, problems }) {
    const say = texts[locale];
    const venafi = mapAt(map, 'spec.venafi');
    const backends = isBefore(release, '1.21') ? ['tpp', 'cloud'] : ['tpp', 'cloud', 'ngts'];
    const written = venafi && choice(venafi.value, backends);
    // A field that this release does not have yet is reported as such.
    if (!written || (isBefore(release, '1.21') && has(venafi.value, 'ngts'))) return;
    const [first, ...others] = written;
    for (const { key, entry } of others) {
      const related = first ? [{ at: first.key, message: say.first }] : [];
      yield { at: key, message: say.several(first?.entry.name ?? '', entry.name), related };
    }
    if (first || isPart() || hasUnknownField(venafi.value, problems())) return;
    const bare = bareOf(venafi.value, backends);
    yield {
      at: bare?.key ?? takenFrom(venafi.value, backends) ?? venafi.key,
      message: say.none(backends.map((name) => `\`${name}\``).join(', ')),
    };
  },
});

interface Say {
  readonly none: (names: string) => string;
  readonly several: (first: string, other: string) => string;
  readonly first: string;
}

const texts: Texts<Say> = {
  en: {
    none: (names) => `\`venafi\` needs one of ${names}. The API server refuses the issuer.`,
    several: (first, other) =>
      `\`${other}\` and \`${first}\` exclude each other. The API server refuses the issuer.`,
    first: 'Already chosen here.',
  },
  ko: {
    none: (names) => `\`venafi\`에는 ${names} 가운데 하나가 필요합니다. API 서버가 Issuer를 거부합니다.`,
    several: (first, other) =>
      korean`\`${other}\`과(와) \`${first}\`은(는) 함께 쓸 수 없습니다. API 서버가 Issuer를 거부합니다.`,
    first: '여기서 이미 정해졌습니다.',
  },
};
