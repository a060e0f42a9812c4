import { isBefore } from '../../facts.ts';
import { has, lacks, nodeAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a keystore (`keystores.jks`, `keystores.pkcs12`) with no password, with both `password` and
 * `passwordSecretRef`, or with an empty `password`.
 *
 * ## Why it matters
 * Exactly one of the two must say how the keystore is locked, also where `create` is false; the admission webhook
 * refuses the rest. `password` is there since cert-manager 1.17; before, `passwordSecretRef` was required.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [Keystores](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateKeystores`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 암호가 없거나, `password`와 `passwordSecretRef`가 모두 있거나, `password`가 빈 키 저장소(`keystores.jks`,
 * `keystores.pkcs12`)를 알립니다.
 *
 * ## 왜 중요한가
 * `create`가 false여도 둘 중 꼭 하나로 암호를 정해야 하며 어드미션 웹훅이 나머지를 거부합니다. `password`는
 * cert-manager 1.17부터 있고, 그 전에는 `passwordSecretRef`가 필수였습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [Keystores](https://cert-manager.io/docs/usage/certificate/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateKeystores`)
 */
export default defineRule({
  id: 'keystore-password-refused',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { isPart, locale, release }) {
    const say = texts[locale];
    if (isBefore(release, '1.17')) return;
    for (const name of ['jks', 'pkcs12']) {
      const at = `spec.keystores.${name}`;
      const store = nodeAt(map, at);
      if (!store) continue;
      const password = textAt(map, `${at}.password`);
      const reference = textAt(map, `${at}.passwordSecretRef.name`);
      if (password?.value === '') yield { at: password.span, message: say.empty };
      if (has(map, `${at}.password`) && reference && reference.value !== '')
        yield { at: store.key, message: say.both };
      const none = lacks(map, `${at}.passwordSecretRef`) || reference?.value === '';
      if (none && lacks(map, `${at}.password`) && has(map, `${at}.create`) && !isPart())
        yield { at: store.key, message: say.none };
    }
  },
});

const texts: Texts<Readonly<Record<'empty' | 'both' | 'none', string>>> = {
  en: {
    empty: 'The webhook refuses an empty keystore password.',
    both: 'The webhook refuses a keystore with both `password` and `passwordSecretRef`.',
    none: 'The webhook refuses a keystore without `passwordSecretRef` and without `password`.',
  },
  ko: {
    empty: '웹훅은 빈 키 저장소 암호를 거부합니다.',
    both: '웹훅은 `password`와 `passwordSecretRef`가 모두 있는 키 저장소를 거부합니다.',
    none: '웹훅은 `passwordSecretRef`도 `password`도 없는 키 저장소를 거부합니다.',
  },
};
