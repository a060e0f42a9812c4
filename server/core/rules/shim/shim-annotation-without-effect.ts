import { isBefore } from '../../facts.ts';
import {
  ingressClassKey,
  ingressClassNameKey,
  otherAnnotations,
  parentFallbackKey,
  shimAnnotations,
} from '../../issuance/annotations.ts';
import { annotationEntries, isReadOn, renameKey } from '../../issuance/shimObject.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an annotation of cert-manager on an Ingress, Gateway or ListenerSet that it reads on another kind of resource
 * only, as `acme.cert-manager.io/http01-override-ingress-class`, which belongs on a Certificate.
 *
 * ## Why it matters
 * It does nothing there. Since release 1.18 the controller can be told to copy annotations to the Certificate
 * (`--extra-certificate-annotations`); by default it copies none.
 *
 * ## When to allow it
 * Where the controller runs with that flag.
 *
 * ## References
 * - [Annotations and labels](https://cert-manager.io/docs/reference/annotations/)
 */
/**
 * @lang ko
 * ## 하는 일
 * cert-manager가 다른 종류의 리소스에서만 읽는 어노테이션이 인그레스, 게이트웨이, ListenerSet에 있으면 알립니다. 예를 들어
 * `acme.cert-manager.io/http01-override-ingress-class`는 Certificate에 두어야 합니다.
 *
 * ## 왜 중요한가
 * 그 자리에서는 아무 효과가 없습니다. 1.18부터 컨트롤러가 어노테이션을 Certificate로 복사하게 할 수 있지만
 * (`--extra-certificate-annotations`), 기본값으로는 복사하지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 컨트롤러에 그 플래그를 준 경우입니다.
 *
 * ## 참고
 * - [어노테이션과 레이블](https://cert-manager.io/docs/reference/annotations/)
 */
export default defineRule({
  id: 'shim-annotation-without-effect',
  kinds: ['Ingress', 'Gateway', 'ListenerSet'],
  scope: 'document',
  severity: 'info',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map }, { locale, release }) {
    const say = texts[locale];
    for (const entry of annotationEntries(map)) {
      const { name, key } = entry;
      const known = shimAnnotations.get(name);
      if (known && (!isReadOn(kind, known) || (name === parentFallbackKey && kind === 'Gateway'))) {
        const home =
          known.on === 'ingress' ? 'Ingress' : name === parentFallbackKey ? 'ListenerSet' : 'Gateway';
        yield { at: key, message: say.elsewhere(name, home, kind) };
      }
      const home = otherAnnotations.get(name);
      if (home === undefined) continue;
      const instead = kind === 'Ingress' ? insteads.get(name) : undefined;
      const since = shimAnnotations.get(instead ?? '')?.since;
      const fixes = (): Fix[] => {
        const usable = instead !== undefined && since !== undefined && !isBefore(release, since);
        const edits = usable ? renameKey(map, entry, instead) : undefined;
        return edits ? [{ title: say.fix(instead ?? ''), safety: 'safe', edits }] : [];
      };
      const copied = home === 'Certificate' && !isBefore(release, '1.18');
      yield { at: key, message: copied ? say.uncopied(name, kind) : say.elsewhere(name, home, kind), fixes };
    }
  },
});

/** What does on an Ingress what these do on a Certificate. */
const insteads: ReadonlyMap<string, string> = new Map([
  ['acme.cert-manager.io/http01-override-ingress-class', ingressClassKey],
  ['acme.cert-manager.io/http01-override-ingress-ingressclassname', ingressClassNameKey],
]);

interface Say {
  readonly elsewhere: (key: string, home: string, kind: string) => string;
  readonly uncopied: (key: string, kind: string) => string;
  readonly fix: (key: string) => string;
}

const texts: Texts<Say> = {
  en: {
    elsewhere: (key, home, kind) =>
      `\`${key}\` belongs on a ${home}; cert-manager does not read it on this ${kind}.`,
    uncopied: (key, kind) =>
      `\`${key}\` belongs on a Certificate; cert-manager does not take it over from this ${kind}, unless \`--extra-certificate-annotations\` names it.`,
    fix: (key) => `Rename to ${key}`,
  },
  ko: {
    elsewhere: (key, home, kind) =>
      `\`${key}\`의 자리는 ${home}입니다. ${kind}에 있으면 cert-manager가 무시합니다.`,
    uncopied: (key, kind) =>
      `\`${key}\`의 자리는 Certificate입니다. \`--extra-certificate-annotations\`에 적지 않는 한 cert-manager가 이 ${kind}에서 복사하지 않습니다.`,
    fix: (key) => korean`${key}(으)로 이름 바꾸기`,
  },
};
