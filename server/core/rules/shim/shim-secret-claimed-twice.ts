import { issuerReferenceOf } from '../../issuance/issuerReference.ts';
import { blocksAt, tlsListeners, trigger } from '../../issuance/shimObject.ts';
import { standsOnce } from '../../issuance/standsOnce.ts';
import { type Found, itemsAt, mapAt, textAt, textsAt } from '../../model/look.ts';
import type { Known, Resource } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts, type WorkspaceContext } from '../rule.ts';

/**
 * ## What it does
 * Reports a Secret of an Ingress or Gateway that names an issuer, where another one in the same namespace, or a written
 * Certificate, claims the same Secret without having all of its hosts, or asks another issuer. In other files it looks at
 * Certificates of another issuer, where both namespaces are written and no kustomization builds the one without the other.
 *
 * ## Why it matters
 * A Certificate is named as its Secret, and whoever comes first owns it. cert-manager leaves it alone for the second one,
 * whose hosts never enter the certificate; nothing is said but in the log. A written Certificate of another name writes
 * to the same Secret, and the two replace each other's certificate or the second never becomes ready.
 *
 * ## When to allow it
 * Where only one of them is ever applied.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager issues 3990, 5875, 6992
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자를 적은 인그레스나 게이트웨이의 시크릿을, 같은 네임스페이스의 다른 인그레스·게이트웨이나 직접 쓴 Certificate도 쓰면서 그 호스트를 모두
 * 담고 있지 않거나 다른 발급자를 쓰면 알립니다. 다른 파일에서는 두 네임스페이스가 모두 적혀 있고 다른 발급자를 쓰며, 둘 가운데 하나만 빌드하는
 * kustomization이 없는 Certificate만 봅니다.
 *
 * ## 왜 중요한가
 * Certificate는 시크릿과 같은 이름으로 만들어지고 먼저 만든 쪽이 소유합니다. 두 번째 것에 대해 cert-manager는 아무것도 하지 않으므로 그
 * 호스트는 인증서에 들어가지 않으며, 로그 외에는 알림이 없습니다. 이름이 다른 Certificate가 같은 시크릿에 쓰면 서로의 인증서를 바꾸거나
 * 두 번째 것이 준비되지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 둘 가운데 하나만 적용하는 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 * - cert-manager 이슈 3990, 5875, 6992
 */
export default defineRule({
  id: 'shim-secret-claimed-twice',
  kinds: ['Ingress', 'Gateway'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const say = texts[locale];
    const mine = claimsOf(resource);
    if (mine.length === 0) return;
    for (const { secret, hosts } of mine) {
      const misses = (known: readonly string[] | undefined) =>
        known && hosts?.find((host) => !known.includes(host));
      const all = index.withSecretIn(resource.namespace, secret.value);
      const at = all.indexOf(resource);
      for (const [i, other] of all.entries()) {
        if (!isClaimant(other) || !isRival(resource, other)) continue;
        if (!index.together(other) && !isSureElsewhere(resource, other, all, index)) continue;
        const there = textAt(other.map, 'metadata.name');
        const related = there ? [{ at: there.span, message: say.here, of: other }] : [];
        if (other.kind === 'Certificate') {
          const names = textsAt(other.map, 'spec.dnsNames').map(({ value }) => value);
          const whole = names.length > 0 && names.length === itemsAt(other.map, 'spec.dnsNames').length;
          const host = whole ? misses(names) : undefined;
          if (other.name !== secret.value)
            yield { at: secret.span, message: say.fought(secret.value, label(other)), related };
          else if (asksAnother(resource, other))
            yield { at: secret.span, message: say.unasked(label(other)), related };
          else if (host !== undefined)
            yield { at: secret.span, message: say.shared(secret.value, label(other), host), related };
          continue;
        }
        if (i > at) continue;
        const same = claimsOf(other).filter((claim) => claim.secret.value === secret.value);
        const host =
          same.length > 0 ? misses(same.flatMap((claim) => claim.hosts ?? hosts ?? [])) : undefined;
        if (host !== undefined)
          yield { at: secret.span, message: say.shared(secret.value, label(other), host), related };
      }
    }
  },
});

const label = ({ kind, name }: Resource) => `${kind} ${name ?? ''}`;

type Claimant = Resource & { readonly kind: 'Ingress' | 'Gateway' | 'Certificate' };

