import { type Block, blocksAt, trigger } from '../../issuance/shimObject.ts';
import { itemsAt, lacks, look, textAt } from '../../model/look.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an entry of `spec.tls` without hosts or without `secretName`, on an Ingress that names an issuer.
 *
 * ## Why it matters
 * cert-manager skips the entry with the event `BadConfig`: there is no name to certify, or no Secret to write to. Two
 * entries without `secretName` count as two of the same name; then it refuses the whole Ingress.
 *
 * ## When to allow it
 * Where the entry is there to use the controller's default certificate, and others carry the certificates.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager issues 405, 7581
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 인그레스에서 호스트나 `secretName`이 없는 `spec.tls` 항목을 알립니다.
 *
 * ## 왜 중요한가
 * 인증할 이름이나 기록할 시크릿이 없으므로 cert-manager는 `BadConfig` 이벤트를 남기고 그 항목을 건너뜁니다. `secretName` 없는 항목이
 * 둘이면 같은 이름이 둘인 것으로 보아 인그레스 전체를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 그 항목은 컨트롤러의 기본 인증서를 쓰고, 인증서는 다른 항목에만 필요한 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager 이슈 405, 7581
 */
export default defineRule({
  id: 'ingress-tls-entry-incomplete',
  kinds: ['Ingress'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { locale }) {
    if (!trigger(kind, map)) return;
    const say = texts[locale];
    const entries = blocksAt(map, 'spec.tls');
    const unnamed = entries.filter((entry) => nameless(entry));
    for (const entry of entries) {
      const hosts = hostless(entry);
      if (hosts) yield { at: hosts, message: say.hosts };
      const secret = nameless(entry);
      if (secret) yield { at: secret, message: unnamed.length > 1 ? say.secrets : say.secret };
    }
  },
});

/** Where the hosts are missing: on the empty list, or on the entry. */
function hostless({ map, at }: Block): Span | undefined {
  if (lacks(map, 'hosts')) return at;
  const found = look(map, 'hosts');
  const empty = found.state === 'written' && found.node.type === 'list' && found.node.certain;
  return empty && itemsAt(map, 'hosts').length === 0 ? found.entry.key : undefined;
}

function nameless({ map, at }: Block): Span | undefined {
  if (lacks(map, 'secretName')) return at;
  const found = textAt(map, 'secretName');
  return found?.value === '' ? found.span : undefined;
}

interface Say {
  readonly hosts: string;
  readonly secret: string;
  readonly secrets: string;
}

const texts: Texts<Say> = {
  en: {
    hosts: 'This entry of `spec.tls` has no `hosts`, so cert-manager skips it (event `BadConfig`).',
    secret: 'This entry of `spec.tls` has no `secretName`, so cert-manager skips it (event `BadConfig`).',
    secrets:
      'More than one entry of `spec.tls` has no `secretName`, which counts as the same name twice: cert-manager refuses the whole Ingress (event `BadConfig`).',
  },
  ko: {
    hosts: '이 `spec.tls` 항목에 `hosts`가 없어 cert-manager가 건너뜁니다(`BadConfig` 이벤트).',
    secret: '이 `spec.tls` 항목에 `secretName`이 없어 cert-manager가 건너뜁니다(`BadConfig` 이벤트).',
    secrets:
      '`secretName`이 없는 `spec.tls` 항목이 둘 이상이면 같은 이름이 겹친 것으로 봅니다. cert-manager가 인그레스 전체를 거부합니다(`BadConfig` 이벤트).',
  },
};
