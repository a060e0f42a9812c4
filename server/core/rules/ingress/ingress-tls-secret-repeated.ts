import { blocksAt, trigger } from '../../issuance/shimObject.ts';
import { type Found, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `secretName` that two entries of `spec.tls` share, on an Ingress that names an issuer.
 *
 * ## Why it matters
 * cert-manager makes one Certificate for each entry, named as its Secret. With the same name twice it refuses the whole
 * Ingress with the event `BadConfig`, and no Certificate is made, not even of the other entries. One entry may have all
 * the hosts.
 *
 * ## When to allow it
 * Never on an Ingress that shall have a certificate.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager issues 2099, 4235
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 인그레스에서 `spec.tls`의 두 항목이 같은 `secretName`을 쓰면 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 항목마다 시크릿과 같은 이름의 Certificate를 만듭니다. 같은 이름이 둘이면 `BadConfig` 이벤트를 남기며 인그레스 전체를
 * 거부하고, 다른 항목의 Certificate도 만들지 않습니다. 한 항목에 모든 호스트를 적을 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * 인증서를 받아야 하는 인그레스에서는 없습니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager 이슈 2099, 4235
 */
export default defineRule({
  id: 'ingress-tls-secret-repeated',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale }) {
    if (!trigger(kind, map)) return;
    const say = texts[locale];
    const seen = new Map<string, Found<string>>();
    for (const entry of blocksAt(map, 'spec.tls')) {
      const name = textAt(entry.map, 'secretName');
      if (!name || name.value === '') continue;
      const first = seen.get(name.value);
      if (first)
        yield {
          at: name.span,
          message: say.twice(name.value),
          related: [{ at: first.span, message: say.first }],
        };
      else seen.set(name.value, name);
    }
  },
});

const texts: Texts<{ readonly twice: (name: string) => string; readonly first: string }> = {
  en: {
    twice: (name) =>
      `\`${name}\` stands in another entry of \`spec.tls\`, too: cert-manager refuses the whole Ingress (event \`BadConfig\`). Put all hosts into one entry.`,
    first: 'The first entry with this Secret.',
  },
  ko: {
    twice: (name) =>
      korean`\`${name}\`이(가) 다른 \`spec.tls\` 항목에도 있습니다. cert-manager가 인그레스 전체를 거부합니다(\`BadConfig\` 이벤트). 모든 호스트를 한 항목에 적으세요.`,
    first: '이 시크릿을 쓰는 첫 항목입니다.',
  },
};
