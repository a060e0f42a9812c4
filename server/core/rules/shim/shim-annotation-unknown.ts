import { isBefore } from '../../facts.ts';
import { meantBy, otherAnnotations, shimAnnotations } from '../../issuance/annotations.ts';
import { annotationEntries, isReadOn, renameKey } from '../../issuance/shimObject.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an annotation `cert-manager.io/…` or `acme.cert-manager.io/…` on an Ingress, Gateway or ListenerSet that
 * cert-manager does not know, or that its release does not know yet.
 *
 * ## Why it matters
 * Kubernetes takes every annotation, and cert-manager does not look at those that it does not know. A misspelt issuer
 * means no certificate; any other, a certificate without what was asked for. Nobody says a word about it.
 *
 * ## When to allow it
 * Where a tool of your own reads the annotation.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - [Annotations and labels](https://cert-manager.io/docs/reference/annotations/)
 */
/**
 * @lang ko
 * ## 하는 일
 * 인그레스, 게이트웨이, ListenerSet에 쓴 `cert-manager.io/…`, `acme.cert-manager.io/…` 어노테이션 가운데 cert-manager가 모르거나
 * 해당 릴리스가 아직 모르는 것을 알립니다.
 *
 * ## 왜 중요한가
 * 쿠버네티스는 어떤 어노테이션이든 받아들이고, cert-manager는 모르는 어노테이션을 보지 않습니다. 발급자 이름을 잘못 쓰면 인증서가 없고,
 * 다른 것을 잘못 쓰면 원한 설정이 빠진 인증서가 됩니다. 아무도 알려 주지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 직접 만든 도구가 그 어노테이션을 읽는 경우입니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - [어노테이션과 레이블](https://cert-manager.io/docs/reference/annotations/)
 */
export default defineRule({
  id: 'shim-annotation-unknown',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map }, { locale, release }) {
    const say = texts[locale];
    const read = [...shimAnnotations].filter(([, known]) => isReadOn(kind, known));
    const candidates = read.filter(([, { since }]) => !isBefore(release, since)).map(([key]) => key);
    for (const entry of annotationEntries(map)) {
      const { name, key } = entry;
      if (!/^(acme\.)?cert-manager\.io\//.test(name)) continue;
      const known = shimAnnotations.get(name);
      if (known) {
        if (isReadOn(kind, known) && isBefore(release, known.since))
          yield { at: key, message: say.newer(name, known.since, release) };
        continue;
      }
      if (otherAnnotations.has(name)) continue;
      const meant = meantBy(name, candidates);
      const fixes = (): Fix[] => {
        const edits = meant === undefined ? undefined : renameKey(map, entry, meant);
        return edits ? [{ title: say.fix(meant ?? ''), safety: 'safe', edits }] : [];
      };
      yield { at: key, message: say.unknown(name, meant), fixes };
    }
  },
});

interface Say {
  readonly unknown: (key: string, meant: string | undefined) => string;
  readonly newer: (key: string, since: string, release: string) => string;
  readonly fix: (key: string) => string;
}

const texts: Texts<Say> = {
  en: {
    unknown: (key, meant) =>
      `cert-manager knows no annotation \`${key}\` and passes over it.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`}`,
    newer: (key, since, release) =>
      `\`${key}\` is read since cert-manager ${since}; ${release} passes over it.`,
    fix: (key) => `Rename to ${key}`,
  },
  ko: {
    unknown: (key, meant) =>
      `cert-manager는 \`${key}\` 어노테이션을 알지 못해 무시합니다.${meant === undefined ? '' : korean` \`${meant}\`을(를) 쓰려던 것 같습니다.`}`,
    newer: (key, since, release) =>
      korean`\`${key}\`은(는) cert-manager ${since}부터 읽습니다. ${release}에서는 무시합니다.`,
    fix: (key) => korean`${key}(으)로 이름 바꾸기`,
  },
};
