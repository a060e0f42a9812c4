import { insideOf, solversOf } from '../../model/issuerTypes.ts';
import { type Found, lacks, mapAt, textAt } from '../../model/look.ts';
import { isDnsSubdomain } from '../../model/names.ts';
import { korean } from '../../text/korean.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an `ingressClassName` of an HTTP-01 solver that cannot be the name of an IngressClass: small letters,
 * digits, `-` and `.`, with a letter or digit at both ends. A text with `/` is a class of the old annotation, as
 * `azure/application-gateway`: the fix writes it as `class`.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [HTTP-01 ingress solver](https://cert-manager.io/docs/configuration/acme/http01/#ingressclassname)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; the field exists since 1.12
 */
/**
 * @lang ko
 * ## 하는 일
 * IngressClass의 이름이 될 수 없는 HTTP-01 솔버의 `ingressClassName`을 알립니다. 이름에는 소문자, 숫자, `-`, `.`만 쓰며 양 끝은
 * 문자나 숫자여야 합니다. `azure/application-gateway`처럼 `/`가 있는 값은 예전 어노테이션의 클래스이므로 수정은 그것을
 * `class`로 씁니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [HTTP-01 인그레스 솔버](https://cert-manager.io/docs/configuration/acme/http01/#ingressclassname)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. 이 필드는 1.12부터 있습니다.
 */
export default defineRule({
  id: 'http01-invalid-ingress-class-name',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale }) {
    const say = texts[locale];
    for (const { map } of solversOf(issuer)) {
      const ingress = mapAt(map, 'http01.ingress')?.value;
      const name = ingress && textAt(ingress, 'ingressClassName');
      if (!name || isDnsSubdomain(name.value)) continue;
      const message = name.value === '' ? say.empty : say.invalid(name.value);
      yield { at: name.span, message, fixes: () => fixesOf(ingress, name, say) };
    }
  },
});

function fixesOf(ingress: YamlMap, name: Found<string>, say: Say): readonly Fix[] {
  if (/^[\w.-]+\/[\w.-]+$/.test(name.value)) {
    const free = lacks(ingress, 'class') && lacks(ingress, 'name') && !name.entry.quoted;
    return free
      ? [{ title: say.classFix, safety: 'safe', edits: [{ span: name.key, newText: 'class' }] }]
      : [];
  }
  const [lower, inside] = [name.value.toLowerCase(), insideOf(name)];
  if (!isDnsSubdomain(lower) || !inside) return [];
  return [{ title: say.caseFix(lower), safety: 'unsafe', edits: [{ span: inside, newText: lower }] }];
}

interface Say {
  readonly empty: string;
  readonly invalid: (value: string) => string;
  readonly classFix: string;
  readonly caseFix: (value: string) => string;
}

const texts: Texts<Say> = {
  en: {
    empty: '`ingressClassName` must not be empty; leave it out instead. The webhook refuses the issuer.',
    invalid: (value) =>
      `\`${value}\` cannot be the name of an IngressClass: small letters, digits, \`-\` and \`.\` only. The webhook refuses the issuer.`,
    classFix: 'Write it as class',
    caseFix: (value) => `Write ${value}`,
  },
  ko: {
    empty: '`ingressClassName`은 비어 있으면 안 됩니다. 필요 없으면 빼세요. 웹훅이 Issuer를 거부합니다.',
    invalid: (value) =>
      korean`\`${value}\`은(는) IngressClass의 이름이 될 수 없습니다. 소문자, 숫자, \`-\`, \`.\`만 쓸 수 있습니다. 웹훅이 Issuer를 거부합니다.`,
    classFix: 'class로 바꾸기',
    caseFix: (value) => korean`${value}(으)로 바꾸기`,
  },
};
