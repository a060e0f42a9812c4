import { everyKind } from '../../model/resource.ts';
import { tabsAt, untabbed } from '../../yaml/tabs.ts';
import { defineRule, type Fix, type Texts, type Written } from '../rule.ts';

/**
 * ## What it does
 * Reports the first tab in the indentation of a document that cannot be read because of it.
 *
 * ## Why it matters
 * YAML allows blanks only in indentation. A tab looks the same in many editors, and yet every tool refuses the whole
 * document (`found character that cannot start any token`): the resource is never created.
 *
 * The fix puts blanks in the place of all such tabs. It is offered where the structure does not depend on how wide a
 * tab is.
 *
 * ## When to allow it
 * Never: the document cannot be read.
 *
 * ## References
 * - [YAML 1.2.2, indentation](https://yaml.org/spec/1.2.2/#61-indentation-spaces)
 */
/**
 * @lang ko
 * ## 하는 일
 * 들여쓰기에 탭이 있어 읽을 수 없는 문서에서 첫 번째 탭을 알립니다.
 *
 * ## 왜 중요한가
 * YAML의 들여쓰기에는 공백만 쓸 수 있습니다. 탭은 많은 편집기에서 똑같이 보이지만, 모든 도구가 문서 전체를 거부합니다(`found
 * character that cannot start any token`). 리소스는 만들어지지 않습니다.
 *
 * 수정은 그런 탭을 모두 공백으로 바꿉니다. 탭의 너비에 따라 구조가 달라지지 않을 때만 제안합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 문서를 읽을 수 없습니다.
 *
 * ## 참고
 * - [YAML 1.2.2, 들여쓰기](https://yaml.org/spec/1.2.2/#61-indentation-spaces)
 */
export default defineRule({
  id: 'tab-in-indentation',
  kinds: everyKind,
  scope: 'text',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(written, { locale }) {
    const { text, error, templated } = written;
    const say = texts[locale];
    const at = error && !templated ? tabsAt(text, error) : undefined;
    if (at) yield { at, message: say.tab, fixes: () => fixesFor(written, say.blanks) };
  },
});

function fixesFor({ text, parse }: Written, title: string): readonly Fix[] {
  const [first, ...rest] = untabbed(text, parse) ?? [];
  if (!first) return [];
  // Tabs at the start of a line of a block scalar may be a part of its text.
  const safety = /[|>][-+\d]*[ \t]*(?:#.*)?\r?$/m.test(text) ? 'unsafe' : 'safe';
  return [{ title, safety, edits: [first, ...rest] }];
}

const texts: Texts<{ readonly tab: string; readonly blanks: string }> = {
  en: {
    tab: 'A tab stands in the indentation, where YAML allows only blanks: no tool can read this document.',
    blanks: 'Indent with blanks',
  },
  ko: {
    tab: '들여쓰기에 탭이 있습니다. YAML은 공백만 허용하므로 어떤 도구도 이 문서를 읽을 수 없습니다.',
    blanks: '공백으로 들여쓰기',
  },
};
