import { tlsListeners, trigger } from '../../issuance/shimObject.ts';
import { itemsAt, lacks, nodeAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an HTTPS or TLS listener without `tls`, or without `tls.certificateRefs`, on a Gateway or ListenerSet that
 * names an issuer.
 *
 * ## Why it matters
 * cert-manager writes the certificate to the Secret of `certificateRefs`. Without one it skips the listener with the
 * event `BadConfig`.
 *
 * ## When to allow it
 * Where the listener's certificate comes from elsewhere (an option of the Gateway's controller).
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 게이트웨이나 ListenerSet에서 `tls`나 `tls.certificateRefs`가 없는 HTTPS·TLS 리스너를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 `certificateRefs`의 시크릿에 인증서를 씁니다. 없으면 `BadConfig` 이벤트를 남기고 그 리스너를 건너뜁니다.
 *
 * ## 허용해도 되는 경우
 * 그 리스너의 인증서가 다른 곳(게이트웨이 컨트롤러의 옵션)에서 오는 경우입니다.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 */
export default defineRule({
  id: 'gateway-listener-without-secret',
  kinds: ['Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale }) {
    if (!trigger(kind, map)) return;
    const say = texts[locale];
    for (const { map: listener, at } of tlsListeners(map)) {
      if (lacks(listener, 'tls')) {
        yield { at, message: say.noTls };
        continue;
      }
      const references = nodeAt(listener, 'tls.certificateRefs');
      const empty = references?.value.type === 'list' && references.value.certain;
      if (references && empty && itemsAt(listener, 'tls.certificateRefs').length === 0)
        yield { at: references.key, message: say.noSecret };
      else if (lacks(listener, 'tls.certificateRefs'))
        yield { at: nodeAt(listener, 'tls')?.key ?? at, message: say.noSecret };
    }
  },
});

const texts: Texts<{ readonly noTls: string; readonly noSecret: string }> = {
  en: {
    noTls: 'This listener has no `tls`, so cert-manager skips it (event `BadConfig`).',
    noSecret:
      'This listener names no Secret in `tls.certificateRefs`, so cert-manager skips it (event `BadConfig`).',
  },
  ko: {
    noTls: '이 리스너에 `tls`가 없어 cert-manager가 건너뜁니다(`BadConfig` 이벤트).',
    noSecret:
      '이 리스너의 `tls.certificateRefs`에 시크릿이 없어 cert-manager가 건너뜁니다(`BadConfig` 이벤트).',
  },
};
