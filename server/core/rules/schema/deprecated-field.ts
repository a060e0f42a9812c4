import { certManagerKinds } from '../../model/resource.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that cert-manager has deprecated in the chosen release or an older one.
 *
 * ## Why it matters
 * The field is ignored, or will go in a later release.
 *
 * ## When to allow it
 * As long as an older release is in use that needs it.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 선택한 릴리스나 그 이전 릴리스에서 사용 중단된 cert-manager 필드를 알립니다.
 *
 * ## 왜 중요한가
 * 그 필드는 무시되거나 이후 릴리스에서 사라집니다.
 *
 * ## 허용해도 되는 경우
 * 그 필드가 필요한 이전 릴리스를 아직 쓰는 동안입니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'deprecated-field',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(_, { problems, locale }) {
    for (const problem of problems()) {
      if (problem.kind === 'field-deprecated')
        yield { at: problem.at, message: texts[locale].deprecated(problem.release) };
    }
  },
});

interface Say {
  readonly deprecated: (since: string) => string;
}

const texts: Texts<Say> = {
  en: {
    deprecated: (since) => `Deprecated since cert-manager ${since}.`,
  },
  ko: {
    deprecated: (since) => `cert-manager ${since}부터 사용이 중단되었습니다.`,
  },
};
