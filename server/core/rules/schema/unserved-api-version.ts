import { currentVersion, newestRelease, replacementFor, servedSince } from '../../facts.ts';
import { itemsAt, look, mapAt, nodeAt, textAt } from '../../model/look.ts';
import { certManagerKinds, type Kind } from '../../model/resource.ts';
import { formersIn, mayHoldMore, modernized, pathNow } from '../../schema/formerFields.ts';
import { korean } from '../../text/korean.ts';
import type { Editor, Edits } from '../../yaml/edit.ts';
import { isCertain, lookup } from '../../yaml/read.ts';
import type { YamlEntry, YamlMap } from '../../yaml/tree.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports an API version that the chosen cert-manager release does not serve any more, and offers to migrate the
 * document to `v1`: renamed and moved fields included. Also reports one that the release does not serve yet, one
 * that no release has, and a kind or group of cert-manager that is misspelt.
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
 * 옮길 수 있게 합니다. 그 릴리스가 아직 제공하지 않는 API 버전과 어떤 릴리스에도 없는 API 버전,
 * 잘못 쓴 cert-manager의 kind나 그룹도 알립니다.
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
  *check({ kind, map, apiVersion }, { clusterRelease, schema, edit, locale }) {
    const now = replacementFor(apiVersion, kind, clusterRelease);
    const written = textAt(map, 'apiVersion');
    if (!written) return;
    const say = texts[locale];
    const named = textAt(map, 'kind');
    if (named && named.value !== kind)
      yield { at: named.span, message: say.otherKind(named.value, kind, apiVersion) };
    const since = servedSince(apiVersion, clusterRelease);
    if (since !== undefined)
      yield { at: written.span, message: say.tooNew(apiVersion, clusterRelease, since) };
    else if (now === undefined && !schema)
      yield { at: written.span, message: say.none(kind, apiVersion, currentVersion(kind), newestRelease) };
    if (now === undefined) return;
    const { edits, renamed } = migrationOf(kind, map, edit.write(written.span, now), edit);
    const fixes = () => {
      const all = edits();
      return all ? [{ title: say.migrate(now), safety: 'safe' as const, edits: all }] : [];
    };
    const message = say.unserved(apiVersion, clusterRelease, now) + say.renamed(renamed);
    yield { at: written.span, message, fixes };
  },
});

/** What has no counterpart in `v1` that could be written without the user. */
const gone = [
  ['spec', 'acme', 'config'],
  ['spec', 'acme', 'http01'],
  ['spec', 'acme', 'dns01'],
  ['spec', 'config'],
];

/** Names of DNS-01 providers before v1beta1. */
const oldProviders: readonly (readonly [string, string])[] = [
  ['clouddns', 'cloudDNS'],
  ['azuredns', 'azureDNS'],
  ['acmedns', 'acmeDNS'],
];

interface Migration {
  /** Undefined where the user must decide something. */
  readonly edits: () => Edits | undefined;
  /** Fields that get new names, as `from` and `to`. */
  readonly renamed: readonly (readonly [string, string])[];
}

function migrationOf(kind: Kind, map: YamlMap, version: Edits, edit: Editor): Migration {
  const spec = mapAt(map, 'spec')?.value;
  const formers = spec ? formersIn(kind, spec) : [];
  const providers = (spec ? itemsAt(spec, 'acme.solvers') : []).flatMap(({ node }) =>
    oldProviders.flatMap(([from, to]) => {
      const dns01 = node.type === 'map' ? mapAt(node, 'dns01')?.value : undefined;
      const entry = dns01 && nodeAt(dns01, [from])?.entry;
      return entry ? [{ dns01, entry, from, to }] : [];
    }),
  );
  const edits = (): Edits | undefined => {
    if (gone.some((path) => look(map, path).state !== 'absent' && nodeAt(map, path))) return undefined;
    if (spec && mayHoldMore(kind, spec)) return undefined;
    if (!providers.every(isRenamable) || (spec && mayHoldSolvers(spec))) return undefined;
    const moved = spec ? modernized(spec, formers, edit) : [];
    if (!moved) return undefined;
    const type = spec && textAt(spec, 'type');
    const upper =
      type && /^(http|dns)-01$/.test(type.value) ? edit.write(type.span, type.value.toUpperCase()) : [];
    return [
      ...version,
      ...moved.flat(),
      ...providers.flatMap(({ entry, to }) => edit.rename(entry, to)),
      ...upper,
    ];
  };
  const names = new Map(providers.map(({ from, to }) => [from, to]));
  return {
    edits,
    renamed: [...formers.map(({ field }) => [field.name, pathNow(field)] as const), ...names],
  };
}

