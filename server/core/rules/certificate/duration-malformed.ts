import { replaced } from '../../model/certificate.ts';
import { meantDuration, parseDuration } from '../../model/duration.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `duration` or `renewBefore` that is no duration of Go: numbers with the units `h`, `m`, `s`, `ms`, `us`
 * or `ns`, without blanks, as `2160h` or `1h30m`. There are no days, weeks, months or years.
 *
 * ## Why it matters
 * The webhook cannot read the resource at all and answers with a decoding error that names neither the field nor any
 * other mistake. The fix counts a day as 24 hours; a year, as 365 days, is offered and not applied by itself.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Certificate duration and renewal
 *   window](https://cert-manager.io/docs/usage/certificate/#issuance-behavior-certificate-duration-and-renewal-window)
 * - Go `time.ParseDuration`
 * - cert-manager 1.21 `pkg/webhook/admission/custom_validator_webhook.go`
 * - cert-manager/website issue 673
 */
/**
 * @lang ko
 * ## 하는 일
 * Go의 기간이 아닌 `duration`이나 `renewBefore`를 알립니다. `2160h`나 `1h30m`처럼 단위 `h`, `m`, `s`, `ms`, `us`,
 * `ns`가 붙은 수를 공백 없이 씁니다. 일, 주, 월, 년은 없습니다.
 *
 * ## 왜 중요한가
 * 웹훅이 리소스를 아예 읽지 못하고, 필드 이름도 다른 잘못도 알려 주지 않는 디코딩 오류로 답합니다. 수정은 하루를
 * 24시간으로 셉니다. 1년을 365일로 세는 수정은 제안만 하고 저절로 적용하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Certificate duration and renewal
 *   window](https://cert-manager.io/docs/usage/certificate/#issuance-behavior-certificate-duration-and-renewal-window)
 * - Go `time.ParseDuration`
 * - cert-manager 1.21 `pkg/webhook/admission/custom_validator_webhook.go`
 * - cert-manager/website issue 673
 */
export default defineRule({
  id: 'duration-malformed',
  kinds: ['Certificate', 'CertificateRequest', 'Order'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    for (const path of ['spec.duration', 'spec.renewBefore']) {
      const duration = textAt(map, path);
      if (!duration || parseDuration(duration.value) !== undefined) continue;
      const meant = meantDuration(duration.value);
      const edit = meant && replaced(duration.entry.value, duration.entry.alias, meant.go);
      const safety = meant?.exact ? 'safe' : 'unsafe';
      yield {
        at: duration.span,
        message: duration.value === '' ? say.empty : say.found(duration.value),
        fixes: () =>
          edit ? [{ title: say.fix(meant?.go ?? '', duration.value.trim()), safety, edits: [edit] }] : [],
      };
    }
  },
});

interface Say {
  readonly empty: string;
  readonly found: (text: string) => string;
  readonly fix: (go: string, text: string) => string;
}

const texts: Texts<Say> = {
  en: {
    empty: 'An empty text is no duration, and the webhook cannot read the resource.',
    found: (text) =>
      `\`${text}\` is no duration of Go, and the webhook cannot read the resource: its units are \`h\`, \`m\` and \`s\`, as in \`2160h\`; there are no days.`,
    fix: (go, text) => `Write ${go} for ${text}`,
  },
  ko: {
    empty: '빈 문자열은 기간 형식이 아니어서 웹훅이 리소스를 읽지 못합니다.',
    found: (text) =>
      korean`\`${text}\`은(는) Go의 기간 형식이 아니어서 웹훅이 리소스를 읽지 못합니다. 단위는 \`2160h\`처럼 \`h\`, \`m\`, \`s\`이며 일 단위는 없습니다.`,
    fix: (go, text) => korean`${text} 대신 ${go}(으)로 바꾸기`,
  },
};
