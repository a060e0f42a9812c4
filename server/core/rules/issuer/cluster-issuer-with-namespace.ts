import { mapAt, textAt } from '../../model/look.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points at a ClusterIssuer with `metadata.namespace`, unless that is `cert-manager`, where its Secrets are by default.
 *
 * ## Why it matters
 * A ClusterIssuer is in no namespace: the API server drops the field. Whoever writes it often expects cert-manager to look
 * for the issuer's Secrets there. It looks in its cluster resource namespace, mostly `cert-manager`.
 *
 * ## When to allow it
 * Where tools want a namespace on everything.
 *
 * ## References
 * - [Cluster resource namespace](https://cert-manager.io/docs/configuration/)
 * - cert-manager issues 2399, 3798, 5294
 */
/**
 * @lang ko
 * ## 하는 일
 * `metadata.namespace`가 있는 ClusterIssuer를 알립니다. 기본적으로 시크릿을 두는 곳인 `cert-manager`이면 알리지 않습니다.
 *
 * ## 왜 중요한가
 * ClusterIssuer는 어느 네임스페이스에도 속하지 않으며 API 서버는 이 필드를 버립니다. 이 필드를 쓰는 사람은 cert-manager가 그곳에서 발급자의
 * 시크릿을 찾으리라 기대하곤 하지만, 실제로는 클러스터 리소스 네임스페이스(대개 `cert-manager`)에서 찾습니다.
 *
 * ## 허용해도 되는 경우
 * 모든 것에 네임스페이스를 요구하는 도구를 쓰는 경우입니다.
 *
 * ## 참고
 * - [클러스터 리소스 네임스페이스](https://cert-manager.io/docs/configuration/)
 * - cert-manager 이슈 2399, 3798, 5294
 */
export default defineRule({
  id: 'cluster-issuer-with-namespace',
  kinds: ['ClusterIssuer'],
  scope: 'document',
  severity: 'info',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale, edit }) {
    const metadata = mapAt(map, 'metadata');
    const namespace = textAt(map, 'metadata.namespace');
    if (!metadata || !namespace || /^(cert-manager)?$/.test(namespace.value)) return;
    // A kustomization gives one to all that it builds: nobody wrote it here.
    const { start, end } = metadata.value.span;
    if (namespace.key.start < start || namespace.key.end > end) return;
    const say = texts[locale];
    yield {
      at: namespace.key,
      message: say.dropped(namespace.value),
      // A patch of a kustomization finds it by its namespace, too.
      fixes: () => {
        const edits = edit.remove(metadata.value, namespace.entry);
        return edits ? [{ title: say.remove, safety: 'unsafe', edits }] : [];
      },
    };
  },
});

interface Say {
  readonly dropped: (namespace: string) => string;
  readonly remove: string;
}

const texts: Texts<Say> = {
  en: {
    dropped: (namespace) =>
      `A ClusterIssuer is in no namespace: this is dropped, and its Secrets are not looked for in \`${namespace}\` because of it.`,
    remove: 'Remove namespace',
  },
  ko: {
    dropped: (namespace) =>
      `ClusterIssuer는 네임스페이스에 속하지 않아 이 값은 버려집니다. 이 값 때문에 \`${namespace}\`에서 시크릿을 찾지는 않습니다.`,
    remove: 'namespace 지우기',
  },
};
