import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports what a kustomization with cert-manager resources names and what cannot be followed here: a remote base or
 * component, a field that is not known, a generator or chart that has to be run. The same of an ApplicationSet of Argo CD
 * in a workspace with such resources: generators other than `list` and `git` directories, `templatePatch`, functions in
 * the sources of its template.
 *
 * ## Why it matters
 * Nothing is wrong with it. But what such a field changes is not seen, so for the resources that may be changed
 * nothing is said at all: their silence is no approval. Resources that a remote base brings are not judged either.
 *
 * ## When to allow it
 * Always; it is here so that nothing is left out in silence.
 *
 * ## References
 * - [The kustomization file](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)
 * - [Generators of an ApplicationSet](https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager 리소스가 있는 kustomization이 가리키지만 여기서 따라갈 수 없는 것을 알립니다. 원격 base나 component, 모르는 필드,
 * 실행해야 하는 generator나 차트입니다. 그런 리소스가 있는 작업 영역의 Argo CD ApplicationSet에서는 `list`와 `git` 디렉터리가 아닌
 * generator, `templatePatch`, 템플릿의 source에 쓴 함수를 알립니다.
 *
 * ## 왜 중요한가
 * 잘못된 것은 없습니다. 다만 그런 필드가 무엇을 바꾸는지 볼 수 없으므로, 바뀔 수 있는 리소스는 검사하지 않습니다.
 * 조용하다고 문제가 없다는 뜻은 아닙니다. 원격 base가 가져오는 리소스도 검사하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 언제나 괜찮습니다. 말없이 빠지는 것이 없도록 알릴 뿐입니다.
 *
 * ## 참고
 * - [kustomization 파일](https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)
 * - [ApplicationSet의 generator](https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/)
 */
export default defineRule({
  id: 'kustomization-not-followed',
  kinds: everyKind,
  scope: 'build',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, at, detail }, { locale }) {
    const say = texts[locale];
    if (kind === 'remote') yield { at, message: say.remote(detail) };
    if (kind === 'unknown-field') yield { at, message: say.field(detail) };
    if (kind === 'unseen-resources') yield { at, message: say.unseen(detail) };
  },
});

const texts: Texts<Readonly<Record<'remote' | 'field' | 'unseen', (detail: string) => string>>> = {
  en: {
    remote: (url) => `What lies at \`${url}\` is not read: nothing is said of what depends on it.`,
    field: (field) =>
      `What \`${field}\` does is not followed here: nothing is said of the resources that it may change.`,
    unseen: (field) => `The resources that \`${field}\` makes are not seen: they are not checked.`,
  },
  ko: {
    remote: (url) => `\`${url}\`에 있는 것은 읽지 않으므로 그에 따라 달라지는 리소스는 검사하지 않습니다.`,
    field: (field) =>
      `\`${field}\`의 동작은 반영하지 않으므로 그 때문에 바뀔 수 있는 리소스는 검사하지 않습니다.`,
    unseen: (field) => korean`\`${field}\`이(가) 만드는 리소스는 볼 수 없어 검사하지 않습니다.`,
  },
};
