import { mentionsOf } from '../../issuance/references.ts';
import { renamedOf } from '../../issuance/renamed.ts';
import { clusterNamespaces } from '../../issuance/resourceNamespace.ts';
import { textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a name of an issuer, a Secret or a Gateway whose resource a kustomization gives another name: by `namePrefix`,
 * `nameSuffix`, or the hash that a `secretGenerator` adds.
 *
 * ## Why it matters
 * Kustomize changes references along with a name where it knows them, and it knows none of cert-manager's and of the
 * Gateway API: `issuerRef`, the Secrets of an issuer, annotations and `parentRefs` keep the old name, of which there is
 * nothing in the cluster. The certificate waits for ever.
 *
 * ## What to do
 * Write the new name, as a patch in the overlay; or tell kustomize of the field by a `nameReference` of
 * `configurations`; or keep the name: `disableNameSuffixHash: true` in the generator's `options`.
 *
 * ## When to allow it
 * Where something of the old name comes from somewhere else.
 *
 * ## References
 * - [Name references of kustomize](https://github.com/kubernetes-sigs/kustomize/blob/master/examples/transformerconfigs/README.md#name-reference-transformer)
 * - kustomize `api/internal/konfig/builtinpluginconsts/namereference.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * kustomization이 `namePrefix`, `nameSuffix`, 또는 `secretGenerator`의 해시로 다른 이름을 붙인 발급자, 시크릿, 게이트웨이를 원래 이름으로
 * 참조하는 곳을 알립니다.
 *
 * ## 왜 중요한가
 * Kustomize는 아는 참조만 이름과 함께 바꾸는데, cert-manager와 게이트웨이 API의 참조는 알지 못합니다. `issuerRef`, 발급자의 시크릿, 어노테이션,
 * `parentRefs`에는 클러스터에 없는 원래 이름이 남고 인증서는 끝없이 기다립니다.
 *
 * ## 해결 방법
 * 오버레이에 패치로 새 이름을 적거나, `configurations`의 `nameReference`로 kustomize에 필드를 알려 주거나, 생성기의 `options`에
 * `disableNameSuffixHash: true`를 적어 이름을 유지합니다.
 *
 * ## 허용해도 되는 경우
 * 원래 이름의 리소스가 다른 곳에서 오는 경우입니다.
 *
 * ## 참고
 * - [kustomize의 이름 참조](https://github.com/kubernetes-sigs/kustomize/blob/master/examples/transformerconfigs/README.md#name-reference-transformer)
 * - kustomize `api/internal/konfig/builtinpluginconsts/namereference.go`
 */
export default defineRule({
  id: 'name-changed-by-kustomization',
  kinds: [
    'Certificate',
    'CertificateRequest',
    'Issuer',
    'ClusterIssuer',
    'Ingress',
    'Gateway',
    'ListenerSet',
  ],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const say = texts[locale];
    const [clusterNamespace] =
      resource.kind === 'ClusterIssuer' ? (index.gathered(clusterNamespaces) ?? []) : [];
    for (const mention of mentionsOf(resource, clusterNamespace)) {
      const renamed = renamedOf(mention, index);
      const name = renamed && textAt(renamed.map, 'metadata.name');
      if (!renamed || !name) continue;
      yield {
        at: mention.at,
        message: say.changed(mention.kind, mention.name, name.value),
        related: [{ at: name.span, message: say.here(name.value), of: renamed }],
        fixes: () =>
          mention.shared || !isPlain.test(name.value) || isHashed(name.value, mention.name)
            ? []
            : [
                {
                  title: say.use(name.value),
                  safety: 'unsafe',
                  edits: [{ span: mention.at, newText: name.value }],
                  ofBuild: true,
                },
              ],
      };
    }
  },
});

/** Names that need no quotes, and may stand between some. */
const isPlain = /^[a-z][a-z0-9.-]*$/;

/** Whether a name ends with the hash of what the resource holds, which changes with it (kustomize `api/hasher/hasher.go`). */
const isHashed = (name: string, before: string) =>
  name.includes(before) && /-[2456789bcdfghkmt]{10}$/.test(name);

interface Say {
  readonly changed: (kind: string, name: string, now: string) => string;
  readonly here: (name: string) => string;
  readonly use: (name: string) => string;
}

const texts: Texts<Say> = {
  en: {
    changed: (kind, name, now) =>
      `Kustomize calls the ${kind} \`${now}\`, and this still asks for \`${name}\`: it does not know the field as a reference. Nothing of that name is in this workspace, and the certificate waits for it.`,
    here: (name) => `This is \`${name}\` when it is built.`,
    use: (name) => `Ask for ${name}`,
  },
  ko: {
    changed: (kind, name, now) =>
      korean`Kustomize가 ${kind}에 \`${now}\`(이)라는 이름을 붙이지만, 이 필드가 참조인 줄 몰라 여기에는 \`${name}\`이(가) 남습니다. 이 작업 영역에는 그런 이름이 없어 인증서가 계속 기다립니다.`,
    here: (name) => korean`빌드하면 이름이 \`${name}\`이(가) 됩니다.`,
    use: (name) => `${name} 참조하기`,
  },
};
