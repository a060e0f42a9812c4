import { certManagerKinds } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { nearest } from '../../text/nearest.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a value that is none of those which the API allows at this place. The case of letters counts.
 *
 * ## Why it matters
 * The API server refuses the document.
 *
 * ## When to allow it
 * Never known to be right.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 이 자리에서 API가 허용하지 않는 값을 알립니다. 대소문자를 구분합니다.
 *
 * ## 왜 중요한가
 * API 서버가 문서를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 옳은 경우가 알려져 있지 않습니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'value-outside-enum',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(_, { problems, locale, edit }) {
    const say = texts[locale];
    for (const problem of problems()) {
      if (problem.kind !== 'value-not-allowed') continue;
      const { at, value, allowed } = problem;
      const meant = nearest(value, allowed);
      const safety = meant?.toLowerCase() === value.toLowerCase() ? ('safe' as const) : ('unsafe' as const);
      const fixes = () =>
        meant === undefined ? [] : [{ title: say.write(meant), safety, edits: edit.write(at, meant) }];
      yield { at, message: say.wrong(value, allowed.map((one) => `\`${one}\``).join(', ')), fixes };
    }
  },
});

interface Say {
  readonly wrong: (value: string, allowed: string) => string;
  readonly write: (value: string) => string;
}

const texts: Texts<Say> = {
  en: {
    wrong: (value, allowed) => `\`${value}\` is not allowed here. Allowed: ${allowed}.`,
    write: (value) => `Write ${value}`,
  },
  ko: {
    wrong: (value, allowed) => korean`\`${value}\`은(는) 허용되지 않습니다. 허용되는 값: ${allowed}.`,
    write: (value) => korean`${value}(으)로 바꾸기`,
  },
};
