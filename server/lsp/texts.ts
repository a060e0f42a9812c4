/** Texts of the language server that a user reads; what goes to the log only is English. */
import type { NotAnalysed, Texts } from '../core/index.ts';

export interface Say {
  readonly fixAll: string;
  /** Why an action is disabled. */
  readonly noCure: string;
  readonly stale: string;
  /** Above the changes of a renaming, and what is said of those in other files. */
  readonly rename: (what: string, newName: string) => string;
  readonly renameElsewhere: string;
  readonly fixEverywhere: (rule: string) => string;
  /** Why something was not analysed; `detail` is what the reason names. */
  readonly why: (reason: string, detail: string) => string;
  readonly indexing: string;
  readonly indexed: (files: number, total: number) => string;
  readonly noPreview: string;
  readonly noCertificate: string;
}

/** The compiler demands those of the survey; the others are why a file was not read. */
const reasons: Texts<Readonly<Record<string, string> & Record<NotAnalysed['reason'], string>>> = {
  en: {
    'document-too-long': 'longer than 1 MiB',
    'template-body': 'the body of a named template: where it is used is not known',
    'not-parsed': 'nested too deep',
    'not-whole': 'a syntax error or a conflict marker: read in part',
    'templated-field': 'written by a template, so that what depends on it is not checked',
    'templated-resource': 'control flow of a template decides about it',
    'unknown-field': 'a field of the kustomization that is not followed',
    'unseen-resources': 'makes resources that are not seen here',
    'unreadable-kustomization':
      'a kustomization with a syntax error or a conflict marker: what depends on it is not checked',
    remote: 'lies elsewhere, behind a URL',
    'missing-file': 'a file that the workspace does not have',
    'not-usable': 'no usable kustomization',
    cycle: 'kustomizations that include each other',
    'patch-without-target': 'a patch whose target is not there',
    'patch-not-applicable': 'a patch that cannot be applied',
    'resource-not-there': 'names a resource that is not there: kustomize refuses to build',
    'resource-not-unique': 'names one resource of several: kustomize refuses to build',
    'workload-not-there': 'names a workload that is not there: kustomize refuses to build',
    'replacement-not-applicable': 'a replacement that cannot be made',
    'duplicate-resource': 'one resource twice: kustomize refuses it',
    'too-large': 'larger than 4 MiB',
    'too-many': 'the workspace is larger than what is kept in memory',
    binary: 'not text',
    'not-utf-8': 'not UTF-8',
    'other-encoding': 'not UTF-8',
    'no-permission': 'no permission to read it',
    unreadable: 'cannot be read',
  },
  ko: {
    'document-too-long': '1 MiB보다 깁니다',
    'template-body': '이름 있는 템플릿의 본문이라 어디에 쓰이는지 알 수 없습니다',
    'not-parsed': '너무 깊이 중첩되어 있습니다',
    'not-whole': '구문 오류나 충돌 표시가 있어 일부만 읽었습니다',
    'templated-field': '템플릿이 써서 그에 따라 달라지는 것을 검사하지 않았습니다',
    'templated-resource': '템플릿의 제어 흐름이 정합니다',
    'unknown-field': '동작을 반영하지 않는 kustomization 필드',
    'unseen-resources': '여기서 볼 수 없는 리소스를 만듭니다',
    'unreadable-kustomization':
      'kustomization에 구문 오류나 충돌 표시가 있어 그에 따라 달라지는 것을 검사하지 않았습니다',
    remote: 'URL 너머에 있습니다',
    'missing-file': '작업 영역에 없는 파일',
    'not-usable': '쓸 수 있는 kustomization이 없습니다',
    cycle: 'kustomization이 서로를 포함합니다',
    'patch-without-target': '대상이 없는 패치',
    'patch-not-applicable': '적용할 수 없는 패치',
    'resource-not-there': '없는 리소스를 가리켜 kustomize가 빌드를 거부합니다',
    'resource-not-unique': '여러 리소스를 하나로 가리켜 kustomize가 빌드를 거부합니다',
    'workload-not-there': '없는 워크로드를 가리켜 kustomize가 빌드를 거부합니다',
    'replacement-not-applicable': '적용할 수 없는 replacement',
    'duplicate-resource': '같은 리소스가 둘이어서 kustomize가 거부합니다',
    'too-large': '4 MiB보다 큽니다',
    'too-many': '작업 영역이 메모리에 둘 수 있는 양보다 큽니다',
    binary: '텍스트가 아닙니다',
    'not-utf-8': 'UTF-8이 아닙니다',
    'other-encoding': 'UTF-8이 아닙니다',
    'no-permission': '읽을 권한이 없습니다',
    unreadable: '읽을 수 없습니다',
  },
};

export const texts: Texts<Say> = {
  en: {
    fixAll: 'Apply all safe cert-manager fixes',
    noCure: 'With this change the document would not parse, or the finding would stay.',
    stale: 'The text has changed since this action was offered. Ask for the actions again.',
    rename: (what, newName) => `Rename ${what} to ${newName}`,
    renameElsewhere: 'In another file. What templates and other kinds of resources refer to is not known.',
    fixEverywhere: (rule) => `Fix everywhere in the workspace: ${rule}`,
    why: (reason, detail) => `${reasons.en[reason] ?? reason}${detail === '' ? '' : `: ${detail}`}`,
    indexing: 'cert-manager: reading the workspace',
    indexed: (files, total) => `${files} of ${total} files`,
    noPreview:
      'Put the cursor into a solver of an Issuer or ClusterIssuer, or into an Ingress, Gateway or ListenerSet with a cert-manager annotation.',
    noCertificate: 'No Certificate is written here, and nothing that cert-manager would make one of.',
  },
  ko: {
    fixAll: '안전한 cert-manager 수정 모두 적용',
    noCure: '이렇게 바꾸면 문서를 구문 분석할 수 없게 되거나 문제가 그대로 남습니다.',
    stale: '이 작업을 제안한 뒤 텍스트가 바뀌었습니다. 작업 목록을 다시 요청하세요.',
    rename: (what, newName) => `${what} 이름 바꾸기: ${newName}`,
    renameElsewhere: '다른 파일입니다. 템플릿과 다른 종류의 리소스가 무엇을 가리키는지는 알 수 없습니다.',
    fixEverywhere: (rule) => `작업 영역 전체에서 고치기: ${rule}`,
    why: (reason, detail) => `${reasons.ko[reason] ?? reason}${detail === '' ? '' : `: ${detail}`}`,
    indexing: 'cert-manager: 작업 영역 읽는 중',
    indexed: (files, total) => `파일 ${total}개 중 ${files}개`,
    noPreview:
      'Issuer나 ClusterIssuer의 솔버, 또는 cert-manager 어노테이션이 있는 인그레스, 게이트웨이, ListenerSet 안에 커서를 두세요.',
    noCertificate: '여기에는 Certificate도, cert-manager가 Certificate를 만들 리소스도 없습니다.',
  },
};
