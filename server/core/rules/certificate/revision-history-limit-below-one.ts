import { isBefore } from '../../facts.ts';
import { numberAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `revisionHistoryLimit` below 1.
 *
 * ## Why it matters
 * The current CertificateRequest is kept in any case, so the admission webhook refuses 0 and less. Left out, one is
 * kept (all of them up to cert-manager 1.17).
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`revisionHistoryLimit`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 1보다 작은 `revisionHistoryLimit`을 알립니다.
 *
 * ## 왜 중요한가
 * 현재 CertificateRequest는 언제나 남으므로 어드미션 웹훅이 0 이하를 거부합니다. 적지 않으면 하나만
 * 남깁니다(cert-manager 1.17까지는 모두).
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate in the API
 *   reference](https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`revisionHistoryLimit`)
 */
export default defineRule({
  id: 'revision-history-limit-below-one',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'always',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const say = texts[locale];
    const limit = numberAt(map, 'spec.revisionHistoryLimit');
    if (!limit || limit.value >= 1 || isBefore(release, '1.4')) return;
    yield {
      at: limit.span,
      message: say.found(limit.value),
      fixes: () => [{ title: say.fix, safety: 'safe', edits: [{ span: limit.span, newText: '1' }] }],
    };
  },
});

const texts: Texts<{ readonly found: (limit: number) => string; readonly fix: string }> = {
  en: {
    found: (limit) => `The webhook refuses a limit of ${limit}: at least one revision is kept.`,
    fix: 'Write 1',
  },
  ko: {
    found: (limit) => korean`웹훅은 ${limit}을(를) 거부합니다. 리비전은 하나 이상 남겨야 합니다.`,
    fix: '1로 바꾸기',
  },
};
