import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a value that does not have the form which the API asks for at this place: a pattern, a length, base64, a date,
 * a range of numbers, or an item that stands twice in a list whose items must differ.
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
 * 이 자리에서 API가 요구하는 형식에 맞지 않는 값을 알립니다. 패턴, 길이, base64, 날짜, 숫자 범위, 항목이 서로 달라야 하는
 * 목록에 두 번 있는 항목 등입니다.
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
  id: 'malformed-value',
  kinds: everyKind,
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(_, { problems, locale }) {
    const say = texts[locale];
    for (const problem of problems()) {
      if (problem.kind === 'malformed')
        yield { at: problem.at, message: say.malformed(problem.value, problem.expected) };
      if (problem.kind === 'out-of-range') {
        const { minimum = '', maximum = '' } = problem;
        yield { at: problem.at, message: say.range(`${problem.value}`, `${minimum}`, `${maximum}`) };
      }
      if (problem.kind === 'duplicate-item')
        yield { at: problem.at, message: say.twice(problem.key, problem.value) };
    }
  },
});

interface Say {
  readonly malformed: (value: string, expected: string) => string;
  readonly range: (value: string, minimum: string, maximum: string) => string;
  readonly twice: (key: string, value: string) => string;
}

const texts: Texts<Say> = {
  en: {
    malformed: (value, expected) =>
      `\`${value}\` does not have the form that the API asks for: \`${expected}\`.`,
    range: (value, minimum, maximum) => `\`${value}\` is outside of the range from ${minimum} to ${maximum}.`,
    twice: (key, value) =>
      `An item with \`${key}: ${value}\` stands in this list already; the API server refuses a second one.`,
  },
  ko: {
    malformed: (value, expected) =>
      korean`\`${value}\`은(는) API가 요구하는 형식이 아닙니다: \`${expected}\`.`,
    range: (value, minimum, maximum) =>
      korean`\`${value}\`은(는) ${minimum}부터 ${maximum}까지의 범위를 벗어납니다.`,
    twice: (key, value) =>
      `\`${key}: ${value}\` 항목이 이미 이 목록에 있습니다. API 서버는 두 번째 항목을 거부합니다.`,
  },
};
