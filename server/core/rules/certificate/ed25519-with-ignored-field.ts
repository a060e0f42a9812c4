import { numberAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports `encoding: PKCS1` and a `size` beside `algorithm: Ed25519`.
 *
 * ## Why it matters
 * An Ed25519 key has one size and one encoding, PKCS #8. cert-manager ignores both fields without a word, and a
 * program that was told to expect PKCS #1 does not read the key.
 *
 * ## When to allow it
 * Where the fields stay for a later change of the algorithm.
 *
 * ## References
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `pkg/util/pki/generate.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `algorithm: Ed25519`와 함께 쓴 `encoding: PKCS1`과 `size`를 알립니다.
 *
 * ## 왜 중요한가
 * Ed25519 키의 크기와 인코딩(PKCS #8)은 하나뿐입니다. cert-manager는 두 필드를 말없이 무시하므로, PKCS #1을
 * 기대하는 프로그램은 키를 읽지 못합니다.
 *
 * ## 허용해도 되는 경우
 * 나중에 알고리즘을 바꾸려고 필드를 남겨 두는 경우입니다.
 *
 * ## 참고
 * - [Certificate resource](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `pkg/util/pki/generate.go`
 */
export default defineRule({
  id: 'ed25519-with-ignored-field',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    if (textAt(map, 'spec.privateKey.algorithm')?.value !== 'Ed25519') return;
    const encoding = textAt(map, 'spec.privateKey.encoding');
    if (encoding?.value === 'PKCS1') yield { at: encoding.span, message: say.encoding };
    const size = numberAt(map, 'spec.privateKey.size');
    if (size && size.value !== 0) yield { at: size.span, message: say.size };
  },
});

const texts: Texts<Readonly<Record<'encoding' | 'size', string>>> = {
  en: {
    encoding: 'Ignored: an Ed25519 key is always written as PKCS #8.',
    size: 'Ignored: an Ed25519 key has one size only.',
  },
  ko: {
    encoding: '무시됩니다. Ed25519 키는 언제나 PKCS #8로 쓰입니다.',
    size: '무시됩니다. Ed25519 키의 크기는 하나뿐입니다.',
  },
};
