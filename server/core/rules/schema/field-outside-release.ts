import { certManagerKinds } from '../../model/resource.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that the chosen cert-manager release (`certManager.version`) does not have yet, or has no longer.
 *
 * ## Why it matters
 * In that release the field is unknown: `kubectl` refuses it, other tools let the API server drop it without a word.
 *
 * ## When to allow it
 * Where the cluster will be upgraded before the document is applied.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 선택한 cert-manager 릴리스(`certManager.version`)에 아직 없거나 더 이상 없는 필드를 알립니다.
 *
 * ## 왜 중요한가
 * 그 릴리스에서는 모르는 필드입니다. `kubectl`은 거부하고, 다른 도구에서는 API 서버가 말없이 버립니다.
 *
 * ## 허용해도 되는 경우
 * 문서를 적용하기 전에 클러스터를 업그레이드할 예정인 경우입니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'field-outside-release',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(_, { problems, locale, release }) {
    const say = texts[locale];
    for (const problem of problems()) {
      if (problem.kind === 'field-newer')
        yield { at: problem.at, message: say.newer(problem.release, release) };
      if (problem.kind === 'field-gone')
        yield { at: problem.at, message: say.gone(problem.release, release) };
    }
  },
});

interface Say {
  readonly newer: (since: string, release: string) => string;
  readonly gone: (until: string, release: string) => string;
}

const texts: Texts<Say> = {
  en: {
    newer: (since, release) =>
      `This field exists since cert-manager ${since}; release ${release} refuses or drops it.`,
    gone: (until, release) =>
      `This field existed until cert-manager ${until}; release ${release} refuses or drops it.`,
  },
  ko: {
    newer: (since, release) =>
      `이 필드는 cert-manager ${since}부터 있습니다. 릴리스 ${release}에서는 거부되거나 버려집니다.`,
    gone: (until, release) =>
      `이 필드는 cert-manager ${until}까지 있었습니다. 릴리스 ${release}에서는 거부되거나 버려집니다.`,
  },
};
