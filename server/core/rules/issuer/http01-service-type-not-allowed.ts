import { insideOf, solversOf } from '../../model/issuerTypes.ts';
import { type Found, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `serviceType` of an HTTP-01 solver other than `ClusterIP`, `NodePort` or an empty text. The fix corrects
 * the case.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. The Service of a solver is reached through the Ingress or the
 * Gateway, so a load balancer of its own would not help.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Service type](https://cert-manager.io/docs/configuration/acme/http01/#servicetype)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `ClusterIP`, `NodePort`, 빈 문자열이 아닌 HTTP-01 솔버의 `serviceType`을 알립니다. 수정은 대소문자를 바로잡습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 솔버의 서비스에는 인그레스나 게이트웨이를 거쳐 닿으므로 따로 로드 밸런서를
 * 두어도 도움이 되지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [서비스 유형](https://cert-manager.io/docs/configuration/acme/http01/#servicetype)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'http01-service-type-not-allowed',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale }) {
    const say = texts[locale];
    for (const { map } of solversOf(issuer)) {
      for (const route of ['ingress', 'gatewayHTTPRoute']) {
        const type = textAt(map, ['http01', route, 'serviceType']);
        if (!type || ['', ...allowed].includes(type.value)) continue;
        yield { at: type.span, message: say.refused(type.value), fixes: () => fixesOf(type, say.fix) };
      }
    }
  },
});

const allowed = ['ClusterIP', 'NodePort'];

function fixesOf(found: Found<string>, title: (right: string) => string): readonly Fix[] {
  const right = allowed.find((name) => name.toLowerCase() === found.value.toLowerCase());
  const inside = insideOf(found);
  if (right === undefined || !inside) return [];
  return [{ title: title(right), safety: 'safe', edits: [{ span: inside, newText: right }] }];
}

interface Say {
  readonly refused: (value: string) => string;
  readonly fix: (right: string) => string;
}

const texts: Texts<Say> = {
  en: {
    refused: (value) =>
      `\`${value}\` is not allowed: the solver's Service is \`ClusterIP\` or \`NodePort\`. The webhook refuses the issuer.`,
    fix: (right) => `Write ${right}`,
  },
  ko: {
    refused: (value) =>
      korean`\`${value}\`은(는) 쓸 수 없습니다. 솔버의 서비스는 \`ClusterIP\`나 \`NodePort\`여야 합니다. 웹훅이 Issuer를 거부합니다.`,
    fix: (right) => korean`${right}(으)로 바꾸기`,
  },
};
