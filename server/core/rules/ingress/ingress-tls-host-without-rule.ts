import { blocksAt, trigger } from '../../issuance/shimObject.ts';
import { isIpAddress } from '../../model/address.ts';
import { itemsAt, lacks, look, textAt, textsAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a host in `spec.tls` that no rule of the same Ingress serves, where the Ingress names an issuer.
 *
 * ## Why it matters
 * cert-manager asks for a certificate with that name. It is mostly a slip of the pen; then the host that is served has no
 * certificate. An HTTP-01 challenge for the name may also fail, as nothing else answers for it.
 *
 * ## When to allow it
 * Where another Ingress serves the host, or the certificate has names of its own on purpose.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 인그레스에서, 같은 인그레스의 어느 규칙도 처리하지 않는 `spec.tls` 호스트를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 그 이름으로 인증서를 요청합니다. 대개 오타이고, 그러면 실제로 처리되는 호스트에는 인증서가 없습니다. 그 이름에 응답하는
 * 것이 없어 HTTP-01 챌린지가 실패할 수도 있습니다.
 *
 * ## 허용해도 되는 경우
 * 다른 인그레스가 그 호스트를 처리하거나, 일부러 넣은 이름인 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 */
export default defineRule({
  id: 'ingress-tls-host-without-rule',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale }) {
    if (!trigger(kind, map) || !lacks(map, 'spec.defaultBackend') || !lacks(map, 'spec.backend')) return;
    const served = servedHosts(map);
    if (!served) return;
    for (const { map: entry } of blocksAt(map, 'spec.tls'))
      for (const { value, span } of textsAt(entry, 'hosts'))
        if (!isIpAddress(value) && !served.some((host) => covers(host, value) || covers(value, host)))
          yield { at: span, message: texts[locale].unserved(value) };
  },
});

/** The hosts of all rules; undefined where one is unknown, or serves every host. */
function servedHosts(map: YamlMap): readonly string[] | undefined {
  const rules = look(map, 'spec.rules');
  if (rules.state !== 'written' || rules.node.type !== 'list' || !rules.node.certain) return undefined;
  const items = itemsAt(map, 'spec.rules');
  const hosts = items.flatMap(({ node }) => (node.type === 'map' && textAt(node, 'host')?.value) || []);
  return hosts.length > 0 && hosts.length === items.length ? hosts : undefined;
}

/** Whether `pattern` is `host`, or a wildcard over it. */
function covers(pattern: string, host: string): boolean {
  const [a, b] = [pattern.toLowerCase(), host.toLowerCase()];
  return a === b || (a.startsWith('*.') && b.slice(b.indexOf('.')) === a.slice(1));
}

const texts: Texts<{ readonly unserved: (host: string) => string }> = {
  en: {
    unserved: (host) =>
      `No rule of this Ingress serves \`${host}\`. cert-manager asks for a certificate with this name all the same.`,
  },
  ko: {
    unserved: (host) =>
      korean`이 인그레스의 어느 규칙도 \`${host}\`을(를) 처리하지 않습니다. 그래도 cert-manager는 이 이름으로 인증서를 요청합니다.`,
  },
};
