import { acmeRequest, isStaging } from '../../issuance/acmeRequest.ts';
import { mapAt, textAt } from '../../model/look.ts';
import type { Resource } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import type { Span } from '../../text/span.ts';
import { asString } from '../../yaml/read.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Gives a hint where a resource that is marked as production, by its name, its namespace or a label, gets its certificates
 * from the staging directory of a CA.
 *
 * ## Why it matters
 * Everything becomes Ready, and every browser refuses the certificate.
 *
 * ## When to allow it
 * While the set-up is tried out.
 *
 * ## References
 * - [Let's Encrypt: staging environment](https://letsencrypt.org/docs/staging-environment/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 이름, 네임스페이스, 레이블로 보아 운영용인 리소스가 CA의 스테이징 디렉터리에서 인증서를 받으면 알려 줍니다.
 *
 * ## 왜 중요한가
 * 모두 Ready가 되지만 어떤 브라우저도 그 인증서를 받아들이지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 설정을 시험하는 동안입니다.
 *
 * ## 참고
 * - [Let's Encrypt 스테이징 환경](https://letsencrypt.org/docs/staging-environment/)
 */
export default defineRule({
  id: 'acme-staging-in-production',
  kinds: ['Issuer', 'ClusterIssuer', 'Certificate', 'Ingress'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'never',
  since: '0.1.0',
  *check(resource, { locale, index }) {
    const mark = markOf(resource);
    if (mark === undefined) return;
    const say = texts[locale];
    if (resource.kind === 'Issuer' || resource.kind === 'ClusterIssuer') {
      const server = textAt(resource.map, 'spec.acme.server');
      if (server && isStaging(server.value)) yield { at: server.span, message: say.found(mark) };
      return;
    }
    const request = acmeRequest(resource, index);
    const at = request && placeOf(resource);
    if (at && request.server !== undefined && isStaging(request.server))
      yield { at, message: say.found(mark) };
  },
});

/** Where the issuer is named. */
function placeOf({ map }: Resource): Span | undefined {
  const annotation = (name: string) => textAt(map, ['metadata', 'annotations', `cert-manager.io/${name}`]);
  return (textAt(map, 'spec.issuerRef.name') ?? annotation('issuer') ?? annotation('cluster-issuer'))?.span;
}

/** What says that the resource is for production; undefined where nothing does, or something else says the opposite. */
function markOf({ name, namespace, map }: Resource): string | undefined {
  const labels = mapAt(map, 'metadata.labels')?.value.entries ?? [];
  const values = labels.map(({ value }) => (value.certain ? (asString(value) ?? '') : ''));
  const words = [name ?? '', namespace ?? '', ...values];
  return words.some((word) => trial.test(word)) ? undefined : words.find((word) => production.test(word));
}

const production = /(?:^|[-_.])(?:prod|production)(?:$|[-_.])/i;
const trial = /(?:^|[-_.])(?:no|non|not|pre|stag|stage|staging|test|testing|dev|qa|uat|trial)(?:$|[-_.])/i;

const texts: Texts<{ readonly found: (mark: string) => string }> = {
  en: {
    found: (mark) =>
      `This is for production, says \`${mark}\`, but its certificates come from a staging directory: no browser trusts them.`,
  },
  ko: {
    found: (mark) =>
      korean`\`${mark}\`(으)로 보아 운영용인데 인증서가 스테이징 디렉터리에서 옵니다. 어떤 브라우저도 신뢰하지 않는 인증서입니다.`,
  },
};
