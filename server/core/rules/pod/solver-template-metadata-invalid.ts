import { type Found, mapAt } from '../../model/look.ts';
import { isLabelValue, isQualifiedName } from '../../model/names.ts';
import { korean } from '../../text/korean.ts';
import { asString } from '../../yaml/read.ts';
import type { YamlEntry, YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports labels and annotations for the objects of an HTTP-01 solver (`podTemplate.metadata`,
 * `ingressTemplate.metadata`, the `labels` of `gatewayHTTPRoute`) whose keys or values Kubernetes does not take.
 *
 * ## Why it matters
 * cert-manager's webhook does not look at them: the Issuer is accepted and becomes Ready. When a certificate is asked
 * for, the API server refuses the pod, the Ingress or the HTTPRoute. The Challenge shows the event `PresentError`, and
 * the Certificate never becomes Ready.
 *
 * ## When to allow it
 * Never: no such object can be created.
 *
 * ## References
 * - [Labels: syntax](https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)
 * - [Annotations: syntax](https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set)
 */
/**
 * @lang ko
 * ## 하는 일
 * HTTP-01 솔버의 오브젝트에 붙일 레이블과 어노테이션(`podTemplate.metadata`, `ingressTemplate.metadata`,
 * `gatewayHTTPRoute`의 `labels`) 가운데 쿠버네티스가 받지 않는 키와 값을 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager의 웹훅은 이를 살피지 않습니다. Issuer는 받아들여지고 Ready가 됩니다. 인증서를 요청할 때 API 서버가 파드, 인그레스,
 * HTTPRoute를 거부합니다. Challenge에는 `PresentError` 이벤트가 남고 Certificate는 Ready가 되지 못합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 이런 오브젝트는 만들 수 없습니다.
 *
 * ## 참고
 * - [레이블 문법](https://kubernetes.io/ko/docs/concepts/overview/working-with-objects/labels/)
 * - [어노테이션 문법](https://kubernetes.io/ko/docs/concepts/overview/working-with-objects/annotations/)
 */
export default defineRule({
  id: 'solver-template-metadata-invalid',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check(issuer, { locale }) {
    const say = texts[locale];
    const seen = new Set<YamlEntry>();
    for (const { http01 } of issuer.solvers) {
      if (!http01) continue;
      for (const [path, what] of places) {
        for (const entry of entriesOf(mapAt(http01.value.map, path))) {
          if (seen.has(entry)) continue;
          seen.add(entry);
          if (!isQualifiedName(what === 'annotation' ? entry.name.toLowerCase() : entry.name)) {
            yield { at: entry.key, message: say[what](entry.name) };
            continue;
          }
          const value = entry.value.certain ? asString(entry.value) : undefined;
          if (what === 'label' && value !== undefined && !isLabelValue(value))
            yield { at: entry.value.span, message: say.value(value) };
        }
      }
    }
  },
});

const places = [
  ['ingress.podTemplate.metadata.labels', 'label'],
  ['ingress.podTemplate.metadata.annotations', 'annotation'],
  ['ingress.ingressTemplate.metadata.labels', 'label'],
  ['ingress.ingressTemplate.metadata.annotations', 'annotation'],
  ['gatewayHTTPRoute.labels', 'label'],
  ['gatewayHTTPRoute.podTemplate.metadata.labels', 'label'],
  ['gatewayHTTPRoute.podTemplate.metadata.annotations', 'annotation'],
] as const;

/** The entries of a mapping whose keys are surely what is written. */
function entriesOf(map: Found<YamlMap> | undefined): readonly YamlEntry[] {
  return map?.value.certain ? map.value.entries.filter(({ name }) => name !== '<<') : [];
}

const end = {
  en: 'The API server refuses the object that is to carry it.',
  ko: 'API 서버가 이 메타데이터가 붙을 오브젝트를 거부합니다.',
};

const texts: Texts<Readonly<Record<'label' | 'annotation' | 'value', (text: string) => string>>> = {
  en: {
    label: (key) => `\`${key}\` is no key of a label. ${end.en}`,
    annotation: (key) => `\`${key}\` is no key of an annotation. ${end.en}`,
    value: (value) =>
      `\`${value}\` is no label value: at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with a letter or digit at both ends. ${end.en}`,
  },
  ko: {
    label: (key) => korean`\`${key}\`은(는) 레이블의 키가 아닙니다. ${end.ko}`,
    annotation: (key) => korean`\`${key}\`은(는) 어노테이션의 키가 아닙니다. ${end.ko}`,
    value: (value) =>
      korean`\`${value}\`은(는) 레이블 값이 아닙니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`만 쓸 수 있고 양 끝은 영숫자여야 합니다. ${end.ko}`,
  },
};
