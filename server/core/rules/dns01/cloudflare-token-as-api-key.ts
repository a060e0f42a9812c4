import { type Provider, providersOf } from '../../model/issuerTypes.ts';
import { lacks, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Cloudflare API key (`apiKeySecretRef`) whose Secret or entry is called a token, and an API token
 * (`apiTokenSecretRef`) whose entry is called a global key. The names are only a hint.
 *
 * ## Why it matters
 * An API token in the place of the global key is among the most frequent mistakes with Cloudflare: the issuer
 * becomes Ready, and every Challenge fails with Cloudflare's errors 6003 and 6103, "Invalid request headers".
 *
 * ## When to allow it
 * Where only the name of the Secret misleads.
 *
 * ## References
 * - [Cloudflare](https://cert-manager.io/docs/configuration/acme/dns01/cloudflare/)
 * - cert-manager issues 2384, 2944, 3021
 */
/**
 * @lang ko
 * ## 하는 일
 * 시크릿이나 항목의 이름이 토큰인 Cloudflare API 키(`apiKeySecretRef`)와 항목의 이름이 글로벌 키인 API
 * 토큰(`apiTokenSecretRef`)을 알립니다. 이름은 실마리일 뿐입니다.
 *
 * ## 왜 중요한가
 * 글로벌 키 자리에 API 토큰을 두는 것은 Cloudflare에서 가장 흔한 실수 가운데 하나입니다. Issuer는 Ready가 되지만 모든 Challenge가
 * Cloudflare 오류 6003, 6103("Invalid request headers")으로 실패합니다.
 *
 * ## 허용해도 되는 경우
 * 시크릿의 이름만 오해를 부르는 경우입니다.
 *
 * ## 참고
 * - [Cloudflare](https://cert-manager.io/docs/configuration/acme/dns01/cloudflare/)
 * - cert-manager 이슈 2384, 2944, 3021
 */
export default defineRule({
  id: 'cloudflare-token-as-api-key',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale }) {
    for (const { map } of providersOf(issuer, 'cloudflare')) {
      for (const [field, other, hint] of swaps) yield* judge(map, field, other, hint, texts[locale]);
    }
  },
});

type Field = 'apiKeySecretRef' | 'apiTokenSecretRef';
const swaps: readonly (readonly [Field, Field, RegExp])[] = [
  ['apiKeySecretRef', 'apiTokenSecretRef', /token/i],
  ['apiTokenSecretRef', 'apiKeySecretRef', /global/i],
];

function* judge(map: Provider['map'], field: Field, other: Field, hint: RegExp, say: Say) {
  const reference = mapAt(map, field);
  if (!reference || !lacks(map, other)) return;
  const told = ['key', 'name'].flatMap((name) => textAt(reference.value, name) ?? []);
  const found = told.find(({ value }) => hint.test(value));
  if (!found) return;
  yield {
    at: reference.key,
    message: say[field](found.value),
    related: [{ at: found.span, message: say.here }],
  };
}

interface Say extends Readonly<Record<Field, (value: string) => string>> {
  readonly here: string;
}

const texts: Texts<Say> = {
  en: {
    apiKeySecretRef: (value) =>
      `\`${value}\` sounds like an API token, and \`apiKeySecretRef\` takes the global API key. With a token here, every Challenge fails.`,
    apiTokenSecretRef: (value) =>
      `\`${value}\` sounds like the global API key, and \`apiTokenSecretRef\` takes an API token. With a key here, every Challenge fails.`,
    here: 'The name in question.',
  },
  ko: {
    apiKeySecretRef: (value) =>
      korean`\`${value}\`은(는) API 토큰으로 보이는데 \`apiKeySecretRef\`는 글로벌 API 키를 받습니다. 토큰이라면 모든 Challenge가 실패합니다.`,
    apiTokenSecretRef: (value) =>
      korean`\`${value}\`은(는) 글로벌 API 키로 보이는데 \`apiTokenSecretRef\`는 API 토큰을 받습니다. 키라면 모든 Challenge가 실패합니다.`,
    here: '문제의 이름입니다.',
  },
};
