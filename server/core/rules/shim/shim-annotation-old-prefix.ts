import { newKeyOf } from '../../issuance/annotations.ts';
import { annotationEntries, renameKey } from '../../issuance/shimObject.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports annotations with the prefix `certmanager.k8s.io/`, which cert-manager had up to 0.10, and with prefixes that
 * it never had (`certmanager.io/`, `cert-manager.k8s.io/`).
 *
 * ## Why it matters
 * Since release 0.11 cert-manager reads `cert-manager.io/` and `acme.cert-manager.io/` only. With the old prefix nothing
 * happens, and nothing is said.
 *
 * ## When to allow it
 * Where another tool reads them, or cert-manager 0.10 still runs.
 *
 * ## References
 * - [Upgrading from 0.10 to 0.11](https://cert-manager.io/docs/releases/upgrading/upgrading-0.10-0.11/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 0.10까지 쓰던 `certmanager.k8s.io/` 접두사와, 한 번도 없었던 접두사(`certmanager.io/`,
 * `cert-manager.k8s.io/`)의 어노테이션을 알립니다.
 *
 * ## 왜 중요한가
 * 0.11부터 cert-manager는 `cert-manager.io/`와 `acme.cert-manager.io/`만 읽습니다. 옛 접두사로는 아무 일도 일어나지 않고 알림도
 * 없습니다.
 *
 * ## 허용해도 되는 경우
 * 다른 도구가 읽거나 cert-manager 0.10을 아직 쓰는 경우입니다.
 *
 * ## 참고
 * - [0.10에서 0.11로 올리기](https://cert-manager.io/docs/releases/upgrading/upgrading-0.10-0.11/)
 */
export default defineRule({
  id: 'shim-annotation-old-prefix',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    for (const entry of annotationEntries(map)) {
      if (!/^(acme\.)?(certmanager\.k8s\.io|certmanager\.io|cert-manager\.k8s\.io)\//.test(entry.name))
        continue;
      const key = newKeyOf(entry.name);
      const fixes = (): Fix[] => {
        const edits = key === undefined ? undefined : renameKey(map, entry, key);
        return edits ? [{ title: say.fix(key ?? ''), safety: 'safe', edits }] : [];
      };
      yield {
        at: entry.key,
        message: key === undefined ? say.gone(entry.name) : say.old(entry.name, key),
        fixes,
      };
    }
  },
});

interface Say {
  readonly old: (old: string, key: string) => string;
  readonly gone: (old: string) => string;
  readonly fix: (key: string) => string;
}

const texts: Texts<Say> = {
  en: {
    old: (old, key) => `cert-manager does not read \`${old}\`; since 0.11 it is called \`${key}\`.`,
    gone: (old) => `cert-manager does not read \`${old}\`, and since 0.11 nothing has taken its place here.`,
    fix: (key) => `Rename to ${key}`,
  },
  ko: {
    old: (old, key) =>
      korean`cert-manager는 \`${old}\`을(를) 읽지 않습니다. 0.11부터 이름이 \`${key}\`(으)로 바뀌었습니다.`,
    gone: (old) =>
      korean`cert-manager는 \`${old}\`을(를) 읽지 않으며, 0.11부터 여기에는 이를 대신하는 어노테이션이 없습니다.`,
    fix: (key) => korean`${key}(으)로 이름 바꾸기`,
  },
};
