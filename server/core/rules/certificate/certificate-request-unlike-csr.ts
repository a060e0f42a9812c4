import { csrUsagesComparedSince, isBefore } from '../../facts.ts';
import { readCsr, type Usages, usagesAsked } from '../../model/csr.ts';
import { booleanAt, lacks, nodeAt, textAt, textsAt } from '../../model/look.ts';
import { decodeBase64 } from '../../model/pem.ts';
import { korean } from '../../text/korean.ts';
import { isDeeplyCertain } from '../../yaml/read.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reads the certificate signing request in `spec.request` and reports where it asks for other usages than
 * `spec.usages`, or to be a CA where `spec.isCA` says otherwise. Extended usages must stand in the same order. Without
 * `usages`, cert-manager means `digital signature` and `key encipherment`.
 *
 * ## Why it matters
 * The admission webhook refuses the resource. Only a request that holds no such extensions may be given any.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs since cert-manager 1.13; nothing is said for older releases.
 *
 * ## References
 * - [CertificateRequest](https://cert-manager.io/docs/usage/certificaterequest/)
 * - cert-manager 1.21 `pkg/util/pki/certificatetemplate.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `spec.request`에 있는 인증서 서명 요청을 읽어, `spec.usages`와 다른 용도를 요청하거나 `spec.isCA`와 다르게 CA가 되려는
 * 경우를 알립니다. 확장 용도는 순서도 같아야 합니다. `usages`가 없으면 cert-manager는 `digital signature`와
 * `key encipherment`로 봅니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 리소스를 거부합니다. 이런 확장이 없는 요청에만 아무 용도나 줄 수 있습니다.
 *
 * ## 허용해도 되는 경우
 * cert-manager 1.13부터 웹훅은 어디서나 이를 거부합니다. 더 오래된 릴리스에서는 알리지 않습니다.
 *
 * ## 참고
 * - [CertificateRequest](https://cert-manager.io/docs/usage/certificaterequest/)
 * - cert-manager 1.21 `pkg/util/pki/certificatetemplate.go`
 */
export default defineRule({
  id: 'certificate-request-unlike-csr',
  kinds: ['CertificateRequest'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { clusterRelease, locale }) {
    const request = textAt(map, 'spec.request');
    const pem = request && decodeBase64(request.value);
    const csr = pem && !isBefore(clusterRelease, csrUsagesComparedSince) ? readCsr(pem) : undefined;
    const ca = booleanAt(map, 'spec.isCA');
    if (!request || !csr || (!ca && !lacks(map, 'spec.isCA'))) return;
    const say = texts[locale];
    const isCa = ca?.value ?? false;
    if (csr.isCa !== undefined && csr.isCa !== isCa)
      yield { at: (ca ?? request).key, message: csr.isCa ? say.wantsCa : say.wantsNoCa };
    const asked = usagesIn(map, isCa);
    if (!csr.usages || !asked || namesOf(csr.usages) === namesOf(asked)) return;
    yield { at: request.key, message: say.usages(namesOf(csr.usages), namesOf(asked)) };
  },
});

/** Undefined where it is not surely known. */
function usagesIn(map: YamlMap, isCa: boolean): Usages | undefined {
  const list = nodeAt(map, 'spec.usages')?.value;
  if (list ? list.type !== 'list' || !isDeeplyCertain(list) : !lacks(map, 'spec.usages')) return undefined;
  return usagesAsked(
    textsAt(map, 'spec.usages').map(({ value }) => value),
    isCa,
  );
}

function namesOf({ key, extended }: Usages): string {
  return [...key, ...extended].map((usage) => `\`${usage}\``).join(', ') || '–';
}

interface Say extends Readonly<Record<'wantsCa' | 'wantsNoCa', string>> {
  readonly usages: (inCsr: string, asked: string) => string;
}

const texts: Texts<Say> = {
  en: {
    wantsCa: 'The CSR in `request` asks to be a CA, but `isCA` is not true: the webhook refuses the request.',
    wantsNoCa: 'The CSR in `request` asks to be no CA, but `isCA` is true: the webhook refuses the request.',
    usages: (inCsr, asked) =>
      `The CSR in here asks for ${inCsr}, but the resource for ${asked}: the webhook refuses the request.`,
  },
  ko: {
    wantsCa: '`request`의 CSR은 CA가 되려고 하지만 `isCA`가 true가 아닙니다. 웹훅이 요청을 거부합니다.',
    wantsNoCa: '`request`의 CSR은 CA가 아니라고 하지만 `isCA`가 true입니다. 웹훅이 요청을 거부합니다.',
    usages: (inCsr, asked) =>
      korean`안에 있는 CSR은 ${inCsr}을(를) 요청하지만 리소스는 ${asked}을(를) 요청합니다. 웹훅이 거부합니다.`,
  },
};
