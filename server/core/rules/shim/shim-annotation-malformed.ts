import { isBefore } from '../../facts.ts';
import {
  editInPlaceKey,
  ingressClassNameKey,
  shimAnnotations,
  tlsAcmeKey,
} from '../../issuance/annotations.ts';
import { annotation, isReadOn, rewriteValue, writtenAnnotations } from '../../issuance/shimObject.ts';
import { type Fault, faultsOf } from '../../issuance/shimTranslate.ts';
import { commaList, goBool, keyUsages } from '../../issuance/shimValues.ts';
import { type Found, has } from '../../model/look.ts';
import { isDnsSubdomain } from '../../model/names.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an annotation on an Ingress, Gateway or ListenerSet whose value cert-manager cannot parse: a duration that
 * is no Go duration, a key size that is no number or not allowed, an unknown algorithm, encoding, rotation policy or
 * usage, a broken list of subject fields, a secret template that is no JSON, a switch that is not `"true"`,
 * a class for the solver's Ingress that cannot be the name of one.
 *
 * ## Why it matters
 * One such value stops **all** Certificates of the object. There is no event and no status: only the controller's log
 * says `invalid ingress annotation`, again and again. A switch that is not exactly `"true"` counts as off.
 *
 * ## When to allow it
 * Never on an object that shall have a certificate.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - [Go durations](https://pkg.go.dev/time#ParseDuration)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager가 해석하지 못하는 인그레스, 게이트웨이, ListenerSet 어노테이션 값을 알립니다. Go 형식이 아닌 기간, 숫자가 아니거나
 * 허용되지 않는 키 크기, 알 수 없는 알고리즘·인코딩·교체 정책·용도, 잘못된 주체 필드 목록, JSON이 아닌 시크릿 템플릿, `"true"`가
 * 아닌 스위치, IngressClass 이름이 될 수 없는 솔버의 클래스가 해당합니다.
 *
 * ## 왜 중요한가
 * 이런 값 하나가 그 객체의 **모든** Certificate를 막습니다. 이벤트도 상태도 없고, 컨트롤러 로그에만
 * `invalid ingress annotation`이 되풀이됩니다. 정확히 `"true"`가 아닌 스위치는 꺼진 것으로 봅니다.
 *
 * ## 허용해도 되는 경우
 * 인증서를 받아야 하는 객체에서는 없습니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - [Go 기간 형식](https://pkg.go.dev/time#ParseDuration)
 */
export default defineRule({
  id: 'shim-annotation-malformed',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map }, { isPart, locale, release }) {
    const say = texts[locale];
    const fixTo = (found: Found<string>, value: string | undefined) => (): Fix[] => {
      const edits = value === undefined ? undefined : rewriteValue(found, value);
      return edits ? [{ title: say.fix(value ?? ''), safety: 'safe', edits }] : [];
    };
    const algorithm = 'cert-manager.io/private-key-algorithm';
    const unsaid = !has(map, ['metadata', 'annotations', algorithm]) && !isPart();
    const sure = unsaid || annotation(map, algorithm) !== undefined;
    for (const fault of faultsOf(writtenAnnotations(map))) {
      const known = shimAnnotations.get(fault.key);
      const found = annotation(map, fault.key);
      if (fault.kind !== 'unparsed' || !found || !known || !isReadOn(kind, known)) continue;
      if (isBefore(release, known.since) || (fault.wants.endsWith('-size') && !sure)) continue;
      yield { at: found.span, message: say.fault(fault, kind), fixes: fixTo(found, repaired(fault)) };
    }
    if (kind !== 'Ingress') return;
    const inPlace = annotation(map, editInPlaceKey);
    if (inPlace && inPlace.value !== 'true' && /^(true|t|1|yes|y|on|enabled?)$/i.test(inPlace.value))
      yield { at: inPlace.span, message: say.notTrue(editInPlaceKey), fixes: fixTo(inPlace, 'true') };
    const className = annotation(map, ingressClassNameKey);
    if (className && className.value !== '' && !isDnsSubdomain(className.value) && !isBefore(release, '1.20'))
      yield { at: className.span, message: say.noClass(className.value) };
    const acme = annotation(map, tlsAcmeKey);
    if (acme && goBool(acme.value) === undefined) {
      const meant = /^(yes|y|on|enabled?|true)$/i.test(acme.value) ? 'true' : undefined;
      yield { at: acme.span, message: say.noBoolean(acme.value), fixes: fixTo(acme, meant) };
    }
  },
});

/** What was surely meant by a value; undefined where nobody can tell. */
function repaired({ wants, value, allowed = [] }: Fault): string | undefined {
  const trimmed = value.trim();
  switch (wants) {
    case 'duration': {
      const [, count, unit = ''] = /^(\d{1,5}) ?(d|days?|w|weeks?)$/i.exec(trimmed) ?? [];
      if (count !== undefined) return `${Number(count) * (/^d/i.test(unit) ? 24 : 168)}h`;
      const [, hours] = /^(\d{1,6}) ?(?:h|hours?)$/i.exec(trimmed) ?? [];
      return hours === undefined ? undefined : `${hours}h`;
    }
    case 'one-of': {
      const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
      return allowed.find((word) => plain(word) === plain(value));
    }
    case 'integer':
    case 'positive-integer':
      return /^[1-9]\d{0,5} ?%?$/.test(trimmed) ? trimmed.replace(/ ?%$/, '') : undefined;
    case 'usage': {
      const words = commaList(value).map((word) =>
        word
          .trim()
          .replace(/([a-z])([A-Z])/g, '$1 $2')
          .replace(/[-_\s]+/g, ' ')
          .toLowerCase(),
      );
      const kept = words.filter((word) => word !== '');
      return kept.length > 0 && kept.every((word) => keyUsages.includes(word)) ? kept.join(',') : undefined;
    }
    default:
      return undefined;
  }
}

