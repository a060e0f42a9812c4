import { isBefore } from '../../facts.ts';
import { bareOf, choice, filled, hasUnknownField, placeOf } from '../../model/issuerTypes.ts';
import { type Found, has, mapAt, nodeAt } from '../../model/look.ts';
import { takenFrom } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { type DocumentContext, defineRule, type Finding, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a Vault issuer whose way to log in is not whole: an `auth` without a method; `auth.kubernetes` with neither
 * or both of `secretRef` and `serviceAccountRef`; `auth.aws` with a `serviceAccountRef` and no `iamRoleArn`; and one
 * of `clientCertSecretRef` and `clientKeySecretRef` without the other.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the issuer.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [Vault](https://cert-manager.io/docs/configuration/vault/#authenticating)
 * - cert-manager 1.21, `ValidateVaultIssuerAuth` in `internal/apis/certmanager/validation/issuer.go`; since 1.12, the
 *   client certificate since 1.15
 */
/**
 * @lang ko
 * ## 하는 일
 * 로그인 방법이 온전하지 않은 Vault Issuer를 알립니다. 방법이 없는 `auth`, `secretRef`와 `serviceAccountRef`가 모두 없거나 모두 있는
 * `auth.kubernetes`, `serviceAccountRef`가 있는데 `iamRoleArn`이 없는 `auth.aws`, 그리고 `clientCertSecretRef`와
 * `clientKeySecretRef` 가운데 하나만 있는 경우입니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 Issuer를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [Vault](https://cert-manager.io/docs/configuration/vault/#authenticating)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`의 `ValidateVaultIssuerAuth`. 1.12부터이며 클라이언트
 *   인증서는 1.15부터입니다.
 */
export default defineRule({
  id: 'vault-auth-incomplete',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, context) {
    const vault = mapAt(map, 'spec.vault');
    if (!vault || context.isPart()) return;
    const auth = mapAt(vault.value, 'auth');
    if (auth && !isBefore(context.release, '1.12')) {
      yield* methodOf(auth, context);
      yield* kubernetesOf(auth.value, context);
      yield* awsOf(auth.value, context);
    }
    if (!isBefore(context.release, '1.15')) yield* pairOf(vault, context);
  },
});

const methods = ['appRole', 'kubernetes', 'tokenSecretRef', 'clientCertificate', 'aws'];

function* methodOf({ value, key }: Found<YamlMap>, { locale, problems }: DocumentContext): Iterable<Finding> {
  if (choice(value, methods)?.length !== 0) return;
  if (hasUnknownField(value, problems())) return;
  const bare = bareOf(value, methods);
  yield { at: bare?.key ?? takenFrom(value, methods) ?? key, message: texts[locale].noMethod };
}

function* kubernetesOf(auth: YamlMap, { locale }: DocumentContext): Iterable<Finding> {
  const kubernetes = mapAt(auth, 'kubernetes');
  if (!kubernetes) return;
  const secret = filled(kubernetes.value, 'secretRef.name');
  const account = filled(kubernetes.value, 'serviceAccountRef');
  const at = nodeAt(kubernetes.value, 'serviceAccountRef')?.key ?? kubernetes.key;
  if (secret && account) yield { at, message: texts[locale].both };
  if (secret === false && account === false) yield { at: kubernetes.key, message: texts[locale].neither };
}

function* awsOf(auth: YamlMap, { locale }: DocumentContext): Iterable<Finding> {
  const aws = mapAt(auth, 'aws');
  if (aws && has(aws.value, 'serviceAccountRef') && filled(aws.value, 'iamRoleArn') === false)
    yield { at: placeOf(aws.value, 'iamRoleArn', aws.key), message: texts[locale].noArn };
}

function* pairOf({ value, key }: Found<YamlMap>, { locale }: DocumentContext): Iterable<Finding> {
  const pair = ['clientCertSecretRef', 'clientKeySecretRef'] as const;
  for (const [missing, given] of [pair, [pair[1], pair[0]] as const]) {
    if (filled(value, missing) === false && filled(value, given))
      yield { at: placeOf(value, missing, key), message: texts[locale].half(missing, given) };
  }
}

interface Say extends Readonly<Record<'noMethod' | 'both' | 'neither' | 'noArn', string>> {
  readonly half: (missing: string, given: string) => string;
}

const texts: Texts<Say> = {
  en: {
    noMethod:
      '`auth` needs one of `appRole`, `kubernetes`, `tokenSecretRef`, `clientCertificate` and `aws`. The webhook refuses the issuer.',
    both: '`serviceAccountRef` and `secretRef` exclude each other. The webhook refuses the issuer.',
    neither:
      '`kubernetes` needs `serviceAccountRef`, or `secretRef` with a name. The webhook refuses the issuer.',
    noArn: '`serviceAccountRef` needs `iamRoleArn`, the role to assume. The webhook refuses the issuer.',
    half: (missing, given) => `\`${given}\` needs \`${missing}\`. The webhook refuses the issuer.`,
  },
  ko: {
    noMethod:
      '`auth`에는 `appRole`, `kubernetes`, `tokenSecretRef`, `clientCertificate`, `aws` 가운데 하나가 필요합니다. 웹훅이 Issuer를 거부합니다.',
    both: '`serviceAccountRef`와 `secretRef`는 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.',
    neither:
      '`kubernetes`에는 `serviceAccountRef`나 이름이 있는 `secretRef`가 필요합니다. 웹훅이 Issuer를 거부합니다.',
    noArn: '`serviceAccountRef`에는 넘겨받을 역할인 `iamRoleArn`이 필요합니다. 웹훅이 Issuer를 거부합니다.',
    half: (missing, given) => `\`${given}\`에는 \`${missing}\`도 필요합니다. 웹훅이 Issuer를 거부합니다.`,
  },
};
