import { isBefore } from '../../facts.ts';
import { lacks, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `signatureAlgorithm` that does not go with the algorithm of the private key. Without
 * `privateKey.algorithm` the key is an RSA key.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate (the field is there since cert-manager 1.18). Left out, the
 * algorithm follows the key.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Key algorithms and sizes](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`keyAlgToAllowedSigAlgs`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 개인 키의 알고리즘과 맞지 않는 `signatureAlgorithm`을 알립니다. `privateKey.algorithm`이 없으면 RSA 키입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다(이 필드는 cert-manager 1.18부터 있습니다). 적지 않으면 키를 따라
 * 정해집니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Key algorithms and sizes](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`keyAlgToAllowedSigAlgs`)
 */
export default defineRule({
  id: 'signature-algorithm-of-another-key',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release, edit }) {
    const say = texts[locale];
    const signature = textAt(map, 'spec.signatureAlgorithm');
    const family = signature && families.find(([, names]) => names.includes(signature.value));
    if (!signature || !family || isBefore(release, '1.18')) return;
    const path = 'spec.privateKey.algorithm';
    const unnamed = lacks(map, path) && !isPart();
    const key = unnamed ? 'RSA' : textAt(map, path)?.value;
    const wanted = families.find(([name]) => name === key);
    if (!wanted || wanted === family) return;
    yield {
      at: signature.span,
      message: unnamed
        ? say.unnamed(signature.value, family[0])
        : say.found(signature.value, family[0], wanted[0]),
      fixes: (): readonly Fix[] => {
        const spec = mapAt(map, 'spec');
        const free = unnamed && lacks(map, 'spec.privateKey.size');
        const edits = free && spec && edit.insert(spec.entry, ['privateKey', 'algorithm'], family[0]);
        return edits ? [{ title: say.fix(family[0]), safety: 'safe', edits }] : [];
      },
    };
  },
});

const families: readonly (readonly [string, readonly string[]])[] = [
  ['RSA', ['SHA256WithRSA', 'SHA384WithRSA', 'SHA512WithRSA']],
  ['ECDSA', ['ECDSAWithSHA256', 'ECDSAWithSHA384', 'ECDSAWithSHA512']],
  ['Ed25519', ['PureEd25519']],
];

interface Say {
  readonly found: (signature: string, family: string, key: string) => string;
  readonly unnamed: (signature: string, family: string) => string;
  readonly fix: (algorithm: string) => string;
}

const texts: Texts<Say> = {
  en: {
    found: (signature, family, key) =>
      `\`${signature}\` is a signature of an ${family} key, and the private key is \`${key}\`; the webhook refuses it.`,
    unnamed: (signature, family) =>
      `\`${signature}\` is a signature of an ${family} key, and without \`privateKey.algorithm\` the key is an RSA key; the webhook refuses it.`,
    fix: (algorithm) => `Add privateKey.algorithm: ${algorithm}`,
  },
  ko: {
    found: (signature, family, key) =>
      korean`\`${signature}\`은(는) ${family} 키의 서명인데 개인 키는 \`${key}\`입니다. 웹훅이 거부합니다.`,
    unnamed: (signature, family) =>
      korean`\`${signature}\`은(는) ${family} 키의 서명인데, \`privateKey.algorithm\`이 없으면 RSA 키입니다. 웹훅이 거부합니다.`,
    fix: (algorithm) => `privateKey.algorithm: ${algorithm} 추가하기`,
  },
};
