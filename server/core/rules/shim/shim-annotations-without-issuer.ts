import { isBefore } from '../../facts.ts';
import {
  clusterIssuerKey,
  issuerKey,
  meantBy,
  shimAnnotations,
  tlsAcmeKey,
} from '../../issuance/annotations.ts';
import { annotationEntries, isReadOn, lacksAnnotation } from '../../issuance/shimObject.ts';
import { has } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an Ingress with `spec.tls`, or a Gateway with listeners, that tells cert-manager how its certificate shall be
 * (`cert-manager.io/duration`, …), but not who issues it.
 *
 * ## Why it matters
 * cert-manager looks only at objects with `cert-manager.io/issuer` or `cert-manager.io/cluster-issuer`. All other
 * annotations do nothing without one of them: no certificate, no event.
 *
 * ## When to allow it
 * Where the issuer's annotation is added elsewhere (by a patch or a policy), or the controller has
 * `--auto-certificate-annotations` of its own.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 인증서의 모양은 정하면서(`cert-manager.io/duration` 등) 누가 발급할지는 정하지 않은, `spec.tls`가 있는 인그레스나 리스너가 있는
 * 게이트웨이를 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 `cert-manager.io/issuer`나 `cert-manager.io/cluster-issuer`가 있는 객체만 봅니다. 그중 하나가 없으면 다른
 * 어노테이션은 아무 효과가 없고, 인증서도 이벤트도 없습니다.
 *
 * ## 허용해도 되는 경우
 * 발급자 어노테이션을 다른 곳(패치나 정책)에서 넣거나, 컨트롤러에 `--auto-certificate-annotations`를 따로 준 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/)
 */
export default defineRule({
  id: 'shim-annotations-without-issuer',
  kinds: ['Ingress', 'Gateway'],
  scope: 'document',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { isPart, locale, release }) {
    const absent = [issuerKey, clusterIssuerKey, tlsAcmeKey];
    if (!absent.every((key) => lacksAnnotation(map, key))) return;
    if (!has(map, kind === 'Ingress' ? 'spec.tls' : 'spec.listeners') || isPart()) return;
    const entries = annotationEntries(map);
    // A misspelt issuer has a finding of its own.
    if (entries.some(({ name }) => /issuer/i.test(name) && meantBy(name, [issuerKey, clusterIssuerKey])))
      return;
    const first = entries.find(({ name }) => {
      const known = shimAnnotations.get(name);
      return known && isReadOn(kind, known) && !isBefore(release, known.since);
    });
    if (first) yield { at: first.key, message: texts[locale].alone(first.name, kind) };
  },
});

const texts: Texts<{ readonly alone: (key: string, kind: string) => string }> = {
  en: {
    alone: (key, kind) =>
      `\`${key}\` does nothing here: this ${kind} names no issuer (\`${issuerKey}\` or \`${clusterIssuerKey}\`), so cert-manager passes over it.`,
  },
  ko: {
    alone: (key, kind) =>
      korean`이 ${kind}에는 발급자(\`${issuerKey}\`(이)나 \`${clusterIssuerKey}\`)가 없어 cert-manager가 무시하므로 \`${key}\`은(는) 아무 효과가 없습니다.`,
  },
};
