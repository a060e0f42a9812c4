import { tlsListeners, trigger } from '../../issuance/shimObject.ts';
import { lacks, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTPS or TLS listener without `hostname`, on a Gateway or ListenerSet that names an issuer.
 *
 * ## Why it matters
 * The hostname is the name that gets certified. Without one cert-manager skips the listener with the event `BadConfig`.
 *
 * ## When to allow it
 * Where the listener's certificate comes from elsewhere. Since release 1.21 the annotation
 * `cert-manager.io/ignore-tls-listeners` says so.
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 * - cert-manager issues 6051, 6852
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 게이트웨이나 ListenerSet에서 `hostname`이 없는 HTTPS·TLS 리스너를 알립니다.
 *
 * ## 왜 중요한가
 * 인증받을 이름이 곧 호스트 이름입니다. 없으면 cert-manager가 `BadConfig` 이벤트를 남기고 그 리스너를 건너뜁니다.
 *
 * ## 허용해도 되는 경우
 * 그 리스너의 인증서가 다른 곳에서 오는 경우입니다. 1.21부터는 `cert-manager.io/ignore-tls-listeners` 어노테이션으로 밝힐 수 있습니다.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 * - cert-manager 이슈 6051, 6852
 */
export default defineRule({
  id: 'gateway-listener-without-hostname',
  kinds: ['Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale }) {
    if (!trigger(kind, map)) return;
    const { message } = texts[locale];
    for (const { map: listener, at } of tlsListeners(map)) {
      const hostname = textAt(listener, 'hostname');
      if (lacks(listener, 'hostname')) yield { at, message };
      else if (hostname?.value === '') yield { at: hostname.span, message };
    }
  },
});

const texts: Texts<{ readonly message: string }> = {
  en: {
    message:
      'This listener has no `hostname`, so cert-manager has no name to certify and skips it (event `BadConfig`).',
  },
  ko: {
    message:
      '이 리스너에 `hostname`이 없어 인증서에 넣을 이름이 없으므로 cert-manager가 건너뜁니다(`BadConfig` 이벤트).',
  },
};
