import { textAt } from '../../model/look.ts';
import { decodeBase64, pemFault } from '../../model/pem.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a CertificateRequest whose `request` is empty, or is no certificate signing request in PEM, encoded in
 * base64: the PEM text itself cut off, another kind of PEM (a certificate, a key), or DER without PEM around it.
 *
 * ## Why it matters
 * The admission webhook refuses the resource. `spec.request` takes what `base64 -w0 request.csr` prints.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [CertificateRequest](https://cert-manager.io/docs/usage/certificaterequest/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificaterequest.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * `request`가 비어 있거나, PEM 형식의 인증서 서명 요청을 base64로 인코딩한 것이 아닌 CertificateRequest를
 * 알립니다. PEM이 잘렸거나, 다른 종류의 PEM(인증서, 키)이거나, PEM 없이 DER만 있는 경우입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 리소스를 거부합니다. `spec.request`에는 `base64 -w0 request.csr`의 출력을 넣습니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [CertificateRequest](https://cert-manager.io/docs/usage/certificaterequest/)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificaterequest.go`
 */
export default defineRule({
  id: 'certificate-request-without-csr',
  kinds: ['CertificateRequest'],
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const request = textAt(map, 'spec.request');
    if (!request) return;
    if (request.value === '') return yield { at: request.span, message: say.empty };
    const bytes = decodeBase64(request.value);
    const fault = bytes && pemFault(bytes, /^(NEW )?CERTIFICATE REQUEST$/);
    if (fault)
      yield { at: request.key, message: fault.kind === 'type' ? say.type(fault.type) : say[fault.kind] };
  },
});

interface Say extends Readonly<Record<'empty' | 'none' | 'cut', string>> {
  readonly type: (type: string) => string;
}

const texts: Texts<Say> = {
  en: {
    empty: 'The webhook refuses a CertificateRequest without `request`.',
    none: 'No PEM block is in here once base64 is decoded; the webhook refuses the request.',
    cut: 'The PEM block in here is cut off or damaged; the webhook refuses the request.',
    type: (type) =>
      `The PEM block in here is a \`${type}\`, no \`CERTIFICATE REQUEST\`; the webhook refuses it.`,
  },
  ko: {
    empty: '웹훅은 `request`가 없는 CertificateRequest를 거부합니다.',
    none: 'base64를 풀어도 PEM 블록이 없습니다. 웹훅이 요청을 거부합니다.',
    cut: '안에 있는 PEM 블록이 잘렸거나 손상되었습니다. 웹훅이 요청을 거부합니다.',
    type: (type) =>
      `안에 있는 PEM 블록이 \`CERTIFICATE REQUEST\`가 아니라 \`${type}\`입니다. 웹훅이 거부합니다.`,
  },
};