interface Say {
  readonly fault: (fault: Fault, kind: string) => string;
  readonly notTrue: (key: string) => string;
  readonly noBoolean: (value: string) => string;
  readonly noClass: (value: string) => string;
  readonly fix: (value: string) => string;
}

const list = (words: readonly string[] = []) => words.map((word) => `\`${word}\``).join(', ');
const sizes = '`256`, `384`, `521`';

const reason: Readonly<Record<'en' | 'ko', (fault: Fault) => string>> = {
  en({ value, wants, allowed, part }) {
    const it = `\`${value}\``;
    if (wants === 'duration')
      return `${it} is no duration that Go parses (units are \`h\`, \`m\`, \`s\`; there are no days)`;
    if (wants === 'integer') return `${it} is no whole number`;
    if (wants === 'positive-integer') return `${it} is no whole number of 1 or more`;
    if (wants === 'usage') return `\`${part}\` is no key usage that cert-manager knows`;
    if (wants === 'csv')
      return `${it} is not one line of comma-separated values (quotes go around a whole value)`;
    if (wants === 'rsa-size') return `an RSA key of ${value} bits is not allowed (2048 to 8192)`;
    if (wants === 'ecdsa-size') return `an ECDSA key of ${value} bits is not allowed (${sizes})`;
    if (wants === 'secret-template')
      return `this is not JSON with \`annotations\` and \`labels\` of strings${part === undefined ? '' : ` (see \`${part}\`)`}`;
    return `${it} is none of ${list(allowed)}`;
  },
  ko({ value, wants, allowed, part }) {
    const it = `\`${value}\``;
    if (wants === 'duration')
      return korean`${it}은(는) Go가 해석할 수 있는 기간이 아닙니다(단위는 \`h\`, \`m\`, \`s\`이며 일 단위는 없습니다)`;
    if (wants === 'integer') return korean`${it}은(는) 정수가 아닙니다`;
    if (wants === 'positive-integer') return korean`${it}은(는) 1 이상의 정수가 아닙니다`;
    if (wants === 'usage') return korean`\`${part ?? value}\`은(는) cert-manager가 아는 키 용도가 아닙니다`;
    if (wants === 'csv')
      return korean`${it}은(는) 쉼표로 구분한 한 줄이 아닙니다(따옴표는 값 전체를 감싸야 합니다)`;
    if (wants === 'rsa-size') return `${value}비트 RSA 키는 허용되지 않습니다(2048~8192)`;
    if (wants === 'ecdsa-size') return `${value}비트 ECDSA 키는 허용되지 않습니다(${sizes})`;
    if (wants === 'secret-template')
      return `문자열 \`annotations\`와 \`labels\`를 담은 JSON이 아닙니다${part === undefined ? '' : `(\`${part}\`)`}`;
    return korean`${it}은(는) ${list(allowed)} 중 하나가 아닙니다`;
  },
};

const texts: Texts<Say> = {
  en: {
    fault: (fault, kind) =>
      `cert-manager cannot use this: ${reason.en(fault)}. It makes no Certificate of this ${kind}, and only its log says so.`,
    notTrue: (key) => `\`${key}\` is on only where it is exactly \`"true"\`; this counts as off.`,
    noClass: (value) =>
      `\`${value}\` cannot be the name of an IngressClass: the API server refuses the solver's Ingress, and no HTTP-01 challenge is answered.`,
    noBoolean: (value) =>
      `\`${value}\` is no boolean that Go parses, so \`kubernetes.io/tls-acme\` counts as off.`,
    fix: (value) => `Write ${value}`,
  },
  ko: {
    fault: (fault, kind) =>
      `cert-manager가 쓸 수 없는 값입니다. ${reason.ko(fault)}. 이 ${kind}의 Certificate는 하나도 만들어지지 않고 로그에만 남습니다.`,
    notTrue: (key) => korean`\`${key}\`은(는) 정확히 \`"true"\`일 때만 켜집니다. 이 값은 꺼진 것으로 봅니다.`,
    noClass: (value) =>
      korean`\`${value}\`은(는) IngressClass의 이름이 될 수 없습니다. API 서버가 솔버의 인그레스를 거부하여 HTTP-01 챌린지에 응답하지 못합니다.`,
    noBoolean: (value) =>
      korean`\`${value}\`은(는) Go가 해석할 수 있는 불리언이 아니므로 \`kubernetes.io/tls-acme\`는 꺼진 것으로 봅니다.`,
    fix: (value) => korean`${value}(으)로 바꾸기`,
  },
};
