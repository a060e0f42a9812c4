/** Texts of the language server that a user reads; what goes to the log only is English. */
import type { Texts } from '../core/index.ts';

export interface Say {
  readonly fixAll: string;
  /** Why an action is disabled. */
  readonly noCure: string;
  readonly stale: string;
  /** Above the changes of a renaming, and what is said of those in other files. */
  readonly rename: (what: string, newName: string) => string;
  readonly renameElsewhere: string;
}

export const texts: Texts<Say> = {
  en: {
    fixAll: 'Apply all safe cert-manager fixes',
    noCure: 'With this change the document would not parse, or the finding would stay.',
    stale: 'The text has changed since this action was offered. Ask for the actions again.',
    rename: (what, newName) => `Rename ${what} to ${newName}`,
    renameElsewhere: 'In another file. What templates and other kinds of resources refer to is not known.',
  },
  ko: {
    fixAll: '안전한 cert-manager 수정 모두 적용',
    noCure: '이렇게 바꾸면 문서를 구문 분석할 수 없게 되거나 문제가 그대로 남습니다.',
    stale: '이 작업을 제안한 뒤 텍스트가 바뀌었습니다. 작업 목록을 다시 요청하세요.',
    rename: (what, newName) => `${what}의 이름을 ${newName}(으)로 바꾸기`,
    renameElsewhere: '다른 파일입니다. 템플릿과 다른 종류의 리소스가 무엇을 가리키는지는 알 수 없습니다.',
  },
};
