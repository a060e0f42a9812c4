import { isBefore } from '../../facts.ts';
import { issuerGroupKey, issuerKindKey, shimAnnotations } from '../../issuance/annotations.ts';
import {
  annotation,
  blocksAt,
  isReadOn,
  lacksAnnotation,
  rewriteValue,
  tlsListeners,
  trigger,
  writtenAnnotations,
} from '../../issuance/shimObject.ts';
import { type Fault, faultsOf } from '../../issuance/shimTranslate.ts';
import { commaList, goInteger } from '../../issuance/shimValues.ts';
import { isIpAddress } from '../../model/address.ts';
import { hours, parseDuration } from '../../model/duration.ts';
import { type Found, has, mapAt, textAt, textsAt } from '../../model/look.ts';
import { isDnsSubdomain } from '../../model/names.ts';
import { korean } from '../../text/korean.ts';
import type { YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Finding, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports annotations that cert-manager can read, but whose Certificate is not allowed: a duration below 1 hour, a
 * renewal that is too short, or longer than the duration, or given twice; a common name of more than 64 bytes; entries
 * that are no IP or mail address; a kind of issuer that does not exist in the group `cert-manager.io`.
 *
 * ## Why it matters
 * The Certificate is never made. The Ingress or Gateway gets no event: only the controller's log speaks of it.
 *
 * ## When to allow it
 * Never on an object that shall have a certificate.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager `internal/apis/certmanager/validation/certificate.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager가 읽을 수는 있지만 그 결과인 Certificate가 거부되는 어노테이션을 알립니다. 1시간 미만의 기간, 너무 짧거나 기간보다
 * 길거나 두 번 지정된 갱신 시점, 64바이트를 넘는 공통 이름, IP나 이메일 주소가 아닌 항목, 시크릿에 쓸 수 없는 레이블이 있는 시크릿
 * 템플릿, `cert-manager.io` 그룹에 없는 발급자 종류가 해당합니다. 형식이 틀린 시크릿 이름과 TLS 호스트, `alt-names`의 빈 항목,
 * 무시되는 갱신 퍼센트도 알립니다.
 *
 * ## 왜 중요한가
 * Certificate가 만들어지지 않습니다. 인그레스나 게이트웨이에는 이벤트가 남지 않고 컨트롤러 로그에만 기록됩니다.
 *
 * ## 허용해도 되는 경우
 * 인증서를 받아야 하는 객체에서는 없습니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager `internal/apis/certmanager/validation/certificate.go`
 */
export default defineRule({
  id: 'shim-certificate-refused',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map }, { isPart, locale, release }) {
    const say = texts[locale];
    for (const fault of faultsOf(writtenAnnotations(map))) {
      const known = shimAnnotations.get(fault.key);
      const found = annotation(map, fault.key);
      if (fault.kind !== 'refused' || !found || !known || !isReadOn(kind, known)) continue;
      if (!isBefore(release, known.since)) yield { at: found.span, message: say.fault(fault) };
    }
    for (const key of ['cert-manager.io/ip-sans', 'cert-manager.io/email-sans', 'cert-manager.io/alt-names'])
      yield* blanks(map, key, isBefore(release, shimAnnotations.get(key)?.since ?? release), say);
    yield* renewal(map, isPart(), isBefore(release, '1.16'), say);
    if (trigger(kind, map)) yield* kind === 'Ingress' ? ofIngress(map, say) : ofListeners(map, say);
    const kindName = annotation(map, issuerKindKey);
    if (
      kindName &&
      !['', 'Issuer', 'ClusterIssuer'].includes(kindName.value) &&
      lacksAnnotation(map, issuerGroupKey) &&
      !isPart()
    )
      yield { at: kindName.span, message: say.kind(kindName.value) };
  },
});

/** Blanks beside the commas become a part of the name (not trimmed up to 1.21). */
function* blanks(map: YamlMap, key: string, unread: boolean, say: Say): Iterable<Finding> {
  const found = annotation(map, key);
  if (unread || !found) return;
  const items = commaList(found.value);
  const padded = items.find((item) => item !== item.trim());
  if (padded === undefined) {
    // An empty address is refused, and said so above.
    if (key.endsWith('/alt-names') && items.includes('')) yield { at: found.span, message: say.empty };
    return;
  }
  const value = items.map((item) => item.trim()).join(',');
  yield {
    at: found.span,
    message: say.blank(padded),
    fixes: () => {
      const edits = rewriteValue(found, value);
      return edits ? [{ title: say.trim, safety: 'safe', edits }] : [];
    },
  };
}

/** `renewBefore` must be shorter than the duration, which is 2160h where nothing is said. */
function* renewal(map: YamlMap, part: boolean, unread: boolean, say: Say): Iterable<Finding> {
  const before = annotation(map, 'cert-manager.io/renew-before');
  const percentage = annotation(map, 'cert-manager.io/renew-before-percentage');
  const duration = annotation(map, 'cert-manager.io/duration');
  if (before && percentage) yield { at: percentage.key, message: say.twice };
  const renew = before && parseDuration(before.value);
  const whole = durationOf(map, part, duration);
  if (before && renew !== undefined && whole !== undefined && renew >= whole)
    yield { at: before.span, message: say.tooLate(before.value, duration?.value ?? '2160h') };
  const share = percentage && goInteger(percentage.value, 32);
  if (percentage && share !== undefined && duration && (share <= 0 || share >= 100))
    yield { at: percentage.span, message: say.share(percentage.value) };
  const alone = lacksAnnotation(map, 'cert-manager.io/duration') && !part && !unread;
  if (percentage && share !== undefined && (share <= 0 || share >= 100) && alone && !before)
    yield { at: percentage.span, message: say.ignored(percentage.value) };
}

/** The API server looks at the names of an Ingress itself (kubernetes `validateIngressTLS`, 1.36). */
function* ofIngress(map: YamlMap, say: Say): Iterable<Finding> {
  for (const { map: entry } of blocksAt(map, 'spec.tls')) {
    const secret = textAt(entry, 'secretName');
    if (secret && secret.value !== '' && !isDnsSubdomain(secret.value))
      yield { at: secret.span, message: say.secret(secret.value, 'ingress') };
    for (const { value, span } of textsAt(entry, 'hosts')) {
      const name = value.replace(/^\*\./, '');
      if (!isDnsSubdomain(name) && !isIpAddress(value)) yield { at: span, message: say.host(value) };
      else if (name.split('.').some((label) => label.length > 63)) yield { at: span, message: say.long };
    }
  }
}

/** Nobody looks at the Secret names of listeners before the Certificate is made, which is named as the Secret. */
function* ofListeners(map: YamlMap, say: Say): Iterable<Finding> {
  for (const listener of tlsListeners(map)) {
    const tls = mapAt(listener.map, 'tls')?.value;
    for (const { map: reference } of tls ? blocksAt(tls, 'certificateRefs') : []) {
      const name = textAt(reference, 'name');
      if (name && name.value !== '' && !isDnsSubdomain(name.value))
        yield { at: name.span, message: say.secret(name.value, 'listener') };
    }
  }
}

function durationOf(map: YamlMap, part: boolean, written: Found<string> | undefined): bigint | undefined {
  if (written) return parseDuration(written.value);
  return part || has(map, ['metadata', 'annotations', 'cert-manager.io/duration']) ? undefined : hours(2160);
}

interface Say {
  readonly fault: (fault: Fault) => string;
  readonly blank: (item: string) => string;
  readonly kind: (kind: string) => string;
  readonly tooLate: (before: string, duration: string) => string;
  readonly share: (value: string) => string;
  readonly ignored: (value: string) => string;
  readonly secret: (name: string, on: 'ingress' | 'listener') => string;
  readonly host: (name: string) => string;
  readonly long: string;
  readonly empty: string;
  readonly twice: string;
  readonly trim: string;
}

const refusals = {
  en: {
    'at-least-1h': (value: string) => `A duration of \`${value}\` is below the least of 1h`,
    'at-least-5m': (value: string) => `A renewal \`${value}\` before the end is below the least of 5m`,
    'at-most-64': () => 'A common name has at most 64 bytes',
    ip: (part: string) => `\`${part}\` is no IP address`,
    mail: (part: string) => `\`${part}\` is no mail address`,
    'secret-template-key': (part: string) => `\`${part}\` cannot be the key of a label or an annotation`,
    'secret-template-label': (part: string) => `\`${part}\` cannot be the value of a label`,
    'secret-template-annotation': (part: string) =>
      `\`${part}\` is cert-manager's own and not allowed in a secret template`,
  },
  ko: {
    'at-least-1h': (value: string) => korean`기간 \`${value}\`이(가) 최솟값인 1h보다 짧습니다`,
    'at-least-5m': (value: string) => korean`만료 전 갱신 \`${value}\`이(가) 최솟값인 5m보다 짧습니다`,
    'at-most-64': () => '공통 이름은 64바이트를 넘을 수 없습니다',
    ip: (part: string) => korean`\`${part}\`은(는) IP 주소가 아닙니다`,
    mail: (part: string) => korean`\`${part}\`은(는) 이메일 주소가 아닙니다`,
    'secret-template-key': (part: string) =>
      korean`\`${part}\`은(는) 레이블이나 어노테이션의 키가 될 수 없습니다`,
    'secret-template-label': (part: string) => korean`\`${part}\`은(는) 레이블의 값이 될 수 없습니다`,
    'secret-template-annotation': (part: string) =>
      korean`\`${part}\`은(는) cert-manager 전용이라 시크릿 템플릿에 쓸 수 없습니다`,
  },
} as const;
type Refusal = keyof typeof refusals.en;

