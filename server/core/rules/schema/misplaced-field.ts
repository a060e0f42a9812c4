import { mapAt } from '../../model/look.ts';
import { certManagerKinds } from '../../model/resource.ts';
import { formersIn } from '../../schema/formerFields.ts';
import { homesOf, wayHome } from '../../schema/homes.ts';
import { nearest } from '../../text/nearest.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that stands where the API does not have it, but exists elsewhere in the same resource. Offers to
 * move it there.
 *
 * ## Why it matters
 * A block that is one level too high or too deep looks right and does nothing: `kubectl` refuses it, other tools let
 * the API server drop it without a word.
 *
 * ## When to allow it
 * Never known to be right.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * API가 이 자리에는 두지 않지만 같은 리소스의 다른 자리에 있는 필드를 알립니다. 그 자리로 옮길 수 있습니다.
 *
 * ## 왜 중요한가
 * 한 단계 높거나 깊은 블록은 옳아 보이지만 아무 일도 하지 않습니다. `kubectl`은 거부하고, 다른 도구에서는 API 서버가 말없이 버립니다.
 *
 * ## 허용해도 되는 경우
 * 옳은 경우가 알려져 있지 않습니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'misplaced-field',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map: root }, { problems, schema, locale, edit }) {
    if (!schema) return;
    const say = texts[locale];
    const spec = mapAt(root, 'spec')?.value;
    const formers = spec ? formersIn(kind, spec).map((former) => former.entry) : [];
    for (const problem of problems()) {
      if (problem.kind !== 'unknown-field') continue;
      const { entry, map, path, known } = problem;
      if (nearest(entry.name, known)?.toLowerCase() === entry.name.toLowerCase()) continue;
      if (formers.includes(entry)) continue;
      const homes = homesOf(schema, entry.name);
      if (homes.length === 0) continue;
      const way = wayHome(root, path, homes);
      const home = way?.home ?? homes[0]?.join('.').replaceAll('.[]', '[]') ?? '';
      const fixes = () => {
        const edits =
          way && (way.holder ? edit.move(map, entry, way.holder, way.path) : edit.nest(entry, way.path));
        return edits ? [{ title: say.move(entry.name, home), safety: 'safe' as const, edits }] : [];
      };
      yield { at: problem.at, message: say.misplaced(entry.name, home), fixes };
    }
  },
});

interface Say {
  readonly misplaced: (name: string, home: string) => string;
  readonly move: (name: string, home: string) => string;
}

const texts: Texts<Say> = {
  en: {
    misplaced: (name, home) => `\`${name}\` has no effect here: it belongs at \`${home}\`.`,
    move: (name, home) => `Move ${name} to ${home}`,
  },
  ko: {
    misplaced: (name, home) =>
      `\`${name}\`은(는) 이 자리에서 효과가 없습니다. 올바른 자리는 \`${home}\`입니다.`,
    move: (name, home) => `${name}을(를) ${home}(으)로 옮기기`,
  },
};
