import { bareOf, choice, hasUnknownField, solversOf } from '../../model/issuerTypes.ts';
import { mapAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { takenFrom } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { type DocumentContext, defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an ACME solver that has neither `http01` nor `dns01`, or both; and an `http01` that has neither `ingress`
 * nor `gatewayHTTPRoute`, or both. A key without a value (`ingress:`) is as if it were not there.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer. Two ways to solve a challenge need two entries in `solvers`,
 * each with a `selector` of its own.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Solving challenges](https://cert-manager.io/docs/configuration/acme/#solving-challenges)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `http01`과 `dns01`이 모두 없거나 모두 있는 ACME 솔버, 그리고 `ingress`와 `gatewayHTTPRoute`가 모두 없거나 모두 있는 `http01`을
 * 알립니다. 값이 없는 키(`ingress:`)는 없는 것과 같습니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다. 챌린지를 두 가지 방법으로 풀려면 `solvers`에 항목을 둘 두고 저마다
 * `selector`를 주어야 합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [챌린지 풀기](https://cert-manager.io/docs/configuration/acme/#solving-challenges)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`
 */
export default defineRule({
  id: 'solver-without-exactly-one-type',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, context) {
    for (const { map } of solversOf(issuer)) {
      const item = map.entries[0]?.key ?? map.span;
      yield* judge(map, ['http01', 'dns01'], item, context);
      const http01 = mapAt(map, 'http01');
      if (http01) yield* judge(http01.value, ['ingress', 'gatewayHTTPRoute'], http01.key, context);
    }
  },
});

function* judge(
  map: YamlMap,
  names: readonly [string, string],
  place: { start: number; end: number },
  context: DocumentContext,
) {
  const say = texts[context.locale];
  const written = choice(map, names);
  const [first, second] = written ?? [];
  if (first && second)
    yield { at: second.key, message: say.both(names), related: [{ at: first.key, message: say.first }] };
  if (!written || first) return;
  if (hasUnknownField(map, context.problems())) return;
  const bare = bareOf(map, names);
  if (bare) yield { at: bare.key, message: say.bare(bare.name, names) };
  else yield { at: takenFrom(map, names) ?? place, message: say.none(names) };
}

type Names = readonly [string, string];
interface Say {
  readonly none: (names: Names) => string;
  readonly bare: (name: string, names: Names) => string;
  readonly both: (names: Names) => string;
  readonly first: string;
}

const texts: Texts<Say> = {
  en: {
    none: ([a, b]) =>
      `Neither \`${a}\` nor \`${b}\` here, and one is needed. The webhook refuses the issuer.`,
    bare: (name, [a, b]) =>
      `\`${name}\` has no value, so the API server drops it, and one of \`${a}\` and \`${b}\` is needed. The webhook refuses the issuer.`,
    both: ([a, b]) =>
      `\`${a}\` and \`${b}\` exclude each other in one solver. The webhook refuses the issuer.`,
    first: 'Already chosen here.',
  },
  ko: {
    none: ([a, b]) =>
      korean`\`${a}\`과(와) \`${b}\` 가운데 하나가 필요한데 둘 다 없습니다. 웹훅이 Issuer를 거부합니다.`,
    bare: (name, [a, b]) =>
      korean`\`${name}\`에 값이 없어 API 서버가 버립니다. \`${a}\`과(와) \`${b}\` 가운데 하나가 필요합니다. 웹훅이 Issuer를 거부합니다.`,
    both: ([a, b]) =>
      korean`\`${a}\`과(와) \`${b}\`은(는) 한 솔버에 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.`,
    first: '여기서 이미 정해졌습니다.',
  },
};
