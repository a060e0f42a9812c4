import { hostOf, wantsExternalAccount } from '../../issuance/acmeRequest.ts';
import { booleanAt, lacks, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an issuer of a CA that registers nobody without an external account, as ZeroSSL and Google Trust Services, where
 * `externalAccountBinding` is missing.
 *
 * ## Why it matters
 * The CA refuses the registration. The issuer stays at `Ready=False`, reason `ErrRegisterACMEAccount`, and cert-manager
 * does not try again until the issuer changes.
 *
 * ## When to allow it
 * Where the key in the Secret has been registered by other means. With `disableAccountKeyGeneration: true` that is
 * assumed.
 *
 * ## References
 * - [ACME: external account bindings](https://cert-manager.io/docs/configuration/acme/#external-account-bindings)
 * - RFC 8555, section 7.3.4
 */
/**
 * @lang ko
 * ## 하는 일
 * ZeroSSL이나 Google Trust Services처럼 외부 계정 없이는 등록해 주지 않는 CA의 Issuer에 `externalAccountBinding`이 없으면 알립니다.
 *
 * ## 왜 중요한가
 * CA가 등록을 거부합니다. Issuer는 `Ready=False`(이유 `ErrRegisterACMEAccount`)에 머물고, cert-manager는 Issuer가 바뀔 때까지 다시
 * 시도하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 시크릿에 든 키를 다른 방법으로 등록해 둔 경우입니다. `disableAccountKeyGeneration: true`이면 그렇게 봅니다.
 *
 * ## 참고
 * - [ACME 외부 계정 바인딩](https://cert-manager.io/docs/configuration/acme/#external-account-bindings)
 * - RFC 8555, 7.3.4절
 */
export default defineRule({
  id: 'acme-issuer-without-external-account',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale }) {
    const server = textAt(map, 'spec.acme.server');
    const acme = mapAt(map, 'spec.acme')?.value;
    if (!server || !acme || !wantsExternalAccount(server.value)) return;
    const generated =
      lacks(acme, 'disableAccountKeyGeneration') ||
      booleanAt(acme, 'disableAccountKeyGeneration')?.value === false;
    if (generated && lacks(acme, 'externalAccountBinding') && !isPart())
      yield { at: server.span, message: texts[locale].unbound(hostOf(server.value) ?? '') };
  },
});

const texts: Texts<{ readonly unbound: (host: string) => string }> = {
  en: {
    unbound: (host) =>
      `\`${host}\` registers an account only with \`externalAccountBinding\`: without it the issuer never becomes Ready.`,
  },
  ko: {
    unbound: (host) =>
      korean`\`${host}\`은(는) \`externalAccountBinding\`이 있어야 계정을 등록해 줍니다. 없으면 Issuer가 Ready가 되지 못합니다.`,
  },
};
