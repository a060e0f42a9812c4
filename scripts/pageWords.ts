/** The words of the generated pages. */
export const words = {
  en: {
    severity: 'Severity',
    kinds: 'Resources',
    fix: 'Fix',
    since: 'Since',
    example: 'Example',
    instead: 'Use instead',
    rule: 'Rule',
    title: 'Rules',
    all: 'all',
    severities: { error: 'error', warning: 'warning', info: 'info' },
    fixes: { never: 'never', sometimes: 'sometimes', always: 'always' },
  },
  ko: {
    severity: '심각도',
    kinds: '리소스',
    fix: '수정',
    since: '추가된 버전',
    example: '예',
    instead: '대신 이렇게',
    rule: '규칙',
    title: '규칙',
    all: '모두',
    severities: { error: '오류', warning: '경고', info: '정보' },
    fixes: { never: '없음', sometimes: '일부 가능', always: '가능' },
  },
} as const;
