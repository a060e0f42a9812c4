import { rewriteValue } from '../../issuance/shimObject.ts';
import { type Found, textAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { closestName } from '../../text/nearest.ts';
import type { Gathering } from '../../workspace/gathered.ts';
import { chartOf } from '../../workspace/placement/charts.ts';
import { builtInClass } from '../../workspace/placement/classes.ts';
import { controllerKinds, controllersOf } from '../../workspace/placement/placement.ts';
import { releasesOf } from '../../workspace/placement/releases.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Points at the `class` or `ingressClassName` of an HTTP-01 solver that none of the IngressClasses and ingress controllers in
 * the workspace has, where the workspace has any.
 *
 * ## Why it matters
 * cert-manager gives that class to the Ingress of the challenge. Where no controller serves it, nothing answers, and the self
 * check fails with 404 for ever.
 *
 * ## When to allow it
 * Where a controller serves the class that the workspace does not tell of.
 *
 * ## References
 * - [HTTP-01](https://cert-manager.io/docs/configuration/acme/http01/)
 * - cert-manager issues 2538, 2842, 4562
 */
/**
 * @lang ko
 * ## 하는 일
 * 작업 영역에 IngressClass나 인그레스 컨트롤러가 있는데 그 가운데 어느 것에도 없는 HTTP-01 솔버의 `class`나 `ingressClassName`을 알립니다.
 *
 * ## 왜 중요한가
 * cert-manager는 챌린지 인그레스에 이 클래스를 줍니다. 이 클래스를 담당하는 컨트롤러가 없으면 아무도 응답하지 않아 자체 점검이 404로 끝없이
 * 실패합니다.
 *
 * ## 허용해도 되는 경우
 * 작업 영역에 없는 컨트롤러가 이 클래스를 맡는 경우입니다.
 *
 * ## 참고
 * - [HTTP-01](https://cert-manager.io/docs/configuration/acme/http01/)
 * - cert-manager 이슈 2538, 2842, 4562
 */
export default defineRule({
  id: 'http01-ingress-class-not-in-workspace',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'info',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ solvers }, { locale, index }) {
    const written = solvers.flatMap(({ http01 }): readonly Found<string>[] => {
      const map = http01?.value.ingress?.value.map;
      const name = map && (textAt(map, 'ingressClassName') ?? textAt(map, 'class'));
      return name && name.value !== '' ? [name] : [];
    });
    const known = written.length > 0 && index.complete ? index.gathered(classes) : undefined;
    if (!known) return;
    const say = texts[locale];
    for (const name of written) {
      if (known.has(name.value) || builtInClass(name.value)) continue;
      const meant = closestName(name.value, known);
      yield {
        at: name.span,
        message: say.nobody(name.value, [...known].sort()),
        fixes: () => {
          const edits = meant === undefined ? undefined : rewriteValue(name, meant);
          return edits ? [{ title: say.use(meant ?? ''), safety: 'unsafe', edits }] : [];
        },
      };
    }
  },
});

/** The classes that the workspace tells of; undefined where it tells of none, or where one is not known. */
function classesIn(all: readonly Known[]): ReadonlySet<string> | undefined {
  const declared = all.flatMap(({ kind, name }) => (kind === 'IngressClass' ? [name] : []));
  const controllers = controllersOf(all);
  // A chart that we do not know may bring any class.
  const strange = releasesOf(all).some(
    ({ chart, source }) => !chartOf(chart, source) && /ingress|gateway|proxy|nginx/i.test(chart),
  );
  const served = controllers.flatMap(
    ({ ingressClasses }): readonly (string | undefined)[] => ingressClasses ?? [undefined],
  );
  const named = [...declared, ...served];
  if (strange || named.includes(undefined)) return undefined;
  return named.length > 0 ? new Set(named.flatMap((name) => name ?? [])) : undefined;
}

const classes: Gathering<ReadonlySet<string> | undefined> = {
  kinds: controllerKinds,
  reads: 'all',
  make: classesIn,
};

interface Say {
  readonly nobody: (name: string, known: readonly string[]) => string;
  readonly use: (name: string) => string;
}

const listed = (names: readonly string[]) =>
  names
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ');

const texts: Texts<Say> = {
  en: {
    nobody: (name, known) =>
      `No IngressClass and no controller of this workspace is of the class \`${name}\` (there is ${listed(known)}): where nothing serves it, challenges end with 404.`,
    use: (name) => `Use the class ${name}`,
  },
  ko: {
    nobody: (name, known) =>
      `이 작업 영역에는 클래스 \`${name}\`의 IngressClass도 컨트롤러도 없습니다(있는 것: ${listed(known)}). 담당하는 컨트롤러가 없으면 챌린지가 404로 끝납니다.`,
    use: (name) => korean`클래스를 ${name}(으)로 바꾸기`,
  },
};
