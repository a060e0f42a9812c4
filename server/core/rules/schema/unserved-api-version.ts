import { replacementFor } from '../../facts.ts';
import { itemsAt, look, mapAt, nodeAt, textAt } from '../../model/look.ts';
import { certManagerKinds } from '../../model/resource.ts';
import type { TextEdit } from '../../text/edit.ts';
import type { Editor, Edits } from '../../yaml/edit.ts';
import type { Literal } from '../../yaml/print.ts';
import { asString } from '../../yaml/read.ts';
import type { YamlEntry, YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an API version that the chosen cert-manager release does not serve any more, and offers to migrate the
 * document to `v1`: renamed and moved fields included.
 *
 * ## Why it matters
 * The API server answers `no matches for kind … in version …`. Changing only the version is a trap: fields under their
 * old names are refused, or dropped without a word by tools that do not ask for strict validation.
 *
 * ## When to allow it
 * In a cluster that runs cert-manager 1.5 or older: set `certManager.version`.
 *
 * ## References
 * - [Migrating deprecated API resources](https://cert-manager.io/docs/releases/upgrading/remove-deprecated-apis/)
 * - cert-manager `pkg/internal/apis/certmanager/v1alpha2/conversion.go`, release 1.0
 */
/**
 * @lang ko
 * ## 하는 일
 * 선택한 cert-manager 릴리스가 더 이상 제공하지 않는 API 버전을 알리고, 이름과 자리가 바뀐 필드까지 포함해 문서를 `v1`로
 * 옮길 수 있게 합니다.
 *
 * ## 왜 중요한가
 * API 서버가 `no matches for kind … in version …`이라고 답합니다. 버전만 바꾸는 것은 함정입니다. 옛 이름의 필드는 거부되거나,
 * 엄격한 검증을 요청하지 않는 도구에서는 말없이 버려집니다.
 *
 * ## 허용해도 되는 경우
 * cert-manager 1.5 이하를 쓰는 클러스터입니다. `certManager.version`을 설정하세요.
 *
 * ## 참고
 * - [사용 중단된 API 리소스 옮기기](https://cert-manager.io/docs/releases/upgrading/remove-deprecated-apis/)
 */
export default defineRule({
  id: 'unserved-api-version',
  kinds: certManagerKinds,
  scope: 'document',
  severity: 'error',
  fixable: 'sometimes',
  since: '0.1.0',
  *check({ kind, map, apiVersion }, { clusterRelease, edit, locale }) {
    const now = replacementFor(apiVersion, kind, clusterRelease);
    const written = textAt(map, 'apiVersion');
    if (now === undefined || !written) return;
    const say = texts[locale];
    const fixes = () => {
      const edits = migration(map, { span: written.span, newText: now }, edit);
      return edits ? [{ title: say.migrate(now), safety: 'safe' as const, edits }] : [];
    };
    yield { at: written.span, message: say.unserved(apiVersion, clusterRelease, now), fixes };
  },
});

/** Old names of fields directly below `spec` that only got a new name. */
const renamed: readonly (readonly [string, string])[] = [
  ['uriSANs', 'uris'],
  ['emailSANs', 'emailAddresses'],
  ['csr', 'request'],
  ['authzURL', 'authorizationURL'],
];

/** Fields that went below another one, with what became of their values. */
const moved: readonly {
  readonly parent: string;
  readonly fields: readonly (readonly [string, string, 'upper' | 'same'])[];
}[] = [
  { parent: 'subject', fields: [['organization', 'organizations', 'same']] },
  {
    parent: 'privateKey',
    fields: [
      ['keyAlgorithm', 'algorithm', 'upper'],
      ['keySize', 'size', 'same'],
      ['keyEncoding', 'encoding', 'upper'],
    ],
  },
];

/** What has no counterpart in `v1` that could be written without the user. */
const gone = [
  ['spec', 'acme', 'config'],
  ['spec', 'acme', 'http01'],
  ['spec', 'acme', 'dns01'],
  ['spec', 'config'],
];

function migration(map: YamlMap, version: TextEdit, edit: Editor): Edits | undefined {
  if (gone.some((path) => look(map, path).state !== 'absent' && nodeAt(map, path))) return undefined;
  const edits: TextEdit[] = [];
  const spec = mapAt(map, 'spec')?.value;
  if (spec) {
    for (const [from, to] of renamed) {
      const entry = nodeAt(spec, from)?.entry;
      if (entry) edits.push(...edit.rename(entry, to));
    }
    for (const { parent, fields } of moved) {
      const some = fields.flatMap(([from, to, change]) => {
        const found = nodeAt(spec, from);
        return found ? [{ entry: found.entry, to, change }] : [];
      });
      const all = some.length === 0 ? [] : moveBelow(spec, parent, some, edit);
      if (!all) return undefined;
      edits.push(...all);
    }
    for (const { node } of itemsAt(spec, 'acme.solvers')) {
      for (const [from, to] of [
        ['clouddns', 'cloudDNS'],
        ['azuredns', 'azureDNS'],
        ['acmedns', 'acmeDNS'],
      ] as const) {
        const entry = node.type === 'map' ? nodeAt(node, ['dns01', from])?.entry : undefined;
        if (entry) edits.push(...edit.rename(entry, to));
      }
    }
    const type = textAt(spec, 'type');
    if (type && /^(http|dns)-01$/.test(type.value))
      edits.push({ span: type.span, newText: type.value.toUpperCase() });
  }
  return [version, ...edits];
}

interface Moving {
  readonly entry: YamlEntry;
  readonly to: string;
  readonly change: 'upper' | 'same';
}

function moveBelow(
  spec: YamlMap,
  parent: string,
  some: readonly Moving[],
  edit: Editor,
): readonly TextEdit[] | undefined {
  const literal: Record<string, Literal> = {};
  for (const { entry, to, change } of some) {
    const text = asString(entry.value);
    literal[to] = change === 'upper' && text !== undefined ? text.toUpperCase() : { copy: entry.value };
  }
  const home = nodeAt(spec, parent)?.entry;
  const [first, ...others] = some;
  if (!first) return [];
  const added = home ? edit.insert(home, [], literal) : edit.replace(first.entry, parent, literal);
  const removed = (home ? some : others).map(({ entry }) => edit.remove(spec, entry));
  if (!added || removed.some((edits) => edits === undefined)) return undefined;
  return [...added, ...removed.flatMap((edits) => edits ?? [])];
}

interface Say {
  readonly unserved: (version: string, release: string, now: string) => string;
  readonly migrate: (now: string) => string;
}

const texts: Texts<Say> = {
  en: {
    unserved: (version, release, now) =>
      `cert-manager ${release} does not serve \`${version}\`: the API server refuses the document. Use \`${now}\`, in which some fields have other names.`,
    migrate: (now) => `Migrate to ${now}`,
  },
  ko: {
    unserved: (version, release, now) =>
      `cert-manager ${release}은(는) \`${version}\`을(를) 제공하지 않아 API 서버가 문서를 거부합니다. 일부 필드의 이름이 다른 \`${now}\`을(를) 쓰세요.`,
    migrate: (now) => `${now}(으)로 옮기기`,
  },
};
