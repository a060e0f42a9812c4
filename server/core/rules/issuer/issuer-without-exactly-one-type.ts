import { bareOf, choice, hasUnknownField, issuerTypes } from '../../model/issuerTypes.ts';
import { mapAt } from '../../model/look.ts';
import { takenFrom } from '../../yaml/read.ts';
import type { YamlEntry } from '../../yaml/tree.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Issuer or ClusterIssuer whose `spec` has none of `acme`, `ca`, `selfSigned`, `vault` and `venafi`, or
 * more than one of them. A type without a value (`selfSigned:`) is none: the API server drops it. The fix writes `{}`.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the resource, so nothing is created or changed.
 *
 * ## When to allow it
 * Never in a whole resource. In a part that another tool completes, silence the rule with a comment.
 *
 * ## References
 * - [Issuer configuration](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `spec`에 `acme`, `ca`, `selfSigned`, `vault`, `venafi` 가운데 하나도 없거나 둘 이상이 있는 Issuer와 ClusterIssuer를
 * 알립니다. 값이 없는 유형(`selfSigned:`)은 API 서버가 버리므로 없는 것과 같습니다. 수정은 `{}`를 적습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 리소스를 거부하므로 아무것도 만들어지거나 바뀌지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 온전한 리소스에서는 없습니다. 다른 도구가 나머지를 채우는 조각이라면 주석으로 규칙을 끄세요.
 *
 * ## 참고
 * - [Issuer 설정](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'issuer-without-exactly-one-type',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { isPart, locale, problems }) {
    const say = texts[locale];
    const spec = mapAt(map, 'spec');
    const types = spec && choice(spec.value, issuerTypes);
    if (!types) return;
    const [first, ...others] = types;
    for (const other of others) {
      const message = say.several(first?.entry.name ?? '', other.entry.name);
      yield { at: other.key, message, related: first ? [{ at: first.key, message: say.first }] : [] };
    }
    if (first || isPart()) return;
    // A name that does not exist is reported as such.
    if (hasUnknownField(spec.value, problems())) return;
    const bare = bareOf(spec.value, issuerTypes);
    if (!bare) yield { at: takenFrom(spec.value, issuerTypes) ?? spec.key, message: say.none };
    else yield { at: bare.key, message: say.bare(bare.name), fixes: () => fixesOf(bare, say.bareFix) };
  },
});

/** Only `selfSigned` needs nothing inside. */
function fixesOf({ name, alias, key, colon, value }: YamlEntry, title: string): readonly Fix[] {
  if (name !== 'selfSigned' || alias || colon === key.end) return [];
  const edits =
    value.span.end > value.span.start
      ? ([{ span: value.span, newText: '{}' }] as const)
      : ([{ span: { start: colon, end: colon }, newText: ' {}' }] as const);
  return [{ title, safety: 'safe', edits }];
}

interface Say {
  readonly none: string;
  readonly first: string;
  readonly bareFix: string;
  readonly bare: (name: string) => string;
  readonly several: (first: string, other: string) => string;
}

const texts: Texts<Say> = {
  en: {
    none: 'The issuer has no type: `spec` needs one of `acme`, `ca`, `selfSigned`, `vault` and `venafi`. The webhook refuses it.',
    bare: (name) =>
      `\`${name}\` has no value, so the API server drops it and the issuer has no type. The webhook refuses it.`,
    several: (first, other) =>
      `An issuer has one type, and this one is \`${first}\` already. The webhook refuses it because of \`${other}\`.`,
    first: 'The first type.',
    bareFix: 'Write selfSigned: {}',
  },
  ko: {
    none: 'Issuer에 유형이 없습니다. `spec`에는 `acme`, `ca`, `selfSigned`, `vault`, `venafi` 가운데 하나가 필요합니다. 웹훅이 거부합니다.',
    bare: (name) =>
      `\`${name}\`에 값이 없어 API 서버가 버리므로 Issuer에 유형이 없는 셈입니다. 웹훅이 거부합니다.`,
    several: (first, other) =>
      `Issuer의 유형은 하나여야 하는데 여기서는 이미 \`${first}\`입니다. 웹훅이 \`${other}\` 때문에 거부합니다.`,
    first: '첫 번째 유형입니다.',
    bareFix: 'selfSigned: {}로 바꾸기',
  },
};
