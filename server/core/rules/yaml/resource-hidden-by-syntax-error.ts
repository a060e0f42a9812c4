import { everyKind } from '../../model/resource.ts';
import { lineEnd } from '../../text/lineIndex.ts';
import { tabsAt } from '../../yaml/tabs.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports the first syntax error of a document that names a cert-manager resource (`apiVersion` and `kind` at the left
 * margin) in which no resource can be found because of the error. Text of templates is left alone.
 *
 * ## Why it matters
 * No tool reads a document with a syntax error, and no other rule can look at the resource in it: the silence would
 * look like health. Syntax errors that hide no resource are the business of a YAML extension.
 *
 * ## When to allow it
 * In text that only becomes YAML when some tool has processed it.
 *
 * ## References
 * - [YAML 1.2.2](https://yaml.org/spec/1.2.2/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 리소스의 이름(왼쪽 끝의 `apiVersion`과 `kind`)이 있는데도 구문 오류 때문에 리소스를 찾을 수 없는 문서에서 첫 번째
 * 구문 오류를 알립니다. 템플릿 텍스트는 살피지 않습니다.
 *
 * ## 왜 중요한가
 * 구문 오류가 있는 문서는 어떤 도구도 읽지 못하고, 다른 규칙도 그 안의 리소스를 볼 수 없습니다. 조용하다고 해서 정상인 것은
 * 아닙니다. 리소스를 가리지 않는 구문 오류는 YAML 확장의 몫입니다.
 *
 * ## 허용해도 되는 경우
 * 다른 도구가 처리한 뒤에야 YAML이 되는 텍스트입니다.
 *
 * ## 참고
 * - [YAML 1.2.2](https://yaml.org/spec/1.2.2/)
 */
export default defineRule({
  id: 'resource-hidden-by-syntax-error',
  kinds: everyKind,
  scope: 'text',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ text, error, templated, held }, { locale }) {
    if (!error || held || templated || tabsAt(text, error)) return;
    if (isReadOtherwise(text)) return;
    const rest = text.slice(error.at, lineEnd(text, error.at));
    const end = error.at + Math.max(1, rest.trimEnd().length);
    const at = { start: Math.min(error.at, text.length), end: Math.min(end, text.length) };
    yield { at, message: texts[locale].hidden(error.message) };
  },
});

/** A diff of manifests is none; a carriage return alone ends a line for other readers, but not for ours. */
function isReadOtherwise(text: string): boolean {
  return /^(?:\+\+\+ |@@ )/m.test(text) || /\r(?!\n)/.test(text);
}

const texts: Texts<{ readonly hidden: (why: string) => string }> = {
  en: {
    hidden: (why) =>
      `A syntax error hides the cert-manager resource in this document, so nothing in it is checked: ${why.replace(/\.?\s*$/, '.')}`,
  },
  ko: {
    hidden: (why) =>
      `구문 오류 때문에 이 문서의 cert-manager 리소스를 읽을 수 없어 아무것도 검사하지 못합니다: ${why.replace(/\.?\s*$/, '.')}`,
  },
};
