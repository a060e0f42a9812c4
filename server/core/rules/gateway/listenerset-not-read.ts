import { isBefore } from '../../facts.ts';
import { clusterIssuerKey, issuerKey } from '../../issuance/annotations.ts';
import { annotation } from '../../issuance/shimObject.ts';
import { nodeAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an XListenerSet, or with releases before 1.20 a ListenerSet, that names an issuer of cert-manager.
 *
 * ## Why it matters
 * cert-manager reads `ListenerSet` of `gateway.networking.k8s.io/v1` since 1.20, with the feature gate `ListenerSets`
 * and `--enable-gateway-api-listenerset`. The experimental `XListenerSet` was read by pre-releases only. No Certificate
 * is made, and nobody says so.
 *
 * ## When to allow it
 * Never where the listeners need certificates of cert-manager; write Certificates of your own.
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 발급자를 적은 XListenerSet, 그리고 1.20 이전 릴리스에서는 ListenerSet을 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 1.20부터 `gateway.networking.k8s.io/v1`의 `ListenerSet`을 읽으며, 기능 게이트 `ListenerSets`와
 * `--enable-gateway-api-listenerset`이 필요합니다. 실험용 `XListenerSet`은 시험판만 읽었습니다. Certificate가 만들어지지 않고 아무
 * 알림도 없습니다.
 *
 * ## 허용해도 되는 경우
 * 리스너에 cert-manager의 인증서가 필요하면 없습니다. Certificate를 직접 만드세요.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 */
export default defineRule({
  id: 'listenerset-not-read',
  kinds: ['ListenerSet', 'XListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale, release }) {
    const at = nodeAt(map, 'kind')?.span;
    if (!at || !(annotation(map, issuerKey) || annotation(map, clusterIssuerKey))) return;
    const old = isBefore(release, '1.20');
    const say = texts[locale];
    if (kind === 'XListenerSet') yield { at, message: old ? say.old(kind, release) : say.experimental };
    else if (old) yield { at, message: say.old(kind, release) };
  },
});

interface Say {
  readonly experimental: string;
  readonly old: (kind: string, release: string) => string;
}

const texts: Texts<Say> = {
  en: {
    experimental:
      'No release of cert-manager reads `XListenerSet`, so no Certificate is made; `ListenerSet` of `gateway.networking.k8s.io/v1` is read since 1.20.',
    old: (kind, release) =>
      `cert-manager ${release} does not read \`${kind}\`, so no Certificate is made; \`ListenerSet\` is read since 1.20.`,
  },
  ko: {
    experimental:
      '`XListenerSet`을 읽는 cert-manager 릴리스가 없어 Certificate가 만들어지지 않습니다. 1.20부터 `gateway.networking.k8s.io/v1`의 `ListenerSet`을 읽습니다.',
    old: (kind, release) =>
      korean`cert-manager ${release}은(는) \`${kind}\`을(를) 읽지 않아 Certificate가 만들어지지 않습니다. \`ListenerSet\`은 1.20부터 읽습니다.`,
  },
};
