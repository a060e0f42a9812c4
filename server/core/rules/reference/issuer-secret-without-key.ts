import { resourceNamespacesOf } from '../../issuance/resourceNamespace.ts';
import { rewriteValue } from '../../issuance/shimObject.ts';
import { secretReferencesOf } from '../../model/issuerSecrets.ts';
import { textAt } from '../../model/look.ts';
import { secretKeysOf } from '../../model/secretKeys.ts';
import { korean } from '../../text/korean.ts';
import { nearest } from '../../text/nearest.ts';
import { defineRule, type Texts } from '../rule.ts';

/**
 * ## What it does
 * Reports a key of a Secret that an issuer reads, where the Secret of that name in the workspace does not have it: neither
 * the `key` that is written nor the one that cert-manager takes by default. ExternalSecrets and SealedSecrets count, where
 * all of their keys are written; those of an ExternalSecret's `target.template.data` take the place of the others.
 *
 * ## Why it matters
 * The issuer does not become Ready, or each challenge ends with "no data for key" in the Secret.
 *
 * ## When to allow it
 * Where something else fills the Secret.
 *
 * ## References
 * - [Configuration](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `pkg/util/kube/pki.go`, `pkg/issuer/acme/dns/dns.go`
 */
/**
 * @lang ko
 * ## 하는 일
 * 발급자가 읽는 시크릿 키를 작업 영역에 있는 그 이름의 시크릿이 갖고 있지 않으면 알립니다. 적어 둔 `key`와 cert-manager가 기본으로 읽는 키를
 * 모두 봅니다. 키가 모두 적혀 있으면 ExternalSecret과 SealedSecret도 봅니다. ExternalSecret의 `target.template.data`에 적은
 * 키는 다른 키를 대신합니다.
 *
 * ## 왜 중요한가
 * 발급자가 Ready가 되지 않거나 챌린지마다 시크릿에 키가 없다는 오류로 끝납니다.
 *
 * ## 허용해도 되는 경우
 * 다른 것이 시크릿을 채우는 경우입니다.
 *
 * ## 참고
 * - [설정](https://cert-manager.io/docs/configuration/)
 * - cert-manager 1.21, `pkg/util/kube/pki.go`, `pkg/issuer/acme/dns/dns.go`
 */
export default defineRule({
  id: 'issuer-secret-without-key',
  kinds: ['Issuer', 'ClusterIssuer'],
  scope: 'workspace',
  severity: 'warning',
  fixable: 'sometimes',
  since: '0.1.0',
  *check(issuer, { locale, index }) {
    const references = secretReferencesOf(issuer);
    if (references.length === 0) return;
    const homes = resourceNamespacesOf(issuer, index);
    const say = texts[locale];
    for (const { name, keys } of references) {
      const secrets = index
        .withSecret(name.value)
        .filter(({ kind }) => /^(?:Secret|ExternalSecret|SealedSecret|Certificate)$/.test(kind))
        .filter((secret) =>
          secret.namespace === undefined || homes === undefined
            ? index.together(secret)
            : homes.includes(secret.namespace),
        );
      const [first] = secrets;
      const known = secrets.map(secretKeysOf);
      if (!first || known.some((its) => its === undefined)) continue;
      const all = [...new Set(known.flatMap((its) => its ?? []))];
      for (const { value, written } of keys) {
        if (all.includes(value)) continue;
        const there = textAt(first.map, 'metadata.name') ?? textAt(first.map, 'kind');
        yield {
          at: written?.span ?? name.span,
          message: say.lacks(name.value, value, all),
          related: there ? [{ at: there.span, message: say.here, of: first }] : [],
          fixes: () => {
            const meant = nearest(value, all) ?? (all.length === 1 ? all[0] : undefined);
            const edits = written && meant !== undefined ? rewriteValue(written, meant) : undefined;
            return edits ? [{ title: say.read(meant ?? ''), safety: 'unsafe', edits }] : [];
          },
        };
      }
    }
  },
});

interface Say {
  readonly lacks: (secret: string, key: string, all: readonly string[]) => string;
  readonly here: string;
  readonly read: (key: string) => string;
}

const listed = (keys: readonly string[]) =>
  keys
    .slice(0, 5)
    .map((key) => `\`${key}\``)
    .join(', ');

const texts: Texts<Say> = {
  en: {
    lacks: (secret, key, all) =>
      `The Secret \`${secret}\` has no key \`${key}\`, which cert-manager reads here; it has ${listed(all)}.`,
    here: 'The Secret.',
    read: (key) => `Read the key ${key}`,
  },
  ko: {
    lacks: (secret, key, all) =>
      korean`시크릿 \`${secret}\`에는 cert-manager가 여기서 읽는 키 \`${key}\`이(가) 없습니다. 있는 키: ${listed(all)}.`,
    here: '해당 시크릿입니다.',
    read: (key) => `${key} 키 읽기`,
  },
};
