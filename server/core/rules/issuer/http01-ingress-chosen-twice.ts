import { isBefore } from '../../facts.ts';
import { filled, solversOf } from '../../model/issuerTypes.ts';
import { type Found, mapAt, nodeAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTP-01 `ingress` solver with more than one of `ingressClassName`, `class` and `name`. An empty `class`
 * counts as written, an empty `name` does not.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. `name` changes an Ingress that is there, the other two choose
 * a controller for a new one: `ingressClassName` sets `spec.ingressClassName`, `class` the old annotation.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [HTTP-01 ingress solver](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http01-ingress-solver)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `ingressClassName`, `class`, `name` 가운데 둘 이상이 있는 HTTP-01 `ingress` 솔버를 알립니다. 빈 `class`는 쓴 것으로 치고 빈
 * `name`은 치지 않습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. `name`은 이미 있는 인그레스를 고치고, 나머지 둘은 새 인그레스의 컨트롤러를
 * 고릅니다. `ingressClassName`은 `spec.ingressClassName`을, `class`는 예전 어노테이션을 씁니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [HTTP-01 인그레스 솔버](https://cert-manager.io/docs/configuration/acme/http01/#configuring-the-http01-ingress-solver)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'http01-ingress-chosen-twice',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    const say = texts[locale];
    const names = isBefore(release, '1.12') ? ['class', 'name'] : ['ingressClassName', 'class', 'name'];
    for (const { map } of solversOf(issuer)) {
      const ingress = mapAt(map, 'http01.ingress');
      if (!ingress?.value.certain) continue;
      const written = names.flatMap((name): Found<YamlNode>[] => {
        const found = nodeAt(ingress.value, name);
        return found?.value.certain && (name !== 'name' || filled(ingress.value, name)) ? [found] : [];
      });
      const [first, ...others] = written.sort((a, b) => a.key.start - b.key.start);
      for (const other of first ? others : []) {
        const related = first ? [{ at: first.key, message: say.first }] : [];
        yield { at: other.key, message: say.twice(first?.entry.name ?? '', other.entry.name), related };
      }
    }
  },
});

interface Say {
  readonly twice: (first: string, other: string) => string;
  readonly first: string;
}

const texts: Texts<Say> = {
  en: {
    twice: (first, other) =>
      `\`${other}\` and \`${first}\` exclude each other: the Ingress is chosen by one of them. The webhook refuses the issuer.`,
    first: 'Chosen here.',
  },
  ko: {
    twice: (first, other) =>
      korean`\`${other}\`과(와) \`${first}\`은(는) 함께 쓸 수 없습니다. 인그레스를 고르는 방법은 하나만 쓸 수 있습니다. 웹훅이 Issuer를 거부합니다.`,
    first: '여기서 골랐습니다.',
  },
};
