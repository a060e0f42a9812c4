import { isBefore } from '../../facts.ts';
import { issuersOf } from '../../issuance/acmeRequest.ts';
import {
  clusterIssuerKey,
  editInPlaceKey,
  ingressClassKey,
  ingressClassNameKey,
  issuerKey,
} from '../../issuance/annotations.ts';
import { annotation } from '../../issuance/shimObject.ts';
import { has, textAt } from '../../model/look.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports annotations that tell the HTTP-01 solver two things at once: two of `http01-edit-in-place`,
 * `http01-ingress-class` and `http01-ingress-ingressclassname`; or, with releases 1.12 to 1.19, `http01-ingress-class`
 * along with an issuer in view whose solvers have an `ingressClassName`.
 *
 * ## Why it matters
 * A solver's Ingress has one of a class, a class name and a name to edit. With two, cert-manager makes no Challenge
 * (event `Solver` on the Order), or its Challenge stays with `PresentError`.
 *
 * ## When to allow it
 * Never where the issuer has HTTP-01 solvers.
 *
 * ## References
 * - [Annotated Ingress](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager issue 6651
 */
/**
 * @lang ko
 * ## 하는 일
 * HTTP-01 솔버에 두 가지를 한꺼번에 지시하는 어노테이션을 알립니다. `http01-edit-in-place`, `http01-ingress-class`,
 * `http01-ingress-ingressclassname` 가운데 둘을 쓴 경우, 또는 1.12~1.19에서 솔버에 `ingressClassName`이 있는 발급자와
 * `http01-ingress-class`를 함께 쓴 경우입니다.
 *
 * ## 왜 중요한가
 * 솔버의 인그레스에는 클래스, 클래스 이름, 편집할 이름 가운데 하나만 쓸 수 있습니다. 둘이면 cert-manager가 Challenge를 만들지
 * 않거나(Order의 `Solver` 이벤트), Challenge가 `PresentError`에 머뭅니다.
 *
 * ## 허용해도 되는 경우
 * 발급자에 HTTP-01 솔버가 있으면 없습니다.
 *
 * ## 참고
 * - [인그레스 어노테이션](https://cert-manager.io/docs/usage/ingress/#supported-annotations)
 * - cert-manager 이슈 6651
 */
export default defineRule({
  id: 'ingress-solver-overrides-contradictory',
  kinds: ['Ingress'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ map, namespace }, { locale, release, index }) {
    const say = texts[locale];
    const read = isBefore(release, '1.20') ? [ingressClassKey] : [ingressClassKey, ingressClassNameKey];
    const inPlace = annotation(map, editInPlaceKey);
    const classes = read.flatMap((key) => annotation(map, key) ?? []).filter(({ value }) => value !== '');
    const written = [...(inPlace?.value === 'true' ? [inPlace] : []), ...classes].sort(
      (a, b) => a.key.start - b.key.start,
    );
    const [first, ...rest] = written;
    for (const other of first ? rest : [])
      yield {
        at: other.key,
        message: say.two(other.entry.name, first?.entry.name ?? ''),
        related: first ? [{ at: first.key, message: say.here }] : [],
      };
    const [className] = classes;
    if (!className || rest.length > 0 || isBefore(release, '1.12') || !isBefore(release, '1.20')) return;
    const [issuer, cluster] = [annotation(map, issuerKey), annotation(map, clusterIssuerKey)];
    const used = [
      ...(issuer ? issuersOf({ kind: 'Issuer', name: issuer.value }, namespace, index) : []),
      ...(cluster ? issuersOf({ kind: 'ClusterIssuer', name: cluster.value }, namespace, index) : []),
    ];
    const solvers = used.flatMap((other) => other.solvers);
    const routes = solvers.flatMap(({ http01 }) => http01?.value.ingress ?? []);
    if (
      routes.length > 0 &&
      routes.every(({ value }) => textAt(value.map, 'ingressClassName') && !has(value.map, 'class'))
    )
      yield { at: className.key, message: say.issuer((issuer ?? cluster)?.value ?? '', release) };
  },
});

interface Say {
  readonly two: (key: string, other: string) => string;
  readonly here: string;
  readonly issuer: (issuer: string, release: string) => string;
}

const texts: Texts<Say> = {
  en: {
    two: (key, other) =>
      `\`${key}\` contradicts \`${other}\`: the solver's Ingress can follow one of them only, so cert-manager makes no Challenge (event \`Solver\` on the Order).`,
    here: 'The other one.',
    issuer: (issuer, release) =>
      `The solvers of \`${issuer}\` have an \`ingressClassName\`, which cert-manager ${release} does not clear for this annotation: the challenge ends in \`PresentError\`. Since 1.20 it does.`,
  },
  ko: {
    two: (key, other) =>
      korean`\`${key}\`이(가) \`${other}\`과(와) 모순됩니다. 솔버의 인그레스는 하나만 따를 수 있어 cert-manager가 Challenge를 만들지 않습니다(Order의 \`Solver\` 이벤트).`,
    here: '다른 하나입니다.',
    issuer: (issuer, release) =>
      korean`\`${issuer}\`의 솔버에 \`ingressClassName\`이 있고, cert-manager ${release}은(는) 이 어노테이션이 있어도 그것을 지우지 않아 챌린지가 \`PresentError\`로 끝납니다. 1.20부터는 동작합니다.`,
  },
};
