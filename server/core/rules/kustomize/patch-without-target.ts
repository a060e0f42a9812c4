import { everyKind } from '../../model/resource.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a patch of a kustomization with cert-manager resources whose target matches none of its resources.
 *
 * ## Why it matters
 * A patch with a `target` that matches nothing changes nothing, and kustomize says no word about it: the node affinity
 * that an overlay should give to a solver is not there. Where a patch names its resource itself,
 * kustomize refuses to build, which is another finding (`kustomization-cannot-be-built`).
 *
 * ## When to allow it
 * In a component that is used by several overlays, some of which lack the target.
 *
 * ## References
 * - [Patches](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 리소스가 있는 kustomization에서 대상이 어느 리소스와도 맞지 않는 패치를 알립니다.
 *
 * ## 왜 중요한가
 * `target`이 아무것과도 맞지 않는 패치는 아무것도 바꾸지 않고 kustomize는 아무 말도 하지 않습니다. 오버레이가 솔버에 주려던 노드
 * 어피니티가 들어가지 않습니다. `target` 없이 패치에 적힌 이름으로 대상을 찾는 경우에는 kustomize가 빌드를 거부하며, 이는
 * `kustomization-cannot-be-built`가 알립니다.
 *
 * ## 허용해도 되는 경우
 * 대상이 없는 오버레이도 함께 쓰는 component입니다.
 *
 * ## 참고
 * - [패치](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/)
 */
export default defineRule({
  id: 'patch-without-target',
  kinds: everyKind,
  scope: 'build',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, at, detail }, { locale }) {
    if (kind === 'patch-without-target') yield { at, message: texts[locale].lost(detail) };
  },
});

const texts: Texts<{ readonly lost: (target: string) => string }> = {
  en: { lost: (target) => `No resource of this kustomization is \`${target}\`: the patch changes nothing.` },
  ko: {
    lost: (target) => `이 kustomization에 \`${target}\`인 리소스가 없어 패치가 아무것도 바꾸지 않습니다.`,
  },
};
