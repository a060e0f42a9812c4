/** Korean particles: how words are read, and that none reaches a user in both forms or in the wrong one. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { korean } from './harness/engine.ts';
import { strayWordsIn } from './harness/strayWords.ts';

/** Words by the sound that Koreans end them in. */
const vowels = `
  인증서 발급자 솔버 한국어-이름이-여기
  issuer ClusterIssuer Certificate Ingress Gateway Order Challenge Service Pod field kind tls web-tls dnsNames
  secretRef apiKeySecretRef config renewBefore host port path auth cert Vault webhooks default manifest root loop
  check network disk timestamp ingress-nginx HAProxy Contour Istio Kustomize acme letsencrypt-staging-v2 usages
  RSA ECDSA rootCA hostedZoneID id ip ca io HTTPS ACME DNS example.org example.dev xn--9t4b11yi5a 10.0.0.2 Ed25519 1.15 TXT
  99% C++ * cert-manager.io/issuer acme.cert-manager.io/http01-edit-in-place Cloudflare 90h
`;
const consonants = `
  시크릿 레코드들은 네임스페이스의이름 값
  secretName commonName name time zone kustomization duration Application dnsPolicyNone token column spec web public
  job CronJob type target secret bucket Set StatefulSet ListenerSet format input output timeout map ConfigMap app step
  group webhook block back traefik ping Kong String realm Helm Cilium system.com example.com example.net PEM JSON cm vm
  0 3 6 10 100 1.13 30 cert-manager.io/common-name realm(2)
`;
const rieuls = `
  파일 레이블 example email file role rule table profile url local internal shell URL YAML ttl crl CSR DER svc.kr
  1 7 8 http01 dns-01 v1 v1beta1 PKCS1 PKCS8 1.17 10.0.0.8
`;
const wordsOf = (table: string) => table.trim().split(/\s+/);

const pairs = (word: string) =>
  [
    korean`${word}을(를)`,
    korean`${word}이(가)`,
    korean`${word}은(는)`,
    korean`${word}과(와)`,
    korean`${word}(으)로`,
    korean`${word}(이)라는`,
  ].map((text) => text.slice(word.length));

