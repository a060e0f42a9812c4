import { isBefore } from '../../facts.ts';
import { mapAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an annotation `cert-manager.io/…` in `secretTemplate.annotations`.
 *
 * ## Why it matters
 * cert-manager writes these annotations on the Secret itself and reads them again, so the admission webhook refuses
 * them here. One is allowed since 1.15: `cert-manager.io/allow-direct-injection`.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [secretTemplate](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateSecretTemplateAnnotations`)
 */
/**
 * @lang ko
 * ## 하는 일
 * `secretTemplate.annotations`의 `cert-manager.io/…` 어노테이션을 알립니다.
 *
 * ## 왜 중요한가
 * 이 어노테이션은 cert-manager가 시크릿에 직접 쓰고 다시 읽으므로 어드미션 웹훅이 여기서는 거부합니다.
 * `cert-manager.io/allow-direct-injection`만 1.15부터 쓸 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [secretTemplate](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateSecretTemplateAnnotations`)
 */
export default defineRule({
  id: 'secret-template-with-reserved-annotation',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    if (isBefore(release, '1.5')) return;
    for (const { name, key } of mapAt(map, 'spec.secretTemplate.annotations')?.value.entries ?? []) {
      if (!name.startsWith('cert-manager.io/')) continue;
      if (name === 'cert-manager.io/allow-direct-injection' && !isBefore(release, '1.15')) continue;
      yield { at: key, message: say.found(name) };
    }
  },
});

const texts: Texts<{ readonly found: (name: string) => string }> = {
  en: {
    found: (name) =>
      `cert-manager writes \`cert-manager.io/…\` annotations itself; the webhook refuses \`${name}\` here.`,
  },
  ko: {
    found: (name) =>
      korean`\`cert-manager.io/…\` 어노테이션은 cert-manager가 직접 씁니다. 웹훅은 여기의 \`${name}\`을(를) 거부합니다.`,
  },
};
