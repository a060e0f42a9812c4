import { isBefore } from '../../facts.ts';
import { mapAt } from '../../model/look.ts';
import { everyKind } from '../../model/resource.ts';
import { formersIn, modernized, pathNow } from '../../schema/formerFields.ts';
import { homesOf } from '../../schema/homes.ts';
import { korean } from '../../text/korean.ts';
import { nearest } from '../../text/nearest.ts';
import { defineRule, type Fix, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a field that the API does not have at this place, nor anywhere else in the resource. Offers the name that
 * was probably meant. A field of an API version before `v1`, as `keySize`, is brought to where its value stands now.
 *
 * ## Why it matters
 * `kubectl` refuses the document (`unknown field`), since it asks for strict validation. Most GitOps tools do not ask:
 * then the API server drops the field without a word, and what it should have done never happens.
 *
 * ## When to allow it
 * Where the field belongs to a release newer than the ones that this rule knows.
 *
 * ## References
 * - [API reference](https://cert-manager.io/docs/reference/api-docs/)
 */
/**
 * @lang ko
 * ## 하는 일
 * API의 이 자리에도, 리소스의 다른 어디에도 없는 필드를 알립니다. 의도했을 법한 이름을 제안합니다. `keySize` 같은 `v1` 이전 API
 * 버전의 필드는 지금 그 값이 있을 자리로 옮깁니다.
 *
 * ## 왜 중요한가
 * `kubectl`은 엄격한 검증을 요청하므로 문서를 거부합니다(`unknown field`). 대부분의 GitOps 도구는 요청하지 않으며, 그러면 API
 * 서버가 필드를 말없이 버리고 그 필드가 해야 할 일은 일어나지 않습니다.
 *
 * ## 허용해도 되는 경우
 * 이 규칙이 아는 릴리스보다 새로운 릴리스의 필드인 경우입니다.
 *
 * ## 참고
 * - [API 레퍼런스](https://cert-manager.io/docs/reference/api-docs/)
 */
export default defineRule({
  id: 'unknown-field',
  kinds: everyKind,
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map }, { problems, schema, locale, edit, release }) {
    const say = texts[locale];
    const spec = mapAt(map, 'spec')?.value;
    const formers = spec ? formersIn(kind, spec) : [];
    for (const problem of problems()) {
      if (problem.kind !== 'unknown-field') continue;
      const { entry, known, sure } = problem;
      const fixable = sure && !problem.merged;
      const former = problem.map === spec && formers.find((one) => one.entry === entry);
      if (spec && former) {
        const now = pathNow(former.field);
        const fixes = (): readonly Fix[] => {
          const edits = fixable ? modernized(spec, [former], edit)?.[0] : undefined;
          return edits ? [{ title: say.modernize(entry.name, now), safety: 'safe', edits }] : [];
        };
        yield { at: problem.at, message: say.former(entry.name, now), fixes };
        continue;
      }
      const meant = nearest(entry.name, known);
      const sameLetters = meant?.toLowerCase() === entry.name.toLowerCase();
      if (!sameLetters && schema && homesOf(schema, entry.name).length > 0) continue;
      // Beside a template only what looks like a slip: the rest may belong to what the template writes above it.
      if (!sure && (meant === undefined || !/^[A-Za-z]\w*$/.test(entry.name))) continue;
      const message =
        meant === undefined
          ? say.unknown(entry.name, schema && isBefore(release, '1.21') ? release : undefined)
          : say.meant(entry.name, meant);
      const taken = meant !== undefined && problem.map.entries.some(({ name }) => name === meant);
      const fixes = () =>
        meant === undefined || taken || !fixable
          ? []
          : [{ title: say.rename(meant), safety: 'safe' as const, edits: edit.rename(entry, meant) }];
      yield { at: problem.at, message, fixes };
    }
  },
});

interface Say {
  readonly unknown: (name: string, release: string | undefined) => string;
  readonly meant: (name: string, meant: string) => string;
  readonly rename: (meant: string) => string;
  readonly former: (name: string, now: string) => string;
  readonly modernize: (name: string, now: string) => string;
}

const texts: Texts<Say> = {
  en: {
    unknown: (name, release) =>
      `There is no field \`${name}\` here${release === undefined ? '' : ` in cert-manager ${release}`}; it is refused or silently dropped.`,
    meant: (name, meant) => `There is no field \`${name}\` here; \`${meant}\` was probably meant.`,
    rename: (meant) => `Rename to ${meant}`,
    former: (name, now) =>
      `\`${name}\` is a field of an older API version. In this one its value stands at \`spec.${now}\`; here it is refused or silently dropped.`,
    modernize: (name, now) => `Write ${name} as spec.${now}`,
  },
  ko: {
    unknown: (name, release) =>
      `${release === undefined ? '이' : `cert-manager ${release}의 이`} 자리에는 \`${name}\` 필드가 없습니다. 거부되거나 말없이 버려집니다.`,
    meant: (name, meant) =>
      korean`이 자리에는 \`${name}\` 필드가 없습니다. \`${meant}\`을(를) 쓰려던 것 같습니다.`,
    rename: (meant) => korean`${meant}(으)로 이름 바꾸기`,
    former: (name, now) =>
      korean`\`${name}\`은(는) 옛 API 버전의 필드입니다. 이 버전에서 그 값의 자리는 \`spec.${now}\`이며, 여기서는 거부되거나 말없이 버려집니다.`,
    modernize: (name, now) => korean`${name}을(를) spec.${now}(으)로 바꾸기`,
  },
};
