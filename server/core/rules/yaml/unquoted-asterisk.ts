import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a value that starts with an asterisk without quotes, as `*.example.com`, and any alias (`*name`) without an
 * anchor (`&name`) above it.
 *
 * ## Why it matters
 * In YAML an asterisk starts an alias: a reference to a value that an anchor has named. `*.example.com` refers to an
 * anchor `.example.com` that nobody wrote, and every reader that Kubernetes tools use refuses the whole document
 * (`did not find expected alphabetic or numeric character`, `unknown anchor`). Nothing of it is applied.
 *
 * ## When to allow it
 * Never: the document cannot be read.
 *
 * ## References
 * - [YAML 1.2.2, alias nodes](https://yaml.org/spec/1.2.2/#71-alias-nodes)
 */
/**
 * @lang ko
 * ## 하는 일
 * `*.example.com`처럼 따옴표 없이 별표로 시작하는 값과, 위에 앵커(`&name`)가 없는 별칭(`*name`)을 알립니다.
 *
 * ## 왜 중요한가
 * YAML에서 별표는 별칭, 곧 앵커로 이름 붙인 값에 대한 참조를 뜻합니다. `*.example.com`은 아무도 적지 않은 앵커 `.example.com`을
 * 가리키므로, 쿠버네티스 도구가 쓰는 모든 YAML 해석기가 문서 전체를 거부합니다(`did not find expected alphabetic or numeric
 * character`, `unknown anchor`). 그 문서에서는 아무것도 적용되지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 문서를 읽을 수 없습니다.
 *
 * ## 참고
 * - [YAML 1.2.2, 별칭 노드](https://yaml.org/spec/1.2.2/#71-alias-nodes)
 */
export default defineRule({
  id: 'unquoted-asterisk',
  kinds: everyKind,
  scope: 'text',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ text, strayAliases, templated }, { locale }) {
    const say = texts[locale];
    for (const at of strayAliases) {
      const written = text.slice(at.start, at.end);
      if (isMeantAsText(written)) {
        yield { at, message: say.unquoted(written), fixes: () => [quoted(text, at, say.quote)] };
      } else if (!templated) {
        // A template may bring the anchor.
        yield { at, message: say.noAnchor(written) };
      }
    }
  },
});

/** A name of an anchor has no dot and no slash: a host name, a path or a lone asterisk is meant as it stands. */
function isMeantAsText(alias: string): boolean {
  return !/^\*[\w-]+$/.test(alias);
}

function quoted(text: string, span: Span, title: (value: string) => string) {
  const written = text.slice(span.start, span.end);
  const quote = written.includes('"') ? "'" : '"';
  const newText = `${quote}${written}${quote}`;
  return { title: title(newText), safety: 'safe', edits: [{ span, newText }] } as const;
}

interface Say {
  readonly unquoted: (value: string) => string;
  readonly noAnchor: (value: string) => string;
  readonly quote: (value: string) => string;
}

const texts: Texts<Say> = {
  en: {
    unquoted: (value) =>
      `Without quotes \`${value}\` is a YAML alias, a reference to an anchor that does not exist: no tool can read this document.`,
    noAnchor: (value) =>
      `No anchor \`&${value.slice(1)}\` stands above the alias \`${value}\`: no tool can read this document. Text that starts with an asterisk needs quotes.`,
    quote: (value) => `Write ${value}`,
  },
  ko: {
    unquoted: (value) =>
      korean`따옴표가 없는 \`${value}\`은(는) YAML 별칭, 곧 존재하지 않는 앵커에 대한 참조입니다. 어떤 도구도 이 문서를 읽을 수 없습니다.`,
    noAnchor: (value) =>
      korean`별칭 \`${value}\` 위에 앵커 \`&${value.slice(1)}\`이(가) 없어 어떤 도구도 이 문서를 읽을 수 없습니다. 별표로 시작하는 텍스트에는 따옴표가 필요합니다.`,
    quote: (value) => korean`${value}(으)로 바꾸기`,
  },
};
