import { isBefore } from '../../facts.ts';
import { isWrittenKey } from '../../model/certificate.ts';
import { mapAt } from '../../model/look.ts';
import { isLabelValue, isQualifiedName } from '../../model/names.ts';
import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { asString } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a label whose key or value Kubernetes does not take, in `metadata.labels` and in a Certificate's
 * `secretTemplate.labels`. A key is a name of at most 63 letters, digits, `-`, `_` and `.`, with an optional DNS
 * name and `/` before it; a value is such a name, or empty.
 *
 * ## Why it matters
 * The API server refuses the resource, or cert-manager's webhook the Certificate.
 *
 * ## When to allow it
 * Never: it cannot be stored.
 *
 * ## References
 * - [Labels and
 *   selectors](https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)
 * - k8s.io/apimachinery 0.36 `pkg/apis/meta/v1/validation`
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateSecretTemplateLabels`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 쿠버네티스가 받아들이지 않는 키나 값의 레이블을 알립니다. `metadata.labels`와 Certificate의
 * `secretTemplate.labels`를 봅니다. 키는 63자 이하의 문자, 숫자, `-`, `_`, `.`로 된 이름이고 앞에 DNS 이름과 `/`가
 * 올 수 있습니다. 값도 같은 꼴이거나 비어 있습니다.
 *
 * ## 왜 중요한가
 * API 서버가 리소스를, 또는 cert-manager의 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 저장될 수 없습니다.
 *
 * ## 참고
 * - [Labels and
 *   selectors](https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)
 * - k8s.io/apimachinery 0.36 `pkg/apis/meta/v1/validation`
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateSecretTemplateLabels`)
 */
export default defineRule({
  id: 'label-malformed',
  kinds: everyKind,
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map, kind }, { locale, release }) {
    const say = texts[locale];
    const places = ['metadata.labels'];
    if (kind === 'Certificate' && !isBefore(release, '1.5')) places.push('spec.secretTemplate.labels');
    for (const path of places) {
      const labels = mapAt(map, path)?.value;
      for (const entry of labels?.entries ?? []) {
        const { name, key, value, alias } = entry;
        if (labels && !isQualifiedName(name) && isWrittenKey(labels, entry))
          yield { at: key, message: say.key(name) };
        const text = value.certain ? asString(value) : undefined;
        if (text !== undefined && !isLabelValue(text))
          yield { at: alias ?? value.span, message: say.value(text) };
      }
    }
  },
});

const texts: Texts<Readonly<Record<'key' | 'value', (text: string) => string>>> = {
  en: {
    key: (text) =>
      `\`${text}\` cannot be the key of a label: a name of at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with an optional DNS name and \`/\` before it. The resource is refused.`,
    value: (text) =>
      `\`${text}\` cannot be the value of a label: at most 63 letters, digits, \`-\`, \`_\` and \`.\`, beginning and ending with a letter or digit. The resource is refused.`,
  },
  ko: {
    key: (text) =>
      korean`\`${text}\`은(는) 레이블의 키가 될 수 없습니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`로 된 이름이고 앞에 DNS 이름과 \`/\`가 올 수 있습니다. 리소스가 거부됩니다.`,
    value: (text) =>
      korean`\`${text}\`은(는) 레이블의 값이 될 수 없습니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`만 쓸 수 있고 양 끝은 영숫자여야 합니다. 리소스가 거부됩니다.`,
  },
};
