import { isBefore, type Release } from '../../facts.ts';
import { filled, type Provider, placeOf, providersOf } from '../../model/issuerTypes.ts';
import { mapAt, nodeAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Finding, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports credentials of an `azureDNS` solver that do not go together: only a part of `clientID`,
 * `clientSecretSecretRef` and `tenantID`; one of them beside `managedIdentity`; in `managedIdentity` a `resourceID`
 * beside `clientID` or `tenantID`, or a `tenantID` without `clientID`.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. A service principal needs all three; a managed identity is
 * named by its client id or by its resource id; with neither, cert-manager uses the identity of its own pod.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Azure DNS](https://cert-manager.io/docs/configuration/acme/dns01/azuredns/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 서로 맞지 않는 `azureDNS` 솔버의 자격 증명을 알립니다. `clientID`, `clientSecretSecretRef`, `tenantID` 가운데 일부만 있는 것,
 * 그 하나가 `managedIdentity`와 함께 있는 것, `managedIdentity` 안에서 `resourceID`가 `clientID`나 `tenantID`와 함께 있거나
 * `clientID` 없이 `tenantID`만 있는 것입니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 서비스 주체에는 세 값이 모두 필요하고, 관리 ID는 클라이언트 ID나 리소스
 * ID로 지정합니다. 둘 다 없으면 cert-manager 파드 자신의 ID를 씁니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [Azure DNS](https://cert-manager.io/docs/configuration/acme/dns01/azuredns/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'azure-dns-credentials-mixed',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale, release }) {
    if (isBefore(release, '0.16')) return;
    for (const azure of providersOf(issuer, 'azureDNS')) {
      const parts = principal.map((name) => ({ name, set: filled(azure.map, name) }));
      const given = parts.find(({ set }) => set === true);
      if (given) {
        for (const { name, set } of parts) {
          if (set === false)
            yield {
              at: placeOf(azure.map, name, azure.key),
              message: texts[locale].missing(name, given.name),
            };
        }
        const identity = nodeAt(azure.map, 'managedIdentity');
        if (identity?.value.type === 'map' && !isBefore(release, '1.18'))
          yield { at: identity.key, message: texts[locale].beside(given.name) };
      } else if (parts.every(({ set }) => set === false)) {
        yield* identityOf(azure, release, texts[locale]);
      }
    }
  },
});

const principal = ['clientID', 'clientSecretSecretRef', 'tenantID'];

function* identityOf({ map }: Provider, release: Release, say: Say): Iterable<Finding> {
  const identity = mapAt(map, 'managedIdentity');
  if (!identity) return;
  const [client, resource, tenant] = ['clientID', 'resourceID', 'tenantID'].map((name) =>
    filled(identity.value, name),
  );
  const at = nodeAt(identity.value, 'resourceID')?.key ?? identity.key;
  if (client && resource) yield { at, message: say.exclude('clientID') };
  if (isBefore(release, '1.17') || !tenant) return;
  if (resource) yield { at, message: say.exclude('tenantID') };
  if (client === false) yield { at: identity.key, message: say.tenantAlone };
}

interface Say {
  readonly missing: (name: string, given: string) => string;
  readonly beside: (given: string) => string;
  readonly exclude: (other: string) => string;
  readonly tenantAlone: string;
}

const texts: Texts<Say> = {
  en: {
    missing: (name, given) =>
      `\`${name}\` is missing: with \`${given}\`, all of \`clientID\`, \`clientSecretSecretRef\` and \`tenantID\` are needed. The webhook refuses the issuer.`,
    beside: (given) =>
      `\`managedIdentity\` and \`${given}\` of a service principal exclude each other. The webhook refuses the issuer.`,
    exclude: (other) =>
      `\`resourceID\` and \`${other}\` of a managed identity exclude each other. The webhook refuses the issuer.`,
    tenantAlone: 'A managed identity with `tenantID` needs `clientID` too. The webhook refuses the issuer.',
  },
  ko: {
    missing: (name, given) =>
      korean`\`${name}\`이(가) 없습니다. \`${given}\`을(를) 쓰려면 \`clientID\`, \`clientSecretSecretRef\`, \`tenantID\`가 모두 필요합니다. 웹훅이 Issuer를 거부합니다.`,
    beside: (given) =>
      korean`\`managedIdentity\`와 서비스 주체의 \`${given}\`은(는) 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.`,
    exclude: (other) =>
      korean`관리 ID의 \`resourceID\`와 \`${other}\`은(는) 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.`,
    tenantAlone: '관리 ID에 `tenantID`를 쓰려면 `clientID`도 필요합니다. 웹훅이 Issuer를 거부합니다.',
  },
};
