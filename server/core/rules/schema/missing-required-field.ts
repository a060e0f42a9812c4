import { mapAt } from '../../model/look.ts';
import { certManagerKinds } from '../../model/resource.ts';
import { formersIn, pathNow } from '../../schema/formerFields.ts';
import { korean } from '../../text/korean.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that the API requires and that is not there. Documents that are parts of a resource, such as kustomize
 * patches, are left alone.
 *
 * ## Why it matters
 * The API server refuses the document.
 *
 * ## When to allow it
 * Where another tool adds the field before the document is applied.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * API가 요구하는데 없는 필드를 알립니다. kustomize 패치처럼 리소스의 일부인 문서는 건드리지 않습니다.
 *
 * ## 왜 중요한가
 * API 서버가 문서를 거부합니다.
 *
 * ## 허용해도 되는 경우
 * 문서를 적용하기 전에 다른 도구가 그 필드를 채우는 경우입니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'missing-required-field',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'error',
  fixable: 'never',
  since: '0.1.0',
  *check({ kind, map }, { problems, locale }) {
    const spec = mapAt(map, 'spec')?.value;
    // What stands under a former name is reported as that.
    const former = spec ? formersIn(kind, spec).map(({ field }) => `spec.${pathNow(field)}`) : [];
    for (const problem of problems()) {
      if (problem.kind === 'missing-field' && !former.includes(problem.path))
        yield { at: problem.at, message: texts[locale].missing(problem.name, problem.path) };
    }
  },
});

interface Say {
  readonly missing: (name: string, path: string) => string;
}

const texts: Texts<Say> = {
  en: {
    missing: (name, path) =>
      `\`${name}\` is required (\`${path}\`) and missing: the API server refuses the resource.`,
  },
  ko: {
    missing: (name, path) =>
      korean`필수 필드 \`${name}\`(\`${path}\`)이(가) 없습니다. API 서버가 리소스를 거부합니다.`,
  },
};
