import { everyKind } from '../../model/resource.ts';
import type { Type } from '../../schema/schema.ts';
import type { FoundType } from '../../schema/value.ts';
import { korean } from '../../text/korean.ts';
import type { Edits } from '../../yaml/edit.ts';
import type { YamlNode } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a value of another type than the API asks for: text where a list stands, a number where text is needed, a quoted
 * boolean. Values are read as Kubernetes reads them, by YAML 1.1: an unquoted `yes` or `on` is a boolean.
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
 * API가 요구하는 것과 다른 타입의 값을 알립니다. 목록 자리의 문자열, 문자열 자리의 숫자, 따옴표로 감싼 불리언 등입니다. 값은
 * 쿠버네티스처럼 YAML 1.1로 읽으므로 따옴표 없는 `yes`나 `on`은 불리언입니다.
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
  id: 'field-type-mismatch',
  kinds: everyKind,
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(_, { problems, locale }) {
    const say = texts[locale];
    for (const problem of problems()) {
      if (problem.kind !== 'wrong-type') continue;
      const { at, expected, found, node } = problem;
      // What stands behind an anchor has other users, who may need it as it is.
      const shared = node.anchor !== undefined;
      const fixes = () => {
        if (shared) return [];
        const quotes = expected === 'string' ? quoted(node, found) : undefined;
        if (quotes) return [{ title: say.quote, safety: 'safe' as const, edits: quotes }];
        const edits = conversion(node, expected, found);
        return edits ? [{ title: say.write(edits[0].newText), safety: 'safe' as const, edits }] : [];
      };
      yield { at, message: say.wrong(say.types[expected], say.types[found]), fixes };
    }
  },
});

/** Quotes around a boolean or a number, so that it is the text that is written. */
function quoted(node: YamlNode, found: FoundType): Edits | undefined {
  if (node.type !== 'scalar' || node.style !== 'plain' || !['boolean', 'integer', 'number'].includes(found))
    return undefined;
  const { start, end } = node.span;
  return [
    { span: { start, end: start }, newText: '"' },
    { span: { start: end, end }, newText: '"' },
  ];
}

/** The same value in the type that is asked for, where there can be no doubt about it. */
function conversion(node: YamlNode, expected: Type, found: FoundType): Edits | undefined {
  if (node.type !== 'scalar' || node.style === 'block' || node.span.start === node.span.end) return undefined;
  const text = String(node.value);
  const write = (newText: string): Edits => [{ span: node.span, newText }];
  const quote = { plain: '', single: "'", double: '"' }[node.style];
  const listed = quote !== '' || /^[\w./-]+$/.test(text) ? quote + text + quote : JSON.stringify(text);
  if (expected === 'array' && found === 'string' && /^[\w.@*/:-]+$/.test(text)) return write(`[${listed}]`);
  if (expected === 'integer' && found === 'string' && /^(0|[1-9]\d*)$/.test(text)) return write(text);
  if (expected === 'boolean' && found === 'string' && /^(true|false)$/i.test(text))
    return write(text.toLowerCase());
  return undefined;
}

interface Say {
  readonly types: Readonly<Record<Type | FoundType, string>>;
  readonly wrong: (expected: string, found: string) => string;
  readonly write: (text: string) => string;
  readonly quote: string;
}

const texts: Texts<Say> = {
  en: {
    types: {
      object: 'a mapping',
      array: 'a list',
      string: 'text',
      integer: 'a whole number',
      number: 'a number',
      boolean: 'true or false',
      null: 'nothing',
      any: 'any value',
      'int-or-string': 'a whole number or text',
    },
    wrong: (expected, found) => `Expected ${expected} here, but this is ${found}: the API server refuses it.`,
    write: (text) => `Write ${text}`,
    quote: 'Put it in quotes',
  },
  ko: {
    types: {
      object: '매핑',
      array: '목록',
      string: '문자열',
      integer: '정수',
      number: '숫자',
      boolean: 'true 또는 false',
      null: '빈 값',
      any: '임의의 값',
      'int-or-string': '정수 또는 문자열',
    },
    wrong: (expected, found) =>
      korean`이 자리에는 ${expected}이(가) 와야 하는데 ${found}입니다. API 서버가 거부합니다.`,
    write: (text) => korean`${text}(으)로 바꾸기`,
    quote: '따옴표로 묶기',
  },
};
