import { isBefore } from '../../facts.ts';
import { blocksAt, trigger } from '../../issuance/shimObject.ts';
import { itemsAt, lacks, nodeAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Gateway or ListenerSet that names an issuer, but ends TLS at none of its listeners: they are plain HTTP, pass
 * TLS through, or write their protocol in small letters. Before release 1.18 also each listener that passes TLS through.
 *
 * ## Why it matters
 * cert-manager makes Certificates for HTTPS and TLS listeners with `tls.mode: Terminate` alone, and passes over the
 * others in silence (before 1.18 with the event `BadConfig`).
 *
 * ## When to allow it
 * Where ListenerSets of this Gateway shall inherit the issuer; a Gateway with `allowedListeners` is not reported.
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 * - [Listeners and TLS](https://gateway-api.sigs.k8s.io/guides/tls/#listeners-and-tls)
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자는 적었지만 TLS를 종료하는 리스너가 하나도 없는(모두 HTTP이거나 TLS를 통과시키거나 프로토콜을 소문자로 쓴) 게이트웨이나 ListenerSet을 알립니다. 1.18 이전
 * 릴리스에서는 TLS를 통과시키는 리스너 각각도 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 `tls.mode: Terminate`인 HTTPS·TLS 리스너에만 Certificate를 만들고, 나머지는 말없이 건너뜁니다(1.18 이전에는
 * `BadConfig` 이벤트).
 *
 * ## 허용해도 되는 경우
 * 이 게이트웨이의 ListenerSet이 발급자를 물려받는 경우입니다. `allowedListeners`가 있는 게이트웨이는 알리지 않습니다.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 * - [리스너와 TLS](https://gateway-api.sigs.k8s.io/guides/tls/#listeners-and-tls)
 */
export default defineRule({
  id: 'gateway-without-tls-listener',
  kinds: ['Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { isPart, locale, release }) {
    const issuer = trigger(kind, map);
    const list = nodeAt(map, 'spec.listeners')?.value;
    if (!issuer || list?.type !== 'list') return;
    const say = texts[locale];
    const listeners = blocksAt(map, 'spec.listeners');
    if (isBefore(release, '1.18')) {
      for (const { map: listener } of listeners) {
        const mode = textAt(listener, 'tls.mode');
        if (mode?.value === 'Passthrough') yield { at: mode.span, message: say.passthrough(release) };
      }
    }
    const whole = list.certain && listeners.length === itemsAt(map, 'spec.listeners').length;
    const idle = listeners.length > 0 && listeners.every((listener) => isPassedOver(listener.map));
    if (whole && idle && !isPart() && lacks(map, 'spec.allowedListeners'))
      yield { at: issuer.key, message: say.none(issuer.entry.name, kind) };
  },
});

function isPassedOver(listener: YamlMap): boolean {
  const protocol = textAt(listener, 'protocol')?.value ?? '';
  // The case counts: `https` is a protocol of its own.
  const other = /^(HTTP|HTTPS|TLS|TCP|UDP)$/i.test(protocol) && !/^(HTTPS|TLS)$/.test(protocol);
  return other || textAt(listener, 'tls.mode')?.value === 'Passthrough';
}

interface Say {
  readonly none: (key: string, kind: string) => string;
  readonly passthrough: (release: string) => string;
}

const texts: Texts<Say> = {
  en: {
    none: (key, kind) =>
      `\`${key}\` asks for certificates, but no listener of this ${kind} is HTTPS or TLS with \`mode: Terminate\`: cert-manager makes no Certificate and says nothing.`,
    passthrough: (release) =>
      `cert-manager ${release} takes only \`Terminate\` and skips this listener (event \`BadConfig\`).`,
  },
  ko: {
    none: (key, kind) =>
      korean`\`${key}\`이(가) 인증서를 요청하지만 이 ${kind}에는 \`mode: Terminate\`인 HTTPS나 TLS 리스너가 없습니다. cert-manager는 Certificate를 만들지 않고 아무것도 알리지 않습니다.`,
    passthrough: (release) =>
      korean`cert-manager ${release}은(는) \`Terminate\`만 받아들이고 이 리스너를 건너뜁니다(\`BadConfig\` 이벤트).`,
  },
};