function why(locale: 'en' | 'ko', { wants, value, part }: Fault): string {
  const say = refusals[locale];
  return wants in say ? say[wants as Refusal](part ?? value) : value;
}

const outcome = {
  en: 'The Certificate is refused, and only the log of cert-manager says so.',
  ko: 'Certificate가 거부되고 cert-manager 로그에만 남습니다.',
};

const texts: Texts<Say> = {
  en: {
    fault: (fault) => `${why('en', fault)}. ${outcome.en}`,
    blank: (item) =>
      `The blank in \`${item}\` becomes a part of the name: nothing is trimmed beside the commas.`,
    kind: (kind) =>
      `The group \`cert-manager.io\` has no \`${kind}\`: an external issuer also needs \`${issuerGroupKey}\`. ${outcome.en}`,
    tooLate: (before, duration) =>
      `Renewal \`${before}\` before the end of a certificate of \`${duration}\` would begin before it is issued. A written Certificate is refused for it.`,
    share: (value) => `\`${value}\` percent leaves no time to renew in. ${outcome.en}`,
    ignored: (value) =>
      `cert-manager ignores a percentage of \`${value}\` and renews when a third of the lifetime is left.`,
    secret: (name, on) =>
      `No Secret can be named \`${name}\`: lower-case letters, digits, \`-\` and \`.\` only. ${on === 'ingress' ? 'The API server refuses the Ingress.' : outcome.en}`,
    host: (name) =>
      `\`${name}\` is no host: lower-case letters, digits, \`-\` and \`.\`, with \`*\` as its whole first label at most. The API server refuses the Ingress.`,
    long: 'A label of this host has more than 63 characters. It is accepted, but no CA validates it.',
    empty: 'An empty entry becomes a name of the Certificate. It is accepted, but no CA validates it.',
    twice: `\`renew-before\` and \`renew-before-percentage\` exclude each other. ${outcome.en}`,
    trim: 'Remove the blanks beside the commas',
  },
  ko: {
    fault: (fault) => `${why('ko', fault)}. ${outcome.ko}`,
    blank: (item) => `쉼표 옆 공백은 지워지지 않으므로 \`${item}\`의 공백이 이름의 일부가 됩니다.`,
    kind: (kind) =>
      korean`\`cert-manager.io\` 그룹에는 \`${kind}\`이(가) 없습니다. 외부 발급자에는 \`${issuerGroupKey}\`도 필요합니다. ${outcome.ko}`,
    tooLate: (before, duration) =>
      `기간이 \`${duration}\`인 인증서를 만료 \`${before}\` 전에 갱신하려면 발급보다 먼저 시작해야 합니다. 이런 Certificate는 거부됩니다.`,
    share: (value) => `\`${value}\`퍼센트로는 갱신할 시간이 남지 않습니다. ${outcome.ko}`,
    ignored: (value) => `cert-manager는 \`${value}\`퍼센트를 무시하고 수명이 3분의 1 남았을 때 갱신합니다.`,
    secret: (name, on) =>
      korean`\`${name}\`은(는) 시크릿 이름이 될 수 없습니다. 소문자, 숫자, \`-\`, \`.\`만 쓸 수 있습니다. ${on === 'ingress' ? 'API 서버가 인그레스를 거부합니다.' : outcome.ko}`,
    host: (name) =>
      korean`\`${name}\`은(는) 호스트가 아닙니다. 소문자, 숫자, \`-\`, \`.\`만 쓰고 \`*\`는 첫 레이블 전체로만 쓸 수 있습니다. API 서버가 인그레스를 거부합니다.`,
    long: '이 호스트의 레이블 하나가 63자를 넘습니다. API 서버는 받아들이지만 검증하는 CA가 없습니다.',
    empty: '빈 항목도 Certificate의 이름이 됩니다. API 서버는 받아들이지만 검증하는 CA가 없습니다.',
    twice: `\`renew-before\`와 \`renew-before-percentage\`는 함께 쓸 수 없습니다. ${outcome.ko}`,
    trim: '쉼표 옆 공백 지우기',
  },
};
