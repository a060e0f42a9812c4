import { replaced } from '../../model/certificate.ts';
import { type Found, look, mapAt, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { Edits } from '../../yaml/edit.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an `issuerRef` that the webhook refuses: an empty `name`, or a `kind` other than `Issuer` and
 * `ClusterIssuer` where `group` is missing or `cert-manager.io`. Upper and lower case count.
 *
 * ## Why it matters
 * An issuer of another project (`AWSPCAClusterIssuer`, `StepIssuer`, …) lives in an API group of its own. Without
 * `group` cert-manager takes the reference for one of its own kinds, and the webhook refuses it.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [External issuers](https://cert-manager.io/docs/configuration/issuers/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateIssuerRef`)
 * - cert-manager/csi-driver issue 197
 */
/**
 * @lang ko
 * ## 하는 일
 * 웹훅이 거부하는 `issuerRef`를 알립니다. `name`이 비어 있거나, `group`이 없거나 `cert-manager.io`인데 `kind`가
 * `Issuer`도 `ClusterIssuer`도 아닌 경우입니다. 대소문자를 구별합니다.
 *
 * ## 왜 중요한가
 * 다른 프로젝트의 발급자(`AWSPCAClusterIssuer`, `StepIssuer` 등)는 자신의 API 그룹에 있습니다. `group`이 없으면
 * cert-manager는 자기 종류를 가리킨다고 여기고 웹훅이 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [External issuers](https://cert-manager.io/docs/configuration/issuers/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` (`validateIssuerRef`)
 * - cert-manager/csi-driver issue 197
 */
export default defineRule({
  id: 'issuer-ref-malformed',
  kinds: ['Certificate', 'CertificateRequest'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { isPart, locale, edit }) {
    const say = texts[locale];
    const name = textAt(map, 'spec.issuerRef.name');
    if (name?.value === '') yield { at: name.span, message: say.noName };
    const kind = textAt(map, 'spec.issuerRef.kind');
    if (!kind || ['', 'Issuer', 'ClusterIssuer'].includes(kind.value)) return;
    const group = look(map, 'spec.issuerRef.group');
    const written = textAt(map, 'spec.issuerRef.group')?.value;
    if (
      group.state === 'unknown' ||
      (group.state === 'absent' && isPart()) ||
      (group.state === 'written' && written === undefined)
    )
      return;
    if (written !== undefined && written !== '' && written !== 'cert-manager.io') return;
    const home = written === undefined ? homes.get(kind.value) : undefined;
    const message = home === undefined ? say.unknownKind(kind.value) : say.noGroup(kind.value, home);
    yield {
      at: kind.span,
      message,
      fixes: () => {
        const meant = own(kind);
        const renamed = meant === undefined ? undefined : replaced(kind.entry.value, kind.entry.alias, meant);
        const holder = mapAt(map, 'spec.issuerRef')?.entry;
        const grouped = home === undefined ? undefined : holder && edit.insert(holder, ['group'], home);
        return [
          ...fix(say.useKind(meant ?? ''), renamed && [renamed]),
          ...fix(say.addGroup(home ?? ''), grouped),
        ];
      },
    };
  },
});

const fix = (title: string, edits: Edits | undefined): Fix[] =>
  edits ? [{ title, safety: 'safe', edits }] : [];

/** The own kind that was meant, whatever its case. */
function own(kind: Found<string>): string | undefined {
  const plain = kind.value.toLowerCase().replace(/[-_ ]/g, '');
  return ['Issuer', 'ClusterIssuer'].find((known) => known.toLowerCase() === plain);
}

/** API groups of well-known external issuers, by kind (their own CRDs). */
const homes: ReadonlyMap<string, string> = new Map([
  ['AWSPCAIssuer', 'awspca.cert-manager.io'],
  ['AWSPCAClusterIssuer', 'awspca.cert-manager.io'],
  ['GoogleCASIssuer', 'cas-issuer.jetstack.io'],
  ['GoogleCASClusterIssuer', 'cas-issuer.jetstack.io'],
  ['StepIssuer', 'certmanager.step.sm'],
  ['StepClusterIssuer', 'certmanager.step.sm'],
  ['OriginIssuer', 'cert-manager.k8s.cloudflare.com'],
  ['ClusterOriginIssuer', 'cert-manager.k8s.cloudflare.com'],
]);

interface Say {
  readonly noName: string;
  readonly unknownKind: (kind: string) => string;
  readonly noGroup: (kind: string, group: string) => string;
  readonly useKind: (kind: string) => string;
  readonly addGroup: (group: string) => string;
}

const texts: Texts<Say> = {
  en: {
    noName: '`issuerRef.name` is empty: the webhook refuses a request that names no issuer.',
    unknownKind: (kind) =>
      `cert-manager has no issuer kind \`${kind}\`, so the webhook refuses it: \`Issuer\` or \`ClusterIssuer\`, or the \`group\` of an external issuer beside it.`,
    noGroup: (kind, group) =>
      `\`${kind}\` is an external issuer; without \`group: ${group}\` the webhook takes it for one of cert-manager's own kinds and refuses it.`,
    useKind: (kind) => `Write ${kind}`,
    addGroup: (group) => `Add group: ${group}`,
  },
  ko: {
    noName: '`issuerRef.name`이 비어 있습니다. 발급자를 지정하지 않은 요청은 웹훅이 거부합니다.',
    unknownKind: (kind) =>
      korean`cert-manager에는 \`${kind}\`(이)라는 발급자 종류가 없어 웹훅이 거부합니다. \`Issuer\`나 \`ClusterIssuer\`를 쓰거나, 외부 발급자라면 그 \`group\`을 함께 적어야 합니다.`,
    noGroup: (kind, group) =>
      korean`\`${kind}\`은(는) 외부 발급자입니다. \`group: ${group}\`이(가) 없으면 웹훅이 cert-manager 자체의 종류로 보고 거부합니다.`,
    useKind: (kind) => korean`${kind}(으)로 바꾸기`,
    addGroup: (group) => `group: ${group} 추가하기`,
  },
};
