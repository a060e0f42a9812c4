import { isBefore } from '../../facts.ts';
import { blocksAt, tlsListeners, trigger } from '../../issuance/shimObject.ts';
import { mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of a listener's `certificateRefs` that is no Secret, or one of another namespace, on a Gateway or
 * ListenerSet that names an issuer.
 *
 * ## Why it matters
 * cert-manager makes the Certificate in the namespace of the Gateway, and writes to Secrets only. It skips the listener
 * with the event `BadConfig`. A ReferenceGrant does not change that.
 *
 * ## When to allow it
 * Where the certificate comes from elsewhere. Since release 1.21 the annotation `cert-manager.io/ignore-tls-listeners`
 * says so. For a Secret in another namespace write a Certificate there.
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 게이트웨이나 ListenerSet에서, 시크릿이 아니거나 다른 네임스페이스의 것인 리스너 `certificateRefs` 항목을 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 게이트웨이의 네임스페이스에 Certificate를 만들고 시크릿에만 씁니다. 그 외에는 `BadConfig` 이벤트를 남기고 리스너를
 * 건너뜁니다. ReferenceGrant가 있어도 마찬가지입니다.
 *
 * ## 허용해도 되는 경우
 * 인증서가 다른 곳에서 오는 경우입니다. 1.21부터는 `cert-manager.io/ignore-tls-listeners` 어노테이션으로 밝힐 수 있습니다. 다른
 * 네임스페이스의 시크릿이라면 그곳에 Certificate를 직접 만드세요.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 */
export default defineRule({
  id: 'gateway-certificate-ref-refused',
  kinds: ['Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map, namespace: home }, { locale, release }) {
    if (!trigger(kind, map)) return;
    const say = texts[locale];
    for (const listener of tlsListeners(map)) {
      const tls = mapAt(listener.map, 'tls')?.value;
      for (const { map: reference } of tls ? blocksAt(tls, 'certificateRefs') : []) {
        const [group, its, namespace] = ['group', 'kind', 'namespace'].map((name) => textAt(reference, name));
        if (group && !['', 'core'].includes(group.value))
          yield { at: group.span, message: say.notSecret(`group: ${group.value}`) };
        if (its && !['', 'Secret'].includes(its.value))
          yield { at: its.span, message: say.notSecret(`kind: ${its.value}`) };
        if (namespace && home !== undefined && namespace.value !== home && !isBefore(release, '1.11'))
          yield { at: namespace.span, message: say.elsewhere(namespace.value, home, kind) };
      }
    }
  },
});

interface Say {
  readonly notSecret: (what: string) => string;
  readonly elsewhere: (namespace: string, home: string, kind: string) => string;
}

const texts: Texts<Say> = {
  en: {
    notSecret: (what) =>
      `cert-manager writes to Secrets only; for \`${what}\` it skips the listener (event \`BadConfig\`).`,
    elsewhere: (namespace, home, kind) =>
      `The Secret is in \`${namespace}\`, the ${kind} in \`${home}\`: cert-manager skips the listener (event \`BadConfig\`), also with a ReferenceGrant.`,
  },
  ko: {
    notSecret: (what) =>
      `cert-manager는 인증서를 시크릿에만 씁니다. \`${what}\`이면 리스너를 건너뜁니다(\`BadConfig\` 이벤트).`,
    elsewhere: (namespace, home, kind) =>
      korean`시크릿은 \`${namespace}\`에, ${kind}은(는) \`${home}\`에 있습니다. ReferenceGrant가 있어도 cert-manager가 리스너를 건너뜁니다(\`BadConfig\` 이벤트).`,
  },
};
