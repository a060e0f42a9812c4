import { acmeRequest, ignoresDuration, isPublicCa } from '../../issuance/acmeRequest.ts';
import { mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points at fields of a Certificate that make no difference with an ACME issuer, where that stands in the workspace:
 * a `duration` other than 90 days without `enableDurationFeature` at the issuer, and a `subject` with a public CA.
 *
 * ## Why it matters
 * The CA decides how long its certificates live; cert-manager passes `duration` on only with `enableDurationFeature`
 * (which Let's Encrypt refuses). `renewBefore` counts from what was issued: `duration: 8760h` with `renewBefore: 2000h`
 * is accepted, and renews a 90 day certificate every 160 hours. Public CAs check names only, and write no organization
 * into such a certificate.
 *
 * ## When to allow it
 * Where the same manifest is used with other issuers as well.
 *
 * ## References
 * - [ACME: configuration](https://cert-manager.io/docs/configuration/acme/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 있는 발급자가 ACME일 때 아무 차이도 만들지 않는 Certificate의 필드를 알립니다. 발급자에 `enableDurationFeature`가 없는데
 * 90일이 아닌 `duration`과, 공개 CA를 쓸 때의 `subject`입니다.
 *
 * ## 왜 중요한가
 * 인증서의 수명은 CA가 정합니다. cert-manager는 `enableDurationFeature`가 있을 때만 `duration`을 전달합니다(Let's Encrypt는 이를
 * 거부합니다). `renewBefore`는 실제로 발급된 것을 기준으로 셉니다. `duration: 8760h`와 `renewBefore: 2000h`는 받아들여지지만 90일짜리
 * 인증서를 160시간마다 갱신합니다. 공개 CA는 이름만 확인하며 이런 인증서에 조직을 적지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 같은 매니페스트를 다른 발급자와도 쓰는 경우입니다.
 *
 * ## 참고
 * - [ACME 설정](https://cert-manager.io/docs/configuration/acme/)
 */
export default defineRule({
  id: 'acme-certificate-field-ignored',
  kinds: ['Certificate'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const { map } = resource;
    const request = acmeRequest(resource, index);
    if (!request) return;
    const say = texts[locale];
    const duration = textAt(map, 'spec.duration');
    if (duration && !/^2160h(0m)?(0s)?$/.test(duration.value) && ignoresDuration(request.acme))
      yield { at: duration.span, message: say.duration(duration.value) };
    const subject = mapAt(map, 'spec.subject');
    if (subject && subject.value.entries.length > 0 && isPublicCa(request.server))
      yield { at: subject.key, message: say.subject };
  },
});

const texts: Texts<{ readonly duration: (value: string) => string; readonly subject: string }> = {
  en: {
    duration: (value) =>
      `The ACME issuer does not pass \`${value}\` on: the CA decides how long the certificate lives, and \`renewBefore\` counts from that.`,
    subject: 'A public CA checks names only, and leaves the subject out of the certificate.',
  },
  ko: {
    duration: (value) =>
      korean`ACME 발급자는 \`${value}\`을(를) 전달하지 않습니다. 인증서의 수명은 CA가 정하고 \`renewBefore\`도 그것을 기준으로 셉니다.`,
    subject: '공개 CA는 이름만 확인하며 인증서에 subject를 넣지 않습니다.',
  },
};
