import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { lineEnd, lineStart } from '../../text/lineIndex.ts';
import type { Span } from '../../text/span.ts';
import { type Comments, defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `cert-manager-lint-disable…` comment, or a rule named in it, that silences nothing; a
 * `cert-manager-lint-enable` comment that ends nothing; a name that no rule has; and a `cert-manager-lint-…` comment
 * that does not exist.
 *
 * These comments silence findings. Several rules are parted by blanks or commas, no rule means all of them, and a
 * reason may follow after `--`:
 *
 * - `# cert-manager-lint-disable-next-line <rule> -- reason`: in the next line that is no comment
 * - `# cert-manager-lint-disable-line <rule>`: in the same line
 * - `# cert-manager-lint-disable <rule>` … `# cert-manager-lint-enable <rule>`: in between, or to the end of the
 *   document (`---`)
 * - `# cert-manager-lint-disable-file <rule>`: in all of the file
 *
 * Comments of Helm and Jinja templates do the same.
 *
 * ## Why it matters
 * A comment that silences nothing today may hide a real finding tomorrow, and a misspelt rule silences nothing
 * while everybody believes that it does.
 *
 * Rules that are switched off are not missed: a comment may wait for them. Documents that were not read whole are left
 * alone.
 *
 * ## When to allow it
 * While a file is checked with several sets of rules, of which not all find the same.
 *
 * ## References
 * - [Rules](https://github.com/vscode-cert-manager/vscode-cert-manager/blob/main/docs/rules/README.md)
 */
/**
 * @lang ko
 * ## 하는 일
 * 아무것도 끄지 않는 `cert-manager-lint-disable…` 주석이나 그 안의 규칙 이름, 아무것도 끝내지 않는 `cert-manager-lint-enable`
 * 주석, 존재하지 않는 규칙 이름, 존재하지 않는 `cert-manager-lint-…` 주석을 알립니다.
 *
 * 다음 주석으로 결과를 끌 수 있습니다. 여러 규칙은 공백이나 쉼표로 나누고, 규칙을 적지 않으면 모든 규칙을 뜻하며, `--` 뒤에
 * 이유를 적을 수 있습니다.
 *
 * - `# cert-manager-lint-disable-next-line <규칙> -- 이유`: 주석이 아닌 다음 줄
 * - `# cert-manager-lint-disable-line <규칙>`: 같은 줄
 * - `# cert-manager-lint-disable <규칙>` … `# cert-manager-lint-enable <규칙>`: 그 사이, 또는 문서(`---`)의 끝까지
 * - `# cert-manager-lint-disable-file <규칙>`: 파일 전체
 *
 * Helm과 Jinja 템플릿의 주석도 같은 일을 합니다.
 *
 * ## 왜 중요한가
 * 오늘 아무것도 끄지 않는 주석이 내일은 진짜 문제를 가릴 수 있습니다. 잘못 적은 규칙 이름은 모두가 껐다고 믿는 동안 아무것도
 * 끄지 않습니다.
 *
 * 꺼진 규칙은 문제 삼지 않습니다. 주석이 그 규칙을 기다릴 수 있기 때문입니다. 다 읽지 못한 문서는 살피지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 서로 다른 결과를 내는 여러 규칙 설정으로 한 파일을 검사할 때입니다.
 *
 * ## 참고
 * - [규칙](https://github.com/vscode-cert-manager/vscode-cert-manager/blob/main/docs/rules/ko/README.md)
 */
export default defineRule({
  id: 'unused-suppression',
  kinds: everyKind,
  scope: 'comments',
  severity: 'info',
  fixable: 'always',
  since: '0.1.0',
  *check({ text, idle }, { locale }) {
    const say = texts[locale];
    for (const one of idle) {
      const { directive, name, why, meant } = one;
      const written = text.slice(directive.at.start, directive.at.end);
      const message =
        why === 'unknown-directive'
          ? say.noDirective(written, meant)
          : why === 'unknown-rule'
            ? say.unknown(name?.id ?? '', meant)
            : why === 'nothing-ended'
              ? say.nothingEnded(name?.id)
              : say.nothingSilenced(written, name?.id);
      yield { at: name ?? directive.at, message, fixes: () => fixesFor(text, one, say) };
    }
  },
});

function fixesFor(text: string, idle: Comments['idle'][number], say: Say): readonly Fix[] {
  const { directive, name, why, meant, wholly, partner } = idle;
  const whole = [directive, ...(partner ? [partner] : [])].map(({ comment }) => wholeComment(text, comment));
  const [first, ...rest] = wholly || !name ? whole : [partOf(directive.names, name)];
  if (!first) return [];
  const removal: Fix = {
    title: wholly || !name ? say.removeComment : say.removeName(name.id),
    // What is not known here may be known to a newer release.
    safety: why.startsWith('unknown') ? 'unsafe' : 'safe',
    edits: [remove(first), ...rest.map(remove)],
  };
  if (meant === undefined) return [removal];
  const start = name?.start ?? directive.at.end - directive.word.length;
  const edits = [{ span: { start, end: (name ?? directive.at).end }, newText: meant }] as const;
  return [{ title: say.rename(meant), safety: 'unsafe', edits }, removal];
}

const remove = (span: Span) => ({ span, newText: '' });

/** The comment with the blanks before it, and with its line where nothing else stands there. */
function wholeComment(text: string, { start, end }: Span): Span {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const alone = text.slice(from, start).trim() === '' && text.slice(end, to).trim() === '';
  if (alone) {
    const newline = text.indexOf('\n', to);
    return { start: from, end: newline < 0 ? text.length : newline + 1 };
  }
  return { start: from + text.slice(from, start).trimEnd().length, end };
}

/** A name with what parts it from its neighbour. */
function partOf(names: readonly Span[], name: Span): Span {
  const i = names.indexOf(name);
  const before = names[i - 1];
  return before
    ? { start: before.end, end: name.end }
    : { start: name.start, end: names[i + 1]?.start ?? name.end };
}

interface Say {
  readonly nothingSilenced: (directive: string, rule: string | undefined) => string;
  readonly nothingEnded: (rule: string | undefined) => string;
  readonly unknown: (rule: string, meant: string | undefined) => string;
  readonly noDirective: (directive: string, meant: string | undefined) => string;
  readonly removeComment: string;
  readonly removeName: (rule: string) => string;
  readonly rename: (rule: string) => string;
}

const texts: Texts<Say> = {
  en: {
    nothingSilenced: (directive, rule) =>
      rule === undefined
        ? `\`${directive}\` silences nothing here.`
        : `\`${rule}\` finds nothing here that this comment could silence.`,
    nothingEnded: (rule) =>
      rule === undefined
        ? 'No `cert-manager-lint-disable` stands above that this comment could end.'
        : `No \`cert-manager-lint-disable\` for \`${rule}\` stands above that this comment could end.`,
    unknown: (rule, meant) =>
      `There is no rule \`${rule}\`, so nothing is silenced.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`}`,
    noDirective: (directive, meant) =>
      `There is no comment \`${directive}\`, so nothing is silenced.${meant === undefined ? '' : ` Did you mean \`cert-manager-lint-${meant}\`?`}`,
    removeComment: 'Remove the comment',
    removeName: (rule) => `Remove ${rule} from the comment`,
    rename: (rule) => `Write ${rule}`,
  },
  ko: {
    nothingSilenced: (directive, rule) =>
      rule === undefined
        ? `여기에는 \`${directive}\` 주석으로 끌 것이 없습니다.`
        : `여기에는 이 주석으로 끌 \`${rule}\` 문제가 없습니다.`,
    nothingEnded: (rule) =>
      rule === undefined
        ? '이 주석이 끝낼 `cert-manager-lint-disable`이 위에 없습니다.'
        : `이 주석이 끝낼, \`${rule}\`에 대한 \`cert-manager-lint-disable\`이 위에 없습니다.`,
    unknown: (rule, meant) =>
      `\`${rule}\` 규칙은 없으므로 아무것도 끄지 않습니다.${meant === undefined ? '' : korean` \`${meant}\`을(를) 쓰려던 것 같습니다.`}`,
    noDirective: (directive, meant) =>
      `\`${directive}\` 주석은 없으므로 아무것도 끄지 않습니다.${meant === undefined ? '' : korean` \`cert-manager-lint-${meant}\`을(를) 쓰려던 것 같습니다.`}`,
    removeComment: '주석 지우기',
    removeName: (rule) => `주석에서 ${rule} 지우기`,
    rename: (rule) => korean`${rule}(으)로 바꾸기`,
  },
};
