import { isBefore } from '../../facts.ts';
import { utf8Length } from '../../model/address.ts';
import { isWrittenKey } from '../../model/certificate.ts';
import { mapAt } from '../../model/look.ts';
import { isQualifiedName } from '../../model/names.ts';
import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { asString } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an annotation whose key Kubernetes does not take, and annotations of more than 256 KiB together, in
 * `metadata.annotations` and in a Certificate's `secretTemplate.annotations`. A key is a name of at most 63 letters,
 * digits, `-`, `_` and `.`, with an optional DNS name and `/` before it.
 *
 * ## Why it matters
 * The API server refuses the resource, or cert-manager's webhook the Certificate.
 *
 * ## When to allow it
 * Never: it cannot be stored.
 *
 * ## References
 * -
 *   [Annotations](https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set)
 * - k8s.io/apimachinery 0.36 `pkg/api/validation/objectmeta.go` (`ValidateAnnotations`)
 */
/**
 * @lang ko
 * ## 하는 일
 * 쿠버네티스가 받아들이지 않는 키의 어노테이션과, 모두 합쳐 256 KiB가 넘는 어노테이션을 알립니다.
 * `metadata.annotations`와 Certificate의 `secretTemplate.annotations`를 봅니다. 키는 63자 이하의 문자, 숫자, `-`,
 * `_`, `.`로 된 이름이고 앞에 DNS 이름과 `/`가 올 수 있습니다.
 *
 * ## 왜 중요한가
 * API 서버가 리소스를, 또는 cert-manager의 웹훅이 Certificate를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 저장될 수 없습니다.
 *
 * ## 참고
 * -
 *   [Annotations](https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set)
 * - k8s.io/apimachinery 0.36 `pkg/api/validation/objectmeta.go` (`ValidateAnnotations`)
 */
export default defineRule({
  id: 'annotation-malformed',
  kinds: everyKind,
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map, kind }, { locale, release }) {
    const say = texts[locale];
    const places = ['metadata.annotations'];
    if (kind === 'Certificate' && !isBefore(release, '1.5')) places.push('spec.secretTemplate.annotations');
    for (const path of places) {
      const annotations = mapAt(map, path);
      for (const entry of annotations?.value.entries ?? []) {
        const { name, key } = entry;
        if (!annotations || !isWrittenKey(annotations.value, entry)) continue;
        // The API server looks at the key in lower case.
        if (!isQualifiedName(name.toLowerCase())) yield { at: key, message: say.key(name) };
      }
      if (annotations && size(annotations.value) > 256 * 1024)
        yield { at: annotations.key, message: say.size };
    }
  },
});

/** The bytes that are surely in there. */
function size(map: YamlMap): number {
  return map.entries.reduce(
    (sum, { name, value }) => sum + utf8Length(name) + utf8Length((value.certain && asString(value)) || ''),
    0,
  );
}

const texts: Texts<{ readonly key: (text: string) => string; readonly size: string }> = {
  en: {
    key: (text) =>
      `\`${text}\` cannot be the key of an annotation: a name of at most 63 letters, digits, \`-\`, \`_\` and \`.\`, with an optional DNS name and \`/\` before it. The resource is refused.`,
    size: 'These annotations have more than 256 KiB together; the resource is refused.',
  },
  ko: {
    key: (text) =>
      korean`\`${text}\`은(는) 어노테이션의 키가 될 수 없습니다. 63자 이하의 영숫자, \`-\`, \`_\`, \`.\`로 된 이름이고 앞에 DNS 이름과 \`/\`가 올 수 있습니다. 리소스가 거부됩니다.`,
    size: '어노테이션이 모두 합쳐 256 KiB를 넘습니다. 리소스가 거부됩니다.',
  },
};
