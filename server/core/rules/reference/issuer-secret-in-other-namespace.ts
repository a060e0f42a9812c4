import { resourceNamespacesOf } from '../../issuance/resourceNamespace.ts';
import { secretReferencesOf } from '../../model/issuerSecrets.ts';
import { mapAt, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import { isSecretTool } from '../../model/secretNames.ts';
import { korean } from '../../text/korean.ts';
import { names } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Secret of an issuer (a CA, a DNS token, an external account, …) that the workspace has in other namespaces than
 * the one where cert-manager looks for it: as a Secret, an ExternalSecret, a SealedSecret, or as what a Certificate writes.
 * For an Issuer that is its own namespace, for a ClusterIssuer the cluster resource namespace: `cert-manager`, or what the
 * Deployment or the Helm values of cert-manager in the workspace say.
 *
 * ## Why it matters
 * A reference to a Secret has no namespace. The issuer does not become Ready (`ErrGetKeyPair`, "secret not found"), or each
 * challenge ends with that error.
 *
 * ## When to allow it
 * Where something copies the Secret into the right namespace, or it is made there by hand.
 *
 * ## References
 * - [Cluster resource namespace](https://cert-manager.io/docs/configuration/)
 * - cert-manager issues 263, 650, 2399
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자가 쓰는 시크릿(CA, DNS 토큰, 외부 계정 등)이 작업 영역에서 cert-manager가 찾는 곳이 아닌 다른 네임스페이스에만 있으면 알립니다.
 * 시크릿, ExternalSecret, SealedSecret과 Certificate가 쓰는 시크릿을 봅니다. Issuer는 자기 네임스페이스에서, ClusterIssuer는 클러스터
 * 리소스 네임스페이스에서 찾습니다. 이는 `cert-manager`이거나 작업 영역에 있는 cert-manager의 Deployment나 Helm 값이 정한 곳입니다.
 *
 * ## 왜 중요한가
 * 시크릿 참조에는 네임스페이스가 없습니다. 발급자가 Ready가 되지 않거나(`ErrGetKeyPair`, "secret not found") 챌린지마다 그 오류로 끝납니다.
 *
 * ## 허용해도 되는 경우
 * 다른 도구가 시크릿을 맞는 네임스페이스로 복사하거나 손으로 그곳에 만드는 경우입니다.
 *
 * ## 참고
 * - [클러스터 리소스 네임스페이스](https://cert-manager.io/docs/configuration/)
 * - cert-manager 이슈 263, 650, 2399
 */
export default defineRule({
  id: 'issuer-secret-in-other-namespace',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, index }) {
    const references = secretReferencesOf(issuer);
    const homes = references.length > 0 ? resourceNamespacesOf(issuer, index) : undefined;
    const [home] = homes ?? [];
    if (!homes || home === undefined) return;
    const say = texts[locale];
    for (const { name } of references) {
      const holders = index.withSecret(name.value);
      // Such a tool may bring the Secret anywhere.
      if (holders.some(({ kind }) => isSecretTool(kind))) continue;
      const makers = holders.filter(({ kind }) => makerKinds.test(kind));
      const away = makers.flatMap((maker) => {
        const there = textAt(maker.map, 'metadata.namespace');
        return there && !homes.includes(there.value) && !isCopied(maker) ? [{ maker, there }] : [];
      });
      const [first] = away;
      // One without a namespace may be the right one, whoever applies it.
      if (!first || away.length < makers.length) continue;
      if (!index.complete && !makers.some(index.together)) continue;
      yield {
        at: name.span,
        message: say.away(name.value, home, first.there.value, issuer.kind),
        related: away.slice(0, 3).map(({ maker, there }) => ({
          at: there.span,
          message: say.here(maker.kind, maker.name ?? ''),
          of: maker,
        })),
      };
    }
  },
});

const makerKinds = /^(?:Secret|ExternalSecret|SealedSecret|Certificate)$/;

/** Whether annotations ask some tool to bring copies of the Secret to other namespaces. */
function isCopied({ map }: Known): boolean {
  const places = [
    'metadata',
    'spec.secretTemplate',
    'spec.template.metadata',
    'spec.target.template.metadata',
  ];
  return places.some((place) => {
    const annotations = mapAt(map, `${place}.annotations`)?.value;
    return (
      annotations &&
      [...names(annotations)].some((name) => /reflect|replicat|kubed|sync|cop(?:y|ies)/i.test(name))
    );
  });
}

interface Say {
  readonly away: (secret: string, home: string, there: string, kind: string) => string;
  readonly here: (kind: string, name: string) => string;
}

const texts: Texts<Say> = {
  en: {
    away: (secret, home, there, kind) =>
      kind === 'ClusterIssuer'
        ? `cert-manager looks for the Secrets of a ClusterIssuer in \`${home}\`, and \`${secret}\` is in \`${there}\`: it is not found.`
        : `cert-manager looks for the Secrets of an Issuer in its own namespace, \`${home}\`, and \`${secret}\` is in \`${there}\`: it is not found.`,
    here: (kind, name) => `The ${kind} ${name}.`,
  },
  ko: {
    away: (secret, home, there, kind) =>
      kind === 'ClusterIssuer'
        ? korean`cert-manager는 ClusterIssuer의 시크릿을 \`${home}\`에서 찾는데 \`${secret}\`은(는) \`${there}\`에 있어 찾지 못합니다.`
        : korean`cert-manager는 Issuer의 시크릿을 그 네임스페이스 \`${home}\`에서 찾는데 \`${secret}\`은(는) \`${there}\`에 있어 찾지 못합니다.`,
    here: (kind, name) => `${kind} ${name}입니다.`,
  },
};
