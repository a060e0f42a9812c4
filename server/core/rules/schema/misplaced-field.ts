import { mapAt } from '../../model/look.ts';
import { certManagerKinds } from '../../model/resource.ts';
import { formersIn } from '../../schema/formerFields.ts';
import { type Home, homesOf, type Move, wayHome } from '../../schema/homes.ts';
import { korean } from '../../text/korean.ts';
import { nearest } from '../../text/nearest.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that stands where the API does not have it, but exists elsewhere in the same resource. Offers to
 * move it there, with its comments. `labels` and `annotations` below `spec` may be meant for the resource or for what is
 * made of it: both ways are offered, and neither is taken by itself.
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
 * API가 이 자리에는 두지 않지만 같은 리소스의 다른 자리에 있는 필드를 알립니다. 주석과 함께 그 자리로 옮길 수 있습니다. `spec`
 * 아래의 `labels`와 `annotations`는 리소스 자체에 대한 것일 수도, 리소스로 만들어지는 것에 대한 것일 수도 있어 두 가지를 모두 제안하고 저절로 고르지는
 * 않습니다.
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
      if (problem.kind !== 'unknown-field' || !problem.sure) continue;
      const { entry, map, path, known } = problem;
      if (nearest(entry.name, known)?.toLowerCase() === entry.name.toLowerCase()) continue;
      if (formers.includes(entry)) continue;
      const homes = homesOf(schema, entry.name);
      const own = map === root || map === spec ? ownHome(entry.name) : undefined;
      const [first = own] = homes;
      if (!first) continue;
      const way = wayHome(root, path, homes);
      const home = way?.home ?? first.join('.').replaceAll('.[]', '[]');
      const fixTo = (to: Move | undefined, safety: Fix['safety']): readonly Fix[] => {
        const edits =
          to &&
          !problem.merged &&
          (to.holder ? edit.move(map, entry, to.holder, to.path) : edit.nest(entry, to.path));
        return edits ? [{ title: say.move(entry.name, to.home), safety, edits }] : [];
      };
      if (!own) {
        const fixes = () => fixTo(way, 'safe');
        yield { at: problem.at, message: say.misplaced(entry.name, home), fixes };
        continue;
      }
      const message =
        home === own.join('.')
          ? say.misplaced(entry.name, home)
          : say.either(entry.name, own.join('.'), home);
      const fixes = () => [...fixTo(wayHome(root, path, [own]), 'unsafe'), ...fixTo(way, 'unsafe')];
      yield { at: problem.at, message, fixes };
    }
  },
});

/** Labels and annotations of the resource itself; those of what it makes have the same names. */
function ownHome(name: string): Home | undefined {
  return name === 'labels' || name === 'annotations' ? ['metadata', name] : undefined;
}

interface Say {
  readonly misplaced: (name: string, home: string) => string;
  readonly either: (name: string, own: string, other: string) => string;
  readonly move: (name: string, home: string) => string;
}

const texts: Texts<Say> = {
  en: {
    misplaced: (name, home) => `\`${name}\` has no effect here: it belongs at \`${home}\`.`,
    either: (name, own, other) =>
      `\`${name}\` has no effect here: for the resource itself it belongs at \`${own}\`, for what is made of it at \`${other}\`.`,
    move: (name, home) => `Move ${name} to ${home}`,
  },
  ko: {
    misplaced: (name, home) =>
      korean`\`${name}\`은(는) 이 자리에서 효과가 없습니다. 올바른 자리는 \`${home}\`입니다.`,
    either: (name, own, other) =>
      korean`\`${name}\`은(는) 이 자리에서 효과가 없습니다. 리소스 자체에 대한 값이면 \`${own}\`, 이 리소스로 만들어지는 것에 대한 값이면 \`${other}\`이(가) 올바른 자리입니다.`,
    move: (name, home) => korean`${name}을(를) ${home}(으)로 옮기기`,
  },
};
