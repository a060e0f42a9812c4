import { everyKind } from '../../model/resource.ts';
import { korean } from '../../text/korean.ts';
import { maxDepth, type YamlEntry, type YamlMap, type YamlNode } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a key that stands twice in one mapping, and a second resource that starts without a `---` line above it.
 *
 * ## Why it matters
 * YAML forbids it, and readers disagree on what to do. `kubectl` takes the last value and drops the others without a
 * word, so half of a solver or of the list of names is not there in the cluster. kustomize and Flux refuse the file
 * (`mapping key … already defined`), and so does the API server where YAML itself is sent to it. Where a `---` line is
 * missing, only the last of the resources is created.
 *
 * ## When to allow it
 * Never: at most one of the values counts.
 *
 * ## References
 * - [YAML 1.2.2, mapping keys are unique](https://yaml.org/spec/1.2.2/#nodes)
 * - Kubernetes issue 125885
 */
/**
 * @lang ko
 * ## 하는 일
 * 한 매핑에 두 번 적힌 키와, 위에 `---` 줄 없이 시작하는 두 번째 리소스를 알립니다.
 *
 * ## 왜 중요한가
 * YAML은 이를 금지하며, 해석기마다 처리가 다릅니다. `kubectl`은 아무 말 없이 마지막 값만 쓰고 나머지를 버리므로, 솔버나 이름
 * 목록의 절반이 클러스터에 없게 됩니다. kustomize와 Flux는 파일을 거부하고(`mapping key … already defined`), API 서버도 YAML을
 * 그대로 받으면 거부합니다. `---` 줄이 빠졌다면 마지막 리소스만 만들어집니다.
 *
 * ## 허용해도 되는 경우
 * 없습니다. 값 가운데 하나만 쓰입니다.
 *
 * ## 참고
 * - [YAML 1.2.2, 매핑의 키는 유일합니다](https://yaml.org/spec/1.2.2/#nodes)
 * - 쿠버네티스 이슈 125885
 */
export default defineRule({
  id: 'duplicate-key',
  kinds: everyKind,
  scope: 'text',
  severity: 'warning',
  fixable: 'never',
  since: '0.1.0',
  *check({ root }, { locale }) {
    const say = texts[locale];
    if (!root) return;
    const second = root.type === 'map' ? secondResource(root) : undefined;
    if (second) {
      yield { at: second.key, message: say.missingMarker };
      return;
    }
    for (const [first, again] of duplicatesIn(root, 0)) {
      const related = [{ at: first.key, message: say.first(first.name) }];
      yield { at: again.key, message: say.twice(again.name), related };
    }
  },
});

/** The entry that another resource starts with: `apiVersion` and `kind` both stand twice at the root. */
function secondResource({ certain, entries }: YamlMap): YamlEntry | undefined {
  const [version, kind] = ['apiVersion', 'kind'].map((key) => entries.filter(({ name }) => name === key)[1]);
  if (!certain || !version || !kind) return undefined;
  return version.key.start < kind.key.start ? version : kind;
}

/** Pairs of the first entry and one that says the same again. What a template may leave out is not counted. */
function* duplicatesIn(node: YamlNode, depth: number): Iterable<readonly [YamlEntry, YamlEntry]> {
  if (depth > maxDepth || node.type === 'scalar') return;
  if (node.type === 'list') {
    for (const { value, alias } of node.items) if (!alias) yield* duplicatesIn(value, depth + 1);
    return;
  }
  const known = new Map<string, YamlEntry>();
  for (const entry of node.entries) {
    const first = known.get(entry.name);
    if (first && node.certain && entry.name !== '<<') yield [first, entry];
    if (!first) known.set(entry.name, entry);
    if (!entry.alias) yield* duplicatesIn(entry.value, depth + 1);
  }
}

interface Say {
  readonly twice: (key: string) => string;
  readonly first: (key: string) => string;
  readonly missingMarker: string;
}

const texts: Texts<Say> = {
  en: {
    twice: (key) =>
      `\`${key}\` stands twice in this mapping: \`kubectl\` drops the value above without a word, kustomize and Flux refuse the file.`,
    first: (key) => `\`${key}\` is written here first`,
    missingMarker:
      'A second resource starts here without a `---` line above it: `kubectl` creates only the last one, kustomize and Flux refuse the file.',
  },
  ko: {
    twice: (key) =>
      korean`이 매핑에 \`${key}\`이(가) 두 번 있습니다. \`kubectl\`은 위의 값을 아무 말 없이 버리고, kustomize와 Flux는 파일을 거부합니다.`,
    first: (key) => korean`\`${key}\`이(가) 처음 적힌 곳입니다.`,
    missingMarker:
      '위에 `---` 줄 없이 두 번째 리소스가 여기에서 시작합니다. `kubectl`은 마지막 것만 만들고, kustomize와 Flux는 파일을 거부합니다.',
  },
};
