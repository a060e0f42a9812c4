import { trigger } from '../../issuance/shimObject.ts';
import { has, itemsAt, lacks, nodeAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Ingress that names an issuer but has no `spec.tls`, or an empty one.
 *
 * ## Why it matters
 * cert-manager makes one Certificate for each entry of `spec.tls`, with its hosts, into its Secret. Without an entry it
 * makes none, and says nothing: no event, no log.
 *
 * ## When to allow it
 * Where a patch adds `spec.tls`, or the annotation is there for a tool that writes it.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager issue 400
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자는 적었지만 `spec.tls`가 없거나 비어 있는 인그레스를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 `spec.tls` 항목마다 그 호스트로 Certificate를 하나씩 만들어 해당 시크릿에 넣습니다. 항목이 없으면 아무것도 만들지
 * 않고, 이벤트도 로그도 없습니다.
 *
 * ## 허용해도 되는 경우
 * 패치나 다른 도구가 `spec.tls`를 넣는 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager 이슈 400
 */
export default defineRule({
  id: 'ingress-without-tls',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { isPart, locale }) {
    const issuer = trigger(kind, map);
    if (!issuer) return;
    const message = texts[locale].none(issuer.entry.name);
    const tls = nodeAt(map, 'spec.tls');
    if (tls?.value.type === 'list' && tls.value.certain && itemsAt(map, 'spec.tls').length === 0)
      yield { at: tls.key, message };
    else if (
      !isPart() &&
      lacks(map, 'spec.tls') &&
      (has(map, 'spec.rules') || has(map, 'spec.defaultBackend'))
    )
      yield { at: issuer.key, message };
  },
});

const texts: Texts<{ readonly none: (key: string) => string }> = {
  en: {
    none: (key) =>
      `\`${key}\` asks for certificates, but there is no entry in \`spec.tls\`: cert-manager makes no Certificate and says nothing.`,
  },
  ko: {
    none: (key) =>
      korean`\`${key}\`이(가) 인증서를 요청하지만 \`spec.tls\`에 항목이 없습니다. cert-manager는 Certificate를 만들지 않고 아무것도 알리지 않습니다.`,
  },
};
