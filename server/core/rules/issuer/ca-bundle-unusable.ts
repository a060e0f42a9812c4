import { isBefore } from '../../facts.ts';
import { bytesOf, holdsCertificate } from '../../model/caBundle.ts';
import { booleanAt, type Found, mapAt, nodeAt, textAt } from '../../model/look.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { type DocumentContext, defineRule, type Finding, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `caBundle` of an Issuer or ClusterIssuer that holds no PEM certificate once its base64 is decoded, one
 * beside `skipTLSVerify: true`, and one beside a `caBundleSecretRef`.
 *
 * ## Why it matters
 * cert-manager's admission webhook refuses the resource. A usual cause is base64 applied twice, or the base64 of a
 * file in DER form or of a file name.
 *
 * ## When to allow it
 * Never: the webhook does not.
 *
 * ## References
 * - [ACME with a private CA](https://cert-manager.io/docs/configuration/acme/#private-acme-servers)
 * - [Vault](https://cert-manager.io/docs/configuration/vault/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`; bundles are looked into since 1.11
 */
/**
 * @lang ko
 * ## 하는 일
 * base64를 풀었을 때 PEM 인증서가 들어 있지 않은 `caBundle`, `skipTLSVerify: true`와 함께 쓰인 `caBundle`,
 * `caBundleSecretRef`와 함께 쓰인 `caBundle`을 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager의 어드미션 웹훅이 리소스를 거부합니다. base64를 두 번 적용했거나, DER 형식의 파일 또는 파일 이름을 base64로
 * 만든 경우가 흔합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 웹훅이 허용하지 않습니다.
 *
 * ## 참고
 * - [사설 CA를 쓰는 ACME](https://cert-manager.io/docs/configuration/acme/#private-acme-servers)
 * - [Vault](https://cert-manager.io/docs/configuration/vault/)
 * - cert-manager 1.21, `internal/apis/certmanager/validation/issuer.go`. 묶음의 내용은 1.11부터 확인합니다.
 */
export default defineRule({
  id: 'ca-bundle-unusable',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, context) {
    const say = texts[context.locale];
    const acme = mapAt(map, 'spec.acme')?.value;
    if (acme && !isBefore(context.release, '1.11')) {
      const skip = booleanAt(acme, 'skipTLSVerify');
      const bundle = bundleIn(acme);
      if (bundle && skip?.value === true)
        yield { at: skip.span, message: say.skipped, related: [{ at: bundle.key, message: say.here }] };
      yield* contentOf(acme, context);
    }
    const vault = mapAt(map, 'spec.vault')?.value;
    if (vault) {
      if (!isBefore(context.release, '1.11')) yield* contentOf(vault, context);
      yield* bothIn(vault, context);
    }
    const tpp = mapAt(map, 'spec.venafi.tpp')?.value;
    if (tpp) yield* bothIn(tpp, context);
  },
});

const bundleIn = (map: YamlMap): Found<string> | undefined => {
  const bundle = textAt(map, 'caBundle');
  return bundle && bundle.value !== '' ? bundle : undefined;
};

function* contentOf(map: YamlMap, { locale }: DocumentContext): Iterable<Finding> {
  const bundle = bundleIn(map);
  const bytes = bundle && bytesOf(bundle.value);
  if (bytes && bytes.length > 0 && !holdsCertificate(bytes))
    yield { at: bundle.key, message: texts[locale].noCertificate };
}

function* bothIn(map: YamlMap, { locale }: DocumentContext): Iterable<Finding> {
  const bundle = bundleIn(map);
  const reference = nodeAt(map, 'caBundleSecretRef');
  if (!bundle || reference?.value.type !== 'map') return;
  const related = [{ at: bundle.key, message: texts[locale].here }];
  yield { at: reference.key, message: texts[locale].both, related };
}

const texts: Texts<Readonly<Record<'noCertificate' | 'skipped' | 'both' | 'here', string>>> = {
  en: {
    noCertificate:
      'No certificate in this `caBundle`: once decoded from base64 it must be PEM text with at least one certificate. The webhook refuses the issuer.',
    skipped: '`skipTLSVerify: true` and `caBundle` exclude each other. The webhook refuses the issuer.',
    both: '`caBundleSecretRef` and `caBundle` exclude each other. The webhook refuses the issuer.',
    here: 'The bundle.',
  },
  ko: {
    noCertificate:
      '이 `caBundle`에 인증서가 없습니다. base64를 풀면 인증서가 하나 이상 든 PEM 텍스트여야 합니다. 웹훅이 Issuer를 거부합니다.',
    skipped: '`skipTLSVerify: true`와 `caBundle`은 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.',
    both: '`caBundleSecretRef`와 `caBundle`은 함께 쓸 수 없습니다. 웹훅이 Issuer를 거부합니다.',
    here: '해당 CA 번들입니다.',
  },
};