/** Whether a template may write solvers, or providers of one, that nobody sees here. */
function mayHoldSolvers(spec: YamlMap): boolean {
  const solvers = look(spec, 'acme.solvers');
  if (solvers.state !== 'written') return solvers.state === 'unknown';
  if (solvers.node.type !== 'list' || !solvers.node.certain) return true;
  return solvers.node.items.some(({ value }) => {
    const dns01 = value.type === 'map' ? look(value, 'dns01') : undefined;
    return dns01?.state === 'written'
      ? dns01.node.type !== 'map' || !isCertain(dns01.node)
      : dns01?.state !== 'absent';
  });
}

/** Whether a provider stands in the very solver, where none has the new name yet. */
function isRenamable({ dns01, entry, to }: { dns01: YamlMap; entry: YamlEntry; to: string }): boolean {
  return dns01.entries.includes(entry) && !lookup(dns01, to);
}

interface Say {
  readonly tooNew: (version: string, release: string, since: string) => string;
  readonly otherKind: (written: string, kind: string, version: string) => string;
  readonly none: (kind: string, version: string, now: string, newest: string) => string;
  readonly unserved: (version: string, release: string, now: string) => string;
  readonly renamed: (fields: readonly (readonly [string, string])[]) => string;
  readonly migrate: (now: string) => string;
}

const listed = (fields: readonly (readonly [string, string])[]) =>
  fields.map(([from, to]) => `\`${from}\` → \`${to}\``).join(', ');

const texts: Texts<Say> = {
  en: {
    tooNew: (version, release, since) =>
      `cert-manager ${release} does not serve \`${version}\` yet: it exists since ${since}, and the API server refuses the document.`,
    otherKind: (written, kind, version) =>
      `There is no kind \`${written}\` in \`${version}\`: the API server refuses the document. \`${kind}\` was probably meant.`,
    none: (kind, version, now, newest) =>
      `No release of cert-manager up to ${newest} serves a ${kind} in \`${version}\`: the API server refuses the document. \`${now}\` was probably meant.`,
    unserved: (version, release, now) =>
      `cert-manager ${release} does not serve \`${version}\`: the API server refuses the document. Use \`${now}\`.`,
    renamed: (fields) =>
      fields.length === 0 ? '' : ` Fields get other names and places there: ${listed(fields)}.`,
    migrate: (now) => `Migrate to ${now}`,
  },
  ko: {
    tooNew: (version, release, since) =>
      korean`cert-manager ${release}은(는) \`${version}\`을(를) 아직 제공하지 않습니다. ${since}부터 있는 버전이며, API 서버가 문서를 거부합니다.`,
    otherKind: (written, kind, version) =>
      korean`\`${version}\`에는 \`${written}\`(이)라는 kind가 없어 API 서버가 문서를 거부합니다. \`${kind}\`을(를) 쓰려던 것 같습니다.`,
    none: (kind, version, now, newest) =>
      korean`${newest}까지의 어떤 cert-manager 릴리스도 \`${version}\`의 ${kind}을(를) 제공하지 않아 API 서버가 문서를 거부합니다. \`${now}\`을(를) 쓰려던 것 같습니다.`,
    unserved: (version, release, now) =>
      korean`cert-manager ${release}은(는) \`${version}\`을(를) 제공하지 않아 API 서버가 문서를 거부합니다. \`${now}\`을(를) 쓰세요.`,
    renamed: (fields) =>
      fields.length === 0 ? '' : ` 그 버전에서는 필드의 이름과 자리가 바뀝니다: ${listed(fields)}.`,
    migrate: (now) => korean`${now}(으)로 옮기기`,
  },
};