describe('particles go by the last sound', () => {
  test.each(wordsOf(vowels))('%s를', (word) => {
    expect(pairs(word)).toEqual(['를', '가', '는', '와', '로', '라는']);
  });
  test.each(wordsOf(consonants))('%s을', (word) => {
    expect(pairs(word)).toEqual(['을', '이', '은', '과', '으로', '이라는']);
  });
  test.each(wordsOf(rieuls))('%s을, but 로', (word) => {
    expect(pairs(word)).toEqual(['을', '이', '은', '과', '로', '이라는']);
  });

  test('of a number as well', () => {
    expect(korean`${3}은(는) ${2}이(가) 아닙니다`).toBe('3은 2가 아닙니다');
  });

  test('of the word before a parenthesis, whatever stands in it', () => {
    expect(korean`필수 필드 \`${'name'}\`(\`${'spec.issuerRef'}\`)이(가) 없습니다`).toContain(')이 없습니다');
    expect(korean`${'솔버 (파일)'}을(를)`).toBe('솔버 (파일)를');
    expect(korean`(${'파일'})을(를)`).toBe('(파일)을');
  });

  test('both forms stay where nobody can say how a value is read', () => {
    for (const value of ['', '-', '🙂', 'имя'])
      expect(korean`값 \`${value}\`을(를)`).toBe(`값 \`${value}\`을(를)`);
  });

  const syllables = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));
  const hangul = fc.string({ unit: syllables, minLength: 1, maxLength: 8 });

  test('of Hangul by its final consonant, however the text is composed', () => {
    fc.assert(
      fc.property(hangul, (word) => {
        const [last = ''] = [...word].slice(-1);
        const final = last.normalize('NFD')[2];
        expect(korean`${word}을(를)`).toBe(`${word}${final ? '을' : '를'}`);
        expect(korean`${word}(으)로`).toBe(`${word}${final && final !== '\u11af' ? '으로' : '로'}`);
        const apart = word.normalize('NFD');
        expect(pairs(apart)).toEqual(pairs(word));
      }),
    );
  });

  test('whatever quotes and brackets close behind the word', () => {
    const known = fc.oneof(hangul, fc.constantFrom(...[vowels, consonants, rieuls].flatMap(wordsOf)));
    fc.assert(
      fc.property(known, (word) => {
        const [form = ''] = pairs(word);
        expect(korean`\`${word}\`을(를)`).toBe(`\`${word}\`${form}`);
        expect(korean`“${word}”을(를)`).toBe(`“${word}”${form}`);
        expect(korean`${`\`\` ${word} \`\``}을(를)`).toBe(`\`\` ${word} \`\`${form}`);
      }),
    );
  });

  test('and no value is changed', () => {
    // Any code point but surrogates, as fast-check's `binary` gives them from a table that takes a second to make.
    const codePoint = fc
      .nat(0x10ffff - 0x800)
      .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800));
    const any = fc.oneof(
      fc.string({ unit: codePoint, maxLength: 6 }),
      fc.constantFrom('값을(를)', '(으)로', '$&', '은(는) 이(가)'),
    );
    fc.assert(
      fc.property(any, any, (one, other) => {
        const text = korean`${one}이(가) \`${other}\`을(를) 봅니다`;
        expect(text.startsWith(one)).toBe(true);
        expect(text.slice(one.length)).toMatch(/^(이|가|이\(가\)) `/);
        expect(text).toMatch(/`(을|를|을\(를\)) 봅니다$/);
        expect(text.slice(0, text.lastIndexOf('`')).endsWith(other)).toBe(true);
      }),
    );
  });

  test('of a long value as fast as of a short one', () => {
    expect(korean`${'-'.repeat(2_000_000)}을(를)`.slice(-4)).toBe('을(를)'.slice(-4));
    expect(korean`${`${'('.repeat(2_000_000)}파일`}을(를)`.slice(-3)).toBe('파일을');
  });
});

const root = fileURLToPath(new URL('../', import.meta.url));
const filesIn = (folder: string, name: RegExp) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => name.test(path) && !/node_modules|\/dist\//.test(path));

const bothForms = /[을를이가은는와과]\([을를이가은는와과]\)|\([으이]\)/;
const closing = '[`\'"”’\\]]*';
const oneForm = new RegExp(`^${closing}(을|를|이|가|은|는|과|와|으로|로|이?라[는고]|이?나)([\\s,.:)]|$)`);
const resolved = new RegExp(
  `^[)]*${closing}[)]*(을\\(를\\)|이\\(가\\)|은\\(는\\)|과\\(와\\)|\\(으\\)로|\\(이\\))`,
);

/** The texts of a source that hold Korean, with … in the place of values. */
function textsOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each);
    if (!isNode(node)) return;
    if (node.type === 'Literal' && typeof node.value === 'string') found.push(node.value);
    if (node.quasis) found.push(node.quasis.map(({ value }) => value.cooked).join('…'));
    for (const each of Object.values(node)) visit(each);
  };
  visit(parseAst(source, { lang: 'ts' }));
  return found.filter((text) => /[가-힣]/.test(text));
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly cooked: string } }[];
  readonly tag?: { readonly name?: string };
}

/** What of a source's Korean would reach a user with a particle in both forms, or in one that fits some values only. */
function unresolvedIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown, parent: Node | undefined): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, parent);
    if (!isNode(node)) return;
    if (node.type === 'Literal' && bothForms.test(String(node.value))) found.push(String(node.value));
    const tagged = parent?.type === 'TaggedTemplateExpression' && parent.tag?.name === 'korean';
    const [first, ...others] = (node.quasis ?? []).map(({ value }) => value.cooked);
    if (first && bothForms.test(first)) found.push(first);
    for (const text of others) {
      const rest = tagged ? text.replace(resolved, '') : text;
      if (bothForms.test(rest) || oneForm.test(text)) found.push(`\${…}${text}`);
    }
    for (const each of Object.values(node)) visit(each, node);
  };
  visit(parseAst(source, { lang: 'ts' }), undefined);
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

