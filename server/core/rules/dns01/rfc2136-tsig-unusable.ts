import { filled, insideOf, placeOf, providersOf } from '../../model/issuerTypes.ts';
import { type Found, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports TSIG settings of an `rfc2136` solver that do not go together: a `tsigKeyName` without
 * `tsigSecretSecretRef`, the other way round, and a `tsigAlgorithm` that cert-manager does not know. The names are
 * `HMACMD5`, `HMACSHA1`, `HMACSHA256` and `HMACSHA512`, in any case, without hyphens; the fix takes BIND's spelling
 * (`hmac-sha256`) to these.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [RFC 2136](https://cert-manager.io/docs/configuration/acme/dns01/rfc2136/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 서로 맞지 않는 `rfc2136` 솔버의 TSIG 설정을 알립니다. `tsigSecretSecretRef` 없는 `tsigKeyName`이나 그 반대, cert-manager가
 * 모르는 `tsigAlgorithm`입니다. 이름은 하이픈 없이 `HMACMD5`, `HMACSHA1`, `HMACSHA256`, `HMACSHA512`이며 대소문자는 가리지
 * 않습니다. 수정은 BIND식 표기(`hmac-sha256`)를 이 이름으로 바꿉니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [RFC 2136](https://cert-manager.io/docs/configuration/acme/dns01/rfc2136/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'rfc2136-tsig-unusable',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale }) {
    const say = texts[locale];
    for (const { map, key } of providersOf(issuer, 'rfc2136')) {
      const algorithm = textAt(map, 'tsigAlgorithm');
      if (algorithm && !['', ...algorithms].includes(algorithm.value.toUpperCase()))
        yield {
          at: algorithm.span,
          message: say.algorithm(algorithm.value),
          fixes: () => fixesOf(algorithm, say),
        };
      const named = filled(map, 'tsigKeyName');
      const secret = mapAt(map, 'tsigSecretSecretRef')?.value;
      if (named && filled(map, 'tsigSecretSecretRef') === false)
        yield { at: placeOf(map, 'tsigSecretSecretRef', key), message: say.noSecret };
      const name = secret && textAt(secret, 'name');
      if (named && name?.value === '') yield { at: name.span, message: say.noSecret };
      if (named === false && secret && filled(secret, 'name') && filled(secret, 'key'))
        yield { at: placeOf(map, 'tsigKeyName', key), message: say.noName };
    }
  },
});

const algorithms = ['HMACMD5', 'HMACSHA1', 'HMACSHA256', 'HMACSHA512'];

function fixesOf(found: Found<string>, say: Say): readonly Fix[] {
  const plain = found.value.replace(/[-_. ]/g, '').toUpperCase();
  const right = algorithms.find((name) => name === plain || name === `HMAC${plain}`);
  const inside = insideOf(found);
  if (right === undefined || !inside) return [];
  return [{ title: say.fix(right), safety: 'safe', edits: [{ span: inside, newText: right }] }];
}

interface Say extends Readonly<Record<'algorithm' | 'fix', (value: string) => string>> {
  readonly noSecret: string;
  readonly noName: string;
}

const texts: Texts<Say> = {
  en: {
    algorithm: (value) =>
      `\`${value}\` is no TSIG algorithm that cert-manager knows: \`HMACMD5\`, \`HMACSHA1\`, \`HMACSHA256\` or \`HMACSHA512\`. The webhook refuses the issuer.`,
    noSecret:
      '`tsigKeyName` needs `tsigSecretSecretRef` with `name` and `key`. The webhook refuses the issuer.',
    noName: '`tsigSecretSecretRef` needs `tsigKeyName`. The webhook refuses the issuer.',
    fix: (right) => `Write ${right}`,
  },
  ko: {
    algorithm: (value) =>
      korean`\`${value}\`은(는) cert-manager가 아는 TSIG 알고리즘이 아닙니다. \`HMACMD5\`, \`HMACSHA1\`, \`HMACSHA256\`, \`HMACSHA512\` 가운데 하나여야 합니다. 웹훅이 Issuer를 거부합니다.`,
    noSecret:
      '`tsigKeyName`에는 `name`과 `key`가 있는 `tsigSecretSecretRef`가 필요합니다. 웹훅이 Issuer를 거부합니다.',
    noName: '`tsigSecretSecretRef`에는 `tsigKeyName`이 필요합니다. 웹훅이 Issuer를 거부합니다.',
    fix: (right) => korean`${right}(으)로 바꾸기`,
  },
};
