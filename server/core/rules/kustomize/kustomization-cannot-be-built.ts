import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports what makes `kustomize build` refuse a kustomization with cert-manager resources: a file that is not there,
 * a folder without a kustomization, a kustomization that includes itself, a patch that cannot be applied, one resource
 * twice.
 *
 * ## Why it matters
 * Flux and Argo CD keep applying the last state that could be built, so the issuer or certificate in the cluster stays
 * what it was, whatever is changed here.
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
 * 폴더, 자신을 포함하는 kustomization, 적용할 수 없는 패치, 두 번 나오는 리소스입니다.
 *
 * ## 왜 중요한가
 * Flux와 Argo CD는 마지막으로 빌드할 수 있었던 상태를 계속 적용하므로, 여기서 무엇을 바꾸어도 클러스터의 발급자나 인증서는 그대로
 * 남습니다.
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
  *check({ kind, at, detail }, { locale }) {
    const say = texts[locale];
    if (kind === 'missing-file') yield { at, message: say.missing(detail) };
    if (kind === 'not-usable') yield { at, message: say.unusable(detail) };
    if (kind === 'cycle') yield { at, message: say.cycle(detail) };
    if (kind === 'patch-not-applicable') yield { at, message: say.patch(detail) };
    if (kind === 'duplicate-resource') yield { at, message: say.twice(detail) };
  },
});

type Say = Readonly<Record<'missing' | 'unusable' | 'cycle' | 'patch' | 'twice', (detail: string) => string>>;

const texts: Texts<Say> = {
  en: {
    missing: (path) => `There is no \`${path}\`: kustomize refuses to build.`,
    unusable: (path) => `\`${path}\` cannot be used as a kustomization: kustomize refuses to build.`,
    cycle: (path) =>
      `\`${path}\` leads back to a kustomization that includes this one: kustomize refuses to build.`,
    patch: (what) => `This patch cannot be applied (\`${what}\`): kustomize refuses to build.`,
    twice: (resource) => `\`${resource}\` is there twice: kustomize refuses to build.`,
  },
  ko: {
    missing: (path) => korean`\`${path}\`이(가) 없어 kustomize가 빌드를 거부합니다.`,
    unusable: (path) => korean`\`${path}\`을(를) kustomization으로 쓸 수 없어 kustomize가 빌드를 거부합니다.`,
    cycle: (path) =>
      korean`\`${path}\`이(가) 이 kustomization을 포함하는 kustomization으로 되돌아가 kustomize가 빌드를 거부합니다.`,
    patch: (what) => `이 패치를 적용할 수 없어(\`${what}\`) kustomize가 빌드를 거부합니다.`,
    twice: (resource) => korean`\`${resource}\`이(가) 두 번 있어 kustomize가 빌드를 거부합니다.`,
  },
};