describe('texts', () => {
  test('of the server leave no particle to the reader', () => {
    const sources = filesIn('server', /\.ts$/).filter((path) => !/\.gen\.ts$|text\/korean\.ts$/.test(path));
    // Only what has Hangul in it, or may have it escaped, is parsed.
    const texts = sources
      .map((path) => ({ path, source: readFileSync(root + path, 'utf8') }))
      .filter(({ source }) => /\p{Script=Hangul}|\\[ux]/u.test(source));
    const found = texts.flatMap(({ path, source }) => unresolvedIn(source).map((text) => `${path}: ${text}`));
    expect(found).toEqual([]);
    expect(texts.filter(({ source }) => /\bkorean`/.test(source)).length).toBeGreaterThan(50);
  });

  test('are found wherever they stand', () => {
    // A § begins a value.
    const found = (text: string) => unresolvedIn(`const a = ${text.replaceAll('§', '$')};`);
    for (const text of [
      '"값을(를)"',
      '`값을(를)`',
      '`§{x}은(는) 값`',
      'korean`값은(는) §{x}`',
      'korean`§{x ? `§{y}을(를)` : 1}을(를) 봅니다`',
      'korean`\\`§{x}\\`를 봅니다`',
      '`§{x}으로 쓰기`',
    ])
      expect(found(text), text).toHaveLength(1);
    for (const text of ['korean`\\`§{x}\\`을(를) 봅니다`', '`이름(§{x})을 봅니다`', '`§{x}입니다`'])
      expect(found(text), text).toEqual([]);
  });

  test('of the client, of pages and of settings leave none either', () => {
    const files = [
      ...filesIn('l10n', /\.ko\.json$/),
      'package.nls.ko.json',
      ...filesIn('docs', /(\/ko\/.*|\.ko)\.md$/),
      ...filesIn('server/core/schema/prose/ko', /\.md$/),
    ];
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((path) => {
      const text = readFileSync(root + path, 'utf8');
      const afterPlaceholder = text
        .split(/\{\d\}/)
        .slice(1)
        .filter((rest) => oneForm.test(rest));
      return [...afterPlaceholder, ...(bothForms.exec(text) ?? [])].map(
        (what) => `${path}: ${what.slice(0, 30)}`,
      );
    });
    expect(found).toEqual([]);
  });

  test('have one word for one thing', () => {
    const markdown = [
      ...filesIn('l10n', /\.ko\.json$/),
      'package.nls.ko.json',
      ...filesIn('docs', /(\/ko\/.*|\.ko)\.md$/),
      ...filesIn('server/core/schema/prose/ko', /\.md$/),
    ].map((path) => ({ path, texts: readFileSync(root + path, 'utf8').split('\n') }));
    const sources = filesIn('server', /\.ts$/)
      .filter((path) => !/\.gen\.ts$/.test(path))
      .map((path) => ({ path, texts: textsOf(readFileSync(root + path, 'utf8')) }));
    const found = [...markdown, ...sources].flatMap(({ path, texts }) =>
      texts.flatMap((text) => strayWordsIn(text).map((word) => `${path}: ${word} in ${text.slice(0, 60)}`)),
    );
    expect(found).toEqual([]);
  });

  test('are read for stray words in what is prose only', () => {
    for (const text of [
      'Ingress를 봅니다',
      'CA가 든 Secret과 키',
      '클래스의 Gateway x',
      '프로파일',
      'ZeroSSL, staging 서버',
    ])
      expect(strayWordsIn(text), text).toHaveLength(1);
    for (const text of [
      '`Ingress`를 봅니다',
      '[인그레스](https://a/Ingress)',
      'IngressClass입니다',
      'NGINX Gateway Fabric은',
      'Ingress',
    ])
      expect(strayWordsIn(text), text).toEqual([]);
    expect(textsOf(`const a = { Ingress: '인그레스', b: \`\${'Ingress'} 하나\` };`)).toEqual([
      '인그레스',
      '… 하나',
    ]);
  });
});
