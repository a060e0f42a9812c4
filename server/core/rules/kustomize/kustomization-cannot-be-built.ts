import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import type { Unlike } from '../../workspace/built.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports what makes `kustomize build` refuse a kustomization with cert-manager resources: a file that is not there,
 * a folder without a kustomization, a kustomization that includes itself, a patch or a replacement that cannot be
 * applied, one resource twice; a patch without a `target`, an entry of `replicas`, the source of a replacement or a
 * generator with `behavior: merge` whose resource is not there. A patch finds its resource by group, version, kind, name
 * and namespace.
 *
 * ## Why it matters
 * Flux and Argo CD keep applying the last state that could be built, so the issuer or certificate in the cluster stays
 * what it was, whatever is changed here. So nothing that such a kustomization builds is checked or listed in the plan,
 * unless only a file or folder is not there, which something else may bring.
 *
 * ## When to allow it
 * Where the file is made by something else before the build.
 *
 * ## References
 * - [The kustomization file](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 리소스가 있는 kustomization을 `kustomize build`가 거부하게 만드는 것을 알립니다. 없는 파일, kustomization이 없는
 * 폴더, 자신을 포함하는 kustomization, 적용할 수 없는 패치나 replacement, 두 번 나오는 리소스, 그리고 대상 리소스가 없는 경우
 * (`target` 없는 패치, `replicas` 항목, replacement의 source, `behavior: merge`인 generator)입니다. 패치는 group, version,
 * kind, 이름, 네임스페이스로 리소스를 찾습니다.
 *
 * ## 왜 중요한가
 * Flux와 Argo CD는 마지막으로 빌드할 수 있었던 상태를 계속 적용하므로, 여기서 무엇을 바꾸어도 클러스터의 발급자나 인증서는 그대로
 * 남습니다. 그래서 이런 kustomization이 빌드하는 것은 검사하지 않고 계획에도 싣지 않습니다. 파일이나 폴더만 없는 경우는 다른
 * 도구가 만들 수도 있으므로 예외입니다.
 *
 * ## 허용해도 되는 경우
 * 빌드 전에 다른 도구가 그 파일을 만드는 경우입니다.
 *
 * ## 참고
 * - [kustomization 파일](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)
 */
export default defineRule({
  id: 'kustomization-cannot-be-built',
  kinds: everyKind,
  scope: 'build',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, at, detail, unlike }, { locale }) {
    const say = texts[locale];
    if (kind === 'missing-file') yield { at, message: say.missing(detail) };
    if (kind === 'not-usable') yield { at, message: say.unusable(detail) };
    if (kind === 'cycle') yield { at, message: say.cycle(detail) };
    if (kind === 'patch-not-applicable') yield { at, message: say.patch(detail) };
    if (kind === 'replacement-not-applicable') yield { at, message: say.replacement(detail) };
    if (kind === 'resource-not-there')
      yield { at, message: unlike ? say.unlike(detail, unlike) : say.gone(detail) };
    if (kind === 'resource-not-unique') yield { at, message: say.several(detail) };
    if (kind === 'workload-not-there') yield { at, message: say.workload(detail) };
    if (kind === 'duplicate-resource') yield { at, message: say.twice(detail) };
  },
});

type Plain =
  | 'missing'
  | 'unusable'
  | 'cycle'
  | 'patch'
  | 'replacement'
  | 'gone'
  | 'several'
  | 'workload'
  | 'twice';
type Say = Readonly<Record<Plain, (detail: string) => string>> & {
  readonly unlike: (resource: string, unlike: Unlike) => string;
};

const texts: Texts<Say> = {
  en: {
    missing: (path) => `There is no \`${path}\`: kustomize refuses to build.`,
    unusable: (path) => `\`${path}\` cannot be used as a kustomization: kustomize refuses to build.`,
    cycle: (path) =>
      `\`${path}\` leads back to a kustomization that includes this one: kustomize refuses to build.`,
    patch: (what) => `This patch cannot be applied (\`${what}\`): kustomize refuses to build.`,
    replacement: (what) => `This replacement cannot be made (\`${what}\`): kustomize refuses to build.`,
    gone: (resource) => `No resource of this kustomization is \`${resource}\`: kustomize refuses to build.`,
    several: (resource) =>
      `Several resources of this kustomization are, or were once, \`${resource}\`: kustomize refuses to build.`,
    unlike(resource, { field, asked, there }) {
      const having = (value: string | undefined) =>
        value === undefined ? `without \`${field}\`` : `with \`${field}: ${value}\``;
      return `No resource of this kustomization is \`${resource}\` ${having(asked)}, only ${having(there)}: kustomize refuses to build.`;
    },
    workload: (name) =>
      `No Deployment, StatefulSet, ReplicaSet or ReplicationController of this kustomization is called \`${name}\`: kustomize refuses to build.`,
    twice: (resource) => `\`${resource}\` is there twice: kustomize refuses to build.`,
  },
  ko: {
    missing: (path) => korean`\`${path}\`이(가) 없어 kustomize가 빌드를 거부합니다.`,
    unusable: (path) => korean`\`${path}\`을(를) kustomization으로 쓸 수 없어 kustomize가 빌드를 거부합니다.`,
    cycle: (path) =>
      korean`\`${path}\`이(가) 이 kustomization을 포함하는 kustomization으로 되돌아가 kustomize가 빌드를 거부합니다.`,
    patch: (what) => `이 패치를 적용할 수 없어(\`${what}\`) kustomize가 빌드를 거부합니다.`,
    replacement: (what) => `이 replacement를 적용할 수 없어(\`${what}\`) kustomize가 빌드를 거부합니다.`,
    gone: (resource) => `이 kustomization에 \`${resource}\`인 리소스가 없어 kustomize가 빌드를 거부합니다.`,
    several: (resource) =>
      `이 kustomization에 \`${resource}\`이거나 그랬던 리소스가 여럿이어서 kustomize가 빌드를 거부합니다.`,
    unlike(resource, { field, asked, there }) {
      const having = (value: string | undefined) =>
        value === undefined ? korean`\`${field}\`이(가) 없는` : `\`${field}: ${value}\`인`;
      return korean`이 kustomization에는 ${having(asked)} \`${resource}\`이(가) 없고 ${having(there)} 것만 있어 kustomize가 빌드를 거부합니다.`;
    },
    workload: (name) =>
      `이 kustomization에 이름이 \`${name}\`인 Deployment, StatefulSet, ReplicaSet, ReplicationController가 없어 kustomize가 빌드를 거부합니다.`,
    twice: (resource) => korean`\`${resource}\`이(가) 두 번 있어 kustomize가 빌드를 거부합니다.`,
  },
};
