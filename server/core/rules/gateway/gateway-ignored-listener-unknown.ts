import { isBefore } from '../../facts.ts';
import { ignoreListenersKey } from '../../issuance/annotations.ts';
import { annotation, blocksAt } from '../../issuance/shimObject.ts';
import { itemsAt, nodeAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a name in `cert-manager.io/ignore-tls-listeners` that no listener of the Gateway or ListenerSet has.
 *
 * ## Why it matters
 * Names are compared letter by letter; an unknown one is passed over. The listener that was meant stays with
 * cert-manager, which may then write to a Secret that it should leave alone.
 *
 * ## When to allow it
 * Where a patch adds the listener.
 *
 * ## References
 * - [Annotated Gateway](https://cert-manager.io/docs/usage/gateway/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 게이트웨이나 ListenerSet의 어느 리스너에도 없는 이름이 `cert-manager.io/ignore-tls-listeners`에 있으면 알립니다.
 *
 * ## 왜 중요한가
 * 이름은 글자 그대로 비교하며 모르는 이름은 무시합니다. 그러면 뜻했던 리스너를 cert-manager가 계속 맡고, 건드리지 말아야 할 시크릿에
 * 쓸 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * 패치가 그 리스너를 추가하는 경우입니다.
 *
 * ## 참고
 * - [게이트웨이 어노테이션](https://cert-manager.io/docs/usage/gateway/)
 */
export default defineRule({
  id: 'gateway-ignored-listener-unknown',
  kinds: ['Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale, release }) {
    const ignored = annotation(map, ignoreListenersKey);
    const list = nodeAt(map, 'spec.listeners')?.value;
    if (!ignored || list?.type !== 'list' || !list.certain || isBefore(release, '1.21')) return;
    const listeners = blocksAt(map, 'spec.listeners');
    const names = listeners.flatMap((listener) => textAt(listener.map, 'name')?.value ?? []);
    if (names.length === 0 || names.length !== itemsAt(map, 'spec.listeners').length) return;
    for (const name of ignored.value.split(',').map((part) => part.trim()))
      if (name !== '' && !names.includes(name))
        yield { at: ignored.span, message: texts[locale].unknown(name, names) };
  },
});

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

const texts: Texts<{ readonly unknown: (name: string, names: readonly string[]) => string }> = {
  en: {
    unknown: (name, names) =>
      `No listener is called \`${name}\` (there are ${list(names)}), so cert-manager passes over none for it.`,
  },
  ko: {
    unknown: (name, names) =>
      korean`\`${name}\`(이)라는 리스너가 없어(있는 것은 ${list(names)}) cert-manager가 이 이름으로는 아무것도 제외하지 않습니다.`,
  },
};
