/** Words of our Korean that are used no more. */

/**
 * Words that were used beside another one for the same thing. Those of Kubernetes go by its Korean documentation, kinds
 * in code stay as they are; of others the one that was used most stayed.
 */
const stray: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w./-])Secret(?![\w-])/, '시크릿'],
  [/(?<![\w./-])Ingress(?![\w-])/, '인그레스'],
  [/(?<![\w./-])(?<!Kong |Envoy |NGINX )Gateway(?![\w-])/, '게이트웨이'],
  [/(?<![\w./-])Service(?![\w-])/, '서비스'],
  [/(?<![\w./-])ServiceAccount(?![\w-])|서비스 어카운트/, '서비스어카운트'],
  [/(?<![\w./-])Pod(?![\w-])/, '파드'],
  [/(?<![\w./-])Kubernetes(?![\w-])/, '쿠버네티스'],
  [/(?<![\w./-])ingress class(?![\w-])/, '인그레스 클래스'],
  [/(?<![\w./-])staging(?![\w-])/, '스테이징'],
  [/프로파일/, '프로필'],
  [/제공자/, '공급자'],
  [/외부 계정 연결/, '외부 계정 바인딩'],
  [/비밀 키/, '개인 키'],
  [/비밀번호/, '암호'],
  [/키스토어/, '키 저장소'],
  [/자체 확인/, '자체 점검'],
  [
    /라벨|애너테이션|선택자|워크스페이스|릴리즈|디렉토리/,
    '레이블, 어노테이션, 셀렉터, 작업 영역, 릴리스, 디렉터리',
  ],
];

/** The stray words in a Korean text, without its code, the targets of its links and the columns of kinds. */
export function strayWordsIn(text: string): readonly string[] {
  const prose = text.replace(/(`+)[^`]+\1|\]\([^)]*\)|"[\w.]+":|\| (?:[A-Z]\w+(?:, )?)+ (?=\|)/g, '');
  if (!/[가-힣]/.test(prose)) return [];
  return stray.flatMap(([word, instead]) =>
    word.test(prose) ? [`${word.exec(prose)?.[0]}, not ${instead}`] : [],
  );
}