const isClaimant = (resource: Known): resource is Claimant =>
  /^(?:Ingress|Gateway|Certificate)$/.test(resource.kind);

/** Another resource of the same namespace; a further copy of this one (an overlay's) is none. */
function isRival(resource: Resource, other: Claimant): boolean {
  if (other.name === undefined || other.namespace !== resource.namespace) return false;
  return other.kind !== resource.kind || (other.name !== resource.name && resource.name !== undefined);
}

/**
 * Whether a Certificate of another file goes to the same cluster, as far as one can tell: it asks another issuer, the
 * namespaces are written, and both stand once. A repository of several clusters has most things several times.
 */
function isSureElsewhere(
  resource: Resource,
  other: Claimant,
  all: readonly Known[],
  index: WorkspaceContext['index'],
): boolean {
  if (other.kind !== 'Certificate' || resource.namespace === undefined || index.apart(other)) return false;
  const writers = all.filter((one) => one.kind === other.kind && one.namespace === other.namespace);
  return (
    asksAnother(resource, other) &&
    writers.length === 1 &&
    standsOnce(resource, index) &&
    standsOnce(other, index)
  );
}

/** Whether two surely ask different issuers. */
function asksAnother(resource: Resource, other: Claimant): boolean {
  const [mine, theirs] = [issuerReferenceOf(resource), issuerReferenceOf(other)];
  return !!mine && !!theirs && (mine.kind !== theirs.kind || mine.name.value !== theirs.name.value);
}

interface Claim {
  readonly secret: Found<string>;
  /** Undefined where not all of them are known. */
  readonly hosts: readonly string[] | undefined;
}

function claimsOf({ kind, map }: Resource): readonly Claim[] {
  if (!trigger(kind, map)) return [];
  if (kind === 'Ingress') {
    return blocksAt(map, 'spec.tls').flatMap(({ map: entry }) => {
      const secret = textAt(entry, 'secretName');
      const hosts = textsAt(entry, 'hosts').map(({ value }) => value);
      const whole = hosts.length > 0 && hosts.length === itemsAt(entry, 'hosts').length;
      return secret && secret.value !== '' ? [{ secret, hosts: whole ? hosts : undefined }] : [];
    });
  }
  return tlsListeners(map).flatMap(({ map: listener }) => {
    const tls = mapAt(listener, 'tls')?.value;
    const host = textAt(listener, 'hostname')?.value;
    return (tls ? blocksAt(tls, 'certificateRefs') : []).flatMap(({ map: reference }) => {
      const secret = textAt(reference, 'name');
      return secret ? [{ secret, hosts: host === undefined ? undefined : [host] }] : [];
    });
  });
}

interface Say {
  readonly unasked: (other: string) => string;
  readonly shared: (secret: string, other: string, host: string) => string;
  readonly fought: (secret: string, other: string) => string;
  readonly here: string;
}

const texts: Texts<Say> = {
  en: {
    shared: (secret, other, host) =>
      `The Certificate \`${secret}\` belongs to whoever makes it first, here or ${other}; ${other} does not have \`${host}\`, and cert-manager adds nothing for the second one.`,
    fought: (secret, other) =>
      `${other} writes to the Secret \`${secret}\`, too: the Certificate made from this entry and that one exclude each other, and one never becomes Ready.`,
    unasked: (other) =>
      `${other} has the name of the Certificate to be made from this entry, and asks another issuer: only one of the two issuers is ever asked.`,
    here: 'The other one.',
  },
  ko: {
    shared: (secret, other, host) =>
      korean`Certificate \`${secret}\`은(는) 이 리소스와 ${other} 가운데 먼저 만들어진 쪽에 속합니다. ${other}에는 \`${host}\`이(가) 없고, cert-manager는 나중 것의 호스트를 추가하지 않습니다.`,
    fought: (secret, other) =>
      `${other}도 시크릿 \`${secret}\`에 씁니다. 이 항목으로 만들어지는 Certificate와 함께 쓸 수 없어 하나는 Ready가 되지 않습니다.`,
    unasked: (other) =>
      korean`${other}은(는) 이 항목으로 만들어질 Certificate와 이름이 같은데 다른 발급자를 씁니다. 두 발급자 가운데 하나에만 요청합니다.`,
    here: '다른 하나입니다.',
  },
};
