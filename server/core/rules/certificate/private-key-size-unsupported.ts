import { lacks, numberAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `privateKey.size` that the algorithm does not have: RSA keys have 2048 to 8192 bits, ECDSA keys are on a
 * curve of 256, 384 or 521 bits. Without `algorithm` the key is an RSA key.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate. A frequent slip is 512 for the curve P-521.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Key algorithms and sizes](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`privateKey`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 알고리즘에 없는 `privateKey.size`를 알립니다. RSA 키는 2048~8192비트이고, ECDSA 키는 256, 384, 521비트 곡선
 * 위에 있습니다. `algorithm`이 없으면 RSA입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다. P-521 곡선을 512로 적는 실수가 잦습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Key algorithms and sizes](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`privateKey`)
 */
export default defineRule({
  id: 'private-key-size-unsupported',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { isPart, locale }) {
    const say = texts[locale];
    const size = numberAt(map, 'spec.privateKey.size');
    if (!size || size.value <= 0) return;
    const algorithm = textAt(map, 'spec.privateKey.algorithm')?.value;
    const isRsa = algorithm === 'RSA' || (lacks(map, 'spec.privateKey.algorithm') && !isPart());
    if (isRsa && (size.value < 2048 || size.value > 8192))
      yield { at: size.span, message: algorithm ? say.rsa(size.value) : say.unnamed(size.value) };
    if (algorithm === 'ECDSA' && ![256, 384, 521].includes(size.value)) {
      const edits = [{ span: size.span, newText: '521' }] as const;
      const fixes = () => (size.value === 512 ? [{ title: say.fix, safety: 'safe' as const, edits }] : []);
      yield { at: size.span, message: say.ecdsa(size.value), fixes };
    }
  },
});

interface Say extends Readonly<Record<'rsa' | 'unnamed' | 'ecdsa', (size: number) => string>> {
  readonly fix: string;
}

const texts: Texts<Say> = {
  en: {
    rsa: (size) => `An RSA key has 2048 to 8192 bits; the webhook refuses ${size}.`,
    unnamed: (size) =>
      `Without \`algorithm\` this is an RSA key, which has 2048 to 8192 bits; the webhook refuses ${size}.`,
    ecdsa: (size) => `There are ECDSA keys of 256, 384 and 521 bits; the webhook refuses ${size}.`,
    fix: 'Write 521',
  },
  ko: {
    rsa: (size) => korean`RSA 키는 2048~8192비트입니다. 웹훅은 ${size}을(를) 거부합니다.`,
    unnamed: (size) =>
      korean`\`algorithm\`이 없으면 RSA 키이고 RSA 키는 2048~8192비트입니다. 웹훅은 ${size}을(를) 거부합니다.`,
    ecdsa: (size) => korean`ECDSA 키는 256, 384, 521비트뿐입니다. 웹훅은 ${size}을(를) 거부합니다.`,
    fix: '521로 바꾸기',
  },
};
