import { verbatimStart } from '../../model/certificate.ts';
import {
  type Attribute,
  attributeTypes,
  isObjectIdentifier,
  parseDistinguishedName,
} from '../../model/distinguishedName.ts';
import { type Found, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import type { Fix } from '../rule.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a `literalSubject` that is no distinguished name of RFC 4514 (`CN=a,O=b`), or that has an attribute type
 * which cert-manager does not know. It knows `C`, `O`, `OU`, `CN`, `SERIALNUMBER`, `L`, `ST`, `STREET`, `DC` and
 * `UID`, in upper case, and object identifiers such as `1.2.840.113549.1.9.1`.
 *
 * ## Why it matters
 * The admission webhook refuses the Certificate. A comma, plus sign or semicolon inside of a value needs a backslash
 * before it.
 *
 * ## When to allow it
 * The webhook refuses it wherever it runs; only a namespace with the label `cert-manager.io/disable-validation:
 * "true"` lets it in, and there it fails later.
 *
 * ## References
 * - [literalSubject](https://cert-manager.io/docs/usage/certificate/#creating-certificate-resources)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` and `pkg/util/pki/subject.go`
 * - RFC 4514
 */
/**
 * @lang ko
 * ## 하는 일
 * RFC 4514의 고유 이름(`CN=a,O=b`)이 아니거나 cert-manager가 모르는 속성 종류가 있는 `literalSubject`를 알립니다.
 * 아는 것은 대문자로 쓴 `C`, `O`, `OU`, `CN`, `SERIALNUMBER`, `L`, `ST`, `STREET`, `DC`, `UID`와
 * `1.2.840.113549.1.9.1` 같은 객체 식별자입니다.
 *
 * ## 왜 중요한가
 * 어드미션 웹훅이 Certificate를 거부합니다. 값 안의 쉼표, 더하기 기호, 세미콜론 앞에는 역슬래시가 필요합니다.
 *
 * ## 허용해도 되는 경우
 * 웹훅은 어디서나 이를 거부합니다. `cert-manager.io/disable-validation: "true"` 레이블이 있는 네임스페이스만
 * 받아들이지만, 그곳에서도 나중에 실패합니다.
 *
 * ## 참고
 * - [literalSubject](https://cert-manager.io/docs/usage/certificate/#creating-certificate-resources)
 * - cert-manager 1.21 `internal/apis/certmanager/validation/certificate.go` and `pkg/util/pki/subject.go`
 * - RFC 4514
 */
export default defineRule({
  id: 'literal-subject-malformed',
  kinds: ['Certificate'],
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ map }, { locale }) {
    const say = texts[locale];
    const subject = textAt(map, 'spec.literalSubject');
    if (!subject) return;
    const read = parseDistinguishedName(subject.value);
    if (read.kind !== 'name') return yield { at: subject.span, message: say[read.kind](read.part) };
    const unknown = read.attributes.filter(
      ({ type }) => !attributeTypes.includes(type) && !isObjectIdentifier(type),
    );
    const [first] = unknown;
    if (!first) return;
    yield {
      at: subject.span,
      message: say.unknown(first.type),
      fixes: () => upperCase(subject, unknown, say.fix),
    };
  },
});

/** The one fix: all unknown types in upper case, where that makes each of them a known one. */
function upperCase(subject: Found<string>, unknown: readonly Attribute[], title: string): readonly Fix[] {
  const start = subject.entry.alias ? undefined : verbatimStart(subject.entry.value, subject.value);
  if (start === undefined) return [];
  const edits = unknown.flatMap((attribute) => {
    const newText = attribute.type.toUpperCase();
    const span = { start: start + attribute.start, end: start + attribute.end };
    return attributeTypes.includes(newText) && newText.length === span.end - span.start
      ? [{ span, newText }]
      : [];
  });
  const [first, ...rest] = edits;
  return first && edits.length === unknown.length ? [{ title, safety: 'safe', edits: [first, ...rest] }] : [];
}

interface Say
  extends Readonly<Record<'incomplete' | 'bad-escape' | 'bad-hex' | 'unknown', (part: string) => string>> {
  readonly fix: string;
}

const texts: Texts<Say> = {
  en: {
    incomplete: (part) =>
      `The webhook cannot read this subject: \`${part}\` is no \`TYPE=value\`. A comma inside of a value is written \`\\,\`.`,
    'bad-escape': (part) =>
      `The webhook cannot read this subject: a backslash in \`${part}\` is followed by neither a special character nor two hexadecimal digits.`,
    'bad-hex': (part) =>
      `The webhook cannot read this subject: \`${part}\` starts with \`#\` and is no value in hexadecimal digits. A literal \`#\` is written \`\\#\`.`,
    unknown: (type) =>
      `The webhook does not know the attribute type \`${type}\` and refuses the subject; known are ${attributeTypes.map((known) => `\`${known}\``).join(' ')} and object identifiers.`,
    fix: 'Write the attribute types in upper case',
  },
  ko: {
    incomplete: (part) =>
      korean`웹훅이 이 주체를 읽지 못합니다. \`${part}\`은(는) \`TYPE=값\` 꼴이 아닙니다. 값 안의 쉼표는 \`\\,\`로 씁니다.`,
    'bad-escape': (part) =>
      `웹훅이 이 주체를 읽지 못합니다. \`${part}\`의 역슬래시 뒤에 특수 문자도 16진수 두 자리도 없습니다.`,
    'bad-hex': (part) =>
      korean`웹훅이 이 주체를 읽지 못합니다. \`${part}\`은(는) \`#\`로 시작하지만 16진수 값이 아닙니다. 문자 \`#\`는 \`\\#\`로 씁니다.`,
    unknown: (type) =>
      korean`웹훅은 속성 종류 \`${type}\`을(를) 알지 못해 주체를 거부합니다. 쓸 수 있는 것은 ${attributeTypes.map((known) => `\`${known}\``).join(' ')}과(와) 객체 식별자입니다.`,
    fix: '속성 종류를 대문자로 바꾸기',
  },
};
