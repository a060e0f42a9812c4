/** What the command line says, in every language; the compiler demands that none lacks a word. */
import { korean, type Severity, type Texts } from '../core/index.ts';
import type { SkipReason } from './report.ts';

export interface Words {
  readonly severity: Readonly<Record<Severity, string>>;
  readonly error: string;
  readonly note: string;
  /** Why a file or document was not checked; `detail` as the reason's maker has it. */
  readonly reason: Readonly<Record<SkipReason, (detail: string) => string>>;

  readonly unknownCommand: (word: string, near: string | undefined) => string;
  readonly checkMissing: (word: string) => string;
  readonly unknownOption: (option: string, near: string | undefined) => string;
  readonly notHere: (option: string, command: string) => string;
  readonly noArguments: (command: string, given: string) => string;
  readonly needsValue: (option: string) => string;
  readonly takesNoValue: (option: string) => string;
  readonly notOneOf: (
    option: string,
    value: string,
    allowed: readonly string[],
    near: string | undefined,
  ) => string;
  readonly notANumber: (option: string, value: string) => string;
  readonly notARule: (value: string) => string;
  readonly needs: (option: string, other: string) => string;
  readonly standardInputAlone: string;
  readonly noStandardInput: (command: string) => string;
  readonly onePath: (option: string) => string;
  readonly oneRule: string;
  readonly noRule: (id: string, near: string | undefined) => string;
  readonly noPages: string;
  readonly didYouMean: (near: string) => string;
  readonly seeHelp: string;

  readonly noFiles: string;
  readonly crashed: (rule: string, error: string) => string;
  readonly fixable: string;
  readonly clean: (files: number) => string;
  readonly found: (findings: number, files: number) => string;
  readonly bySeverity: (errors: number, warnings: number, infos: number) => string;
  readonly canFix: (count: number) => string;
  readonly canOffer: (count: number) => string;
  readonly fixed: (count: number, files: number) => string;
  readonly wouldFix: (count: number, files: number) => string;
  /** What is left after `done`, which is what was fixed. */
  readonly left: (done: string, count: number) => string;
  readonly nothingToFix: string;
  readonly analysed: (resources: number) => string;
  readonly skipped: (count: number) => string;
  readonly sometimes: Readonly<Record<'never' | 'sometimes' | 'always', string>>;
}

const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
const perhaps = (near: string | undefined, text: (near: string) => string) =>
  near === undefined ? '' : ` ${text(near)}`;

const meanEn = (near: string) => `Did you mean \`${near}\`?`;
const en: Words = {
  severity: { error: 'error', warning: 'warning', info: 'info' },
  error: 'error',
  note: 'note',
  reason: {
    missing: () => 'there is no such file or folder',
    'broken-link': () => 'a link whose target does not exist',
    'link-loop': () => 'a link that leads back to itself',
    'no-permission': () => 'no permission to read it',
    'not-a-file': () => 'not a file with text',
    'too-large': (limit) => `larger than ${limit}; not read`,
    binary: () => 'binary, not text',
    'not-utf-8': (line) => `not UTF-8 (line ${line}); convert it, as with \`iconv -t UTF-8\``,
    'other-encoding': (encoding) => `${encoding}, not UTF-8; convert it, as with \`iconv -t UTF-8\``,
    'not-writable': (code) => `cannot be written${code === '' ? '' : ` (${code})`}; it was left as it was`,
    'changed-meanwhile': () => 'somebody else changed it meanwhile; not fixed, run again',
    unreadable: (code) => `cannot be read (${code})`,
    'no-match': () => 'no file matches this pattern',
    'linked-folder': () => 'a link to a folder, not followed; name it to check it',
    'special-file': () => 'not a regular file',
    'document-too-long': () => 'this document is longer than 1 MiB; not checked',
    'template-body': () => 'the body of a named template; where it is included is unknown, so not checked',
    'not-parsed': () => 'this document cannot be parsed; not checked',
    'not-whole': () =>
      'this document has a syntax error or a conflict marker; findings may be missing, no fixes are offered',
    'templated-field': (field) =>
      `a template writes \`${field}\` of this resource; what depends on it is not checked`,
    'templated-resource': (word) =>
      `\`${word}\` of a template decides about this resource; what it decides is not checked`,
    'unknown-field': (field) => `\`${field}\` is not followed; what it may change is not checked`,
    remote: (url) => `what lies at \`${url}\` is not read; what depends on it is not checked`,
    'unseen-resources': (field) => `the resources that \`${field}\` makes are not seen; not checked`,
    'unreadable-kustomization': () =>
      'this kustomization cannot be read (a syntax error or a conflict marker); what depends on it is not checked',
    'missing-file': (path) => `there is no \`${path}\`; what depends on it is not checked`,
    'not-usable': (path) => `\`${path}\` is no usable kustomization; what depends on it is not checked`,
    cycle: (path) =>
      `\`${path}\` leads back to a kustomization that includes it; what depends on it is not checked`,
    'patch-without-target': (target) =>
      `no resource is \`${target}\`; what the patch should change is not checked`,
    'patch-not-applicable': (what) =>
      `this patch cannot be applied (\`${what}\`); what it should change is not checked`,
    'resource-not-there': (resource) =>
      `no resource is \`${resource}\`: kustomize refuses to build; not checked`,
    'resource-not-unique': (resource) =>
      `several resources are \`${resource}\`: kustomize refuses to build; not checked`,
    'workload-not-there': (name) =>
      `no workload is called \`${name}\`: kustomize refuses to build; not checked`,
    'replacement-not-applicable': (what) =>
      `this replacement cannot be made (\`${what}\`): kustomize refuses to build; not checked`,
    'duplicate-resource': (resource) => `\`${resource}\` is there twice; not checked`,
  },
  unknownCommand: (word, near) => `There is no command \`${word}\`.${perhaps(near, meanEn)}`,
  checkMissing: (word) => `To check files, write \`cert-manager-lint check ${word}\`.`,
  unknownOption: (option, near) => `There is no option \`${option}\`.${perhaps(near, meanEn)}`,
  notHere: (option, command) => `\`${option}\` does not go with \`${command}\`.`,
  noArguments: (command, given) => `\`${command}\` takes no arguments; \`${given}\` was given.`,
  needsValue: (option) => `\`${option}\` needs a value.`,
  takesNoValue: (option) => `\`${option}\` takes no value.`,
  notOneOf: (option, value, allowed, near) =>
    `\`${option}\` cannot be \`${value}\`. Use ${allowed.map((word) => `\`${word}\``).join(', ')}.${perhaps(near, meanEn)}`,
  notANumber: (option, value) => `\`${option}\` needs a whole number from 0 up, not \`${value}\`.`,
  notARule: (value) =>
    `\`--rule ${value}\`: write \`--rule id=severity\`, as \`--rule http01-solver-without-node-affinity=error\`.`,
  needs: (option, other) => `\`${option}\` goes only with \`${other}\`.`,
  noStandardInput: (command) => `\`${command}\` reads files and folders, not standard input.`,
  standardInputAlone: '`-` (standard input) cannot be combined with other paths.',
  onePath: (option) => `\`${option}\` takes one path.`,
  oneRule:
    '`explain` takes the id of one rule, as `explain duplicate-key`. `cert-manager-lint rules` lists them.',
  noRule: (id, near) => `There is no rule \`${id}\`.${perhaps(near, meanEn)}`,
  noPages: 'The pages of the rules are not beside this program; see the address instead.',
  didYouMean: meanEn,
  seeHelp: 'See `cert-manager-lint --help`.',
  noFiles: 'No YAML files found: nothing was checked.',
  crashed: (rule, error) =>
    `the rule \`${rule}\` failed, a fault of cert-manager-lint: ${error}. Its findings are missing.`,
  fixable: 'fixable with --fix',
  clean: (files) => `No findings in ${many(files, 'file')}.`,
  found: (findings, files) => `${many(findings, 'finding')} in ${many(files, 'file')}`,
  bySeverity: (errors, warnings, infos) =>
    `${many(errors, 'error')}, ${many(warnings, 'warning')}, ${infos} info`,
  canFix: (count) => `${count} fixable with \`--fix\`.`,
  canOffer: (count) =>
    `${count} with a fix to choose in the editor, or to make with \`--fix --unsafe-fixes\`.`,
  fixed: (count, files) => `Fixed ${many(count, 'finding')} in ${many(files, 'file')}`,
  wouldFix: (count, files) => `\`--fix\` would fix ${many(count, 'finding')} in ${many(files, 'file')}`,
  left: (done, count) => `${done}; ${count} left.`,
  nothingToFix: 'Nothing to fix',
  analysed: (resources) => `${many(resources, 'resource')} analysed.`,
  skipped: (count) => `Not checked, or not wholly: ${count} (named above).`,
  sometimes: { never: 'no fix', sometimes: 'some fixable', always: 'fixable' },
};

const meanKo = (near: string) => korean`\`${near}\`을(를) 쓰려던 것 같습니다.`;
const ko: Words = {
  severity: { error: '오류', warning: '경고', info: '정보' },
  error: '오류',
  note: '참고',
  reason: {
    missing: () => '그런 파일이나 폴더가 없습니다',
    'broken-link': () => '대상이 없는 링크입니다',
    'link-loop': () => '자기 자신으로 돌아오는 링크입니다',
    'no-permission': () => '읽을 권한이 없습니다',
    'not-a-file': () => '텍스트가 담긴 파일이 아닙니다',
    'too-large': (limit) => `${limit}보다 커서 읽지 않았습니다`,
    binary: () => '텍스트가 아닌 이진 파일입니다',
    'not-utf-8': (line) => `UTF-8이 아닙니다 (${line}행). \`iconv -t UTF-8\` 등으로 변환하세요`,
    'other-encoding': (encoding) => `UTF-8이 아니라 ${encoding}입니다. \`iconv -t UTF-8\` 등으로 변환하세요`,
    'not-writable': (code) => `쓸 수 없어서 그대로 두었습니다${code === '' ? '' : ` (${code})`}`,
    'changed-meanwhile': () => '그사이 다른 곳에서 바뀌어 고치지 않았습니다. 다시 실행하세요',
    unreadable: (code) => `읽을 수 없습니다 (${code})`,
    'no-match': () => '이 패턴에 맞는 파일이 없습니다',
    'linked-folder': () => '폴더 링크라서 따라가지 않았습니다. 검사하려면 직접 지정하세요',
    'special-file': () => '일반 파일이 아닙니다',
    'document-too-long': () => '이 문서는 1 MiB보다 길어 검사하지 않았습니다',
    'template-body': () => '이름 있는 템플릿의 본문이라 쓰이는 곳을 알 수 없어 검사하지 않았습니다',
    'not-parsed': () => '이 문서를 해석할 수 없어 검사하지 않았습니다',
    'not-whole': () => '이 문서에 구문 오류나 충돌 표시가 있어 결과가 빠질 수 있고 수정은 제안하지 않습니다',
    'templated-field': (field) =>
      korean`이 리소스의 \`${field}\`을(를) 템플릿이 써서, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    'templated-resource': (word) =>
      korean`템플릿의 \`${word}\`이(가) 이 리소스를 정해서, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    'unknown-field': (field) =>
      `\`${field}\`의 동작은 반영하지 않아, 그 때문에 바뀔 수 있는 것을 검사하지 않았습니다`,
    remote: (url) => `\`${url}\`에 있는 것은 읽지 않아, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    'unseen-resources': (field) => korean`\`${field}\`이(가) 만드는 리소스는 볼 수 없어 검사하지 않았습니다`,
    'unreadable-kustomization': () =>
      '이 kustomization에 구문 오류나 충돌 표시가 있어 읽을 수 없으므로, 그에 따라 달라지는 것을 검사하지 않았습니다',
    'missing-file': (path) => korean`\`${path}\`이(가) 없어, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    'not-usable': (path) =>
      korean`\`${path}\`은(는) 쓸 수 있는 kustomization이 아니어서, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    cycle: (path) =>
      korean`\`${path}\`이(가) 자신을 포함하는 kustomization으로 되돌아가, 그에 따라 달라지는 것을 검사하지 않았습니다`,
    'patch-without-target': (target) => `\`${target}\`인 리소스가 없어, 패치가 바꿀 것을 검사하지 않았습니다`,
    'patch-not-applicable': (what) =>
      `이 패치를 적용할 수 없어(\`${what}\`), 그것이 바꿀 것을 검사하지 않았습니다`,
    'resource-not-there': (resource) =>
      `\`${resource}\`인 리소스가 없어 kustomize가 빌드를 거부하므로 검사하지 않았습니다`,
    'resource-not-unique': (resource) =>
      `\`${resource}\`인 리소스가 여럿이어서 kustomize가 빌드를 거부하므로 검사하지 않았습니다`,
    'workload-not-there': (name) =>
      `이름이 \`${name}\`인 워크로드가 없어 kustomize가 빌드를 거부하므로 검사하지 않았습니다`,
    'replacement-not-applicable': (what) =>
      `이 replacement를 적용할 수 없어(\`${what}\`) kustomize가 빌드를 거부하므로 검사하지 않았습니다`,
    'duplicate-resource': (resource) => korean`\`${resource}\`이(가) 두 번 있어 검사하지 않았습니다`,
  },
  unknownCommand: (word, near) => `\`${word}\` 명령은 없습니다.${perhaps(near, meanKo)}`,
  checkMissing: (word) => korean`파일을 검사하려면 \`cert-manager-lint check ${word}\`(이)라고 쓰세요.`,
  unknownOption: (option, near) => `\`${option}\` 옵션은 없습니다.${perhaps(near, meanKo)}`,
  notHere: (option, command) => korean`\`${option}\`은(는) \`${command}\`과(와) 함께 쓸 수 없습니다.`,
  noArguments: (command, given) =>
    korean`\`${command}\`에는 인수를 쓸 수 없는데 \`${given}\`이(가) 주어졌습니다.`,
  needsValue: (option) => `\`${option}\`에 값이 필요합니다.`,
  takesNoValue: (option) => `\`${option}\`에는 값을 줄 수 없습니다.`,
  notOneOf: (option, value, allowed, near) =>
    korean`\`${option}\`에 \`${value}\`을(를) 쓸 수 없습니다. ${allowed.map((word) => `\`${word}\``).join(', ')} 중 하나를 쓰세요.${perhaps(near, meanKo)}`,
  notANumber: (option, value) =>
    korean`\`${option}\`에는 \`${value}\`이(가) 아니라 0 이상의 정수가 필요합니다.`,
  notARule: (value) =>
    `\`--rule ${value}\`: \`--rule http01-solver-without-node-affinity=error\`처럼 \`--rule id=심각도\`로 쓰세요.`,
  needs: (option, other) => korean`\`${option}\`은(는) \`${other}\`과(와) 함께만 쓸 수 있습니다.`,
  noStandardInput: (command) => korean`\`${command}\`은(는) 표준 입력이 아니라 파일과 폴더를 읽습니다.`,
  standardInputAlone: '`-` (표준 입력)은 다른 경로와 함께 쓸 수 없습니다.',
  onePath: (option) => `\`${option}\`에는 경로 하나가 필요합니다.`,
  oneRule:
    '`explain duplicate-key`처럼 규칙 id 하나를 적으세요. 목록은 `cert-manager-lint rules`로 볼 수 있습니다.',
  noRule: (id, near) => `\`${id}\` 규칙은 없습니다.${perhaps(near, meanKo)}`,
  noPages: '규칙 문서가 이 프로그램 옆에 없습니다. 주소를 참고하세요.',
  didYouMean: meanKo,
  seeHelp: '`cert-manager-lint --help`를 참고하세요.',
  noFiles: 'YAML 파일이 없어 아무것도 검사하지 않았습니다.',
  crashed: (rule, error) =>
    `\`${rule}\` 규칙이 실패했습니다. cert-manager-lint의 결함입니다: ${error}. 이 규칙의 결과가 빠져 있습니다.`,
  fixable: '--fix로 고칠 수 있음',
  clean: (files) => `파일 ${files}개에서 찾은 문제가 없습니다.`,
  found: (findings, files) => `파일 ${files}개에서 문제 ${findings}건`,
  bySeverity: (errors, warnings, infos) => `오류 ${errors}, 경고 ${warnings}, 정보 ${infos}`,
  canFix: (count) => `\`--fix\`로 ${count}건을 고칠 수 있습니다.`,
  canOffer: (count) => `${count}건은 편집기에서 수정을 고르거나 \`--fix --unsafe-fixes\`로 고칠 수 있습니다.`,
  fixed: (count, files) => `파일 ${files}개에서 ${count}건을 고쳤습니다`,
  wouldFix: (count, files) => `\`--fix\`는 파일 ${files}개에서 ${count}건을 고칩니다`,
  left: (done, count) => `${done}. 남은 문제 ${count}건.`,
  nothingToFix: '고칠 것이 없습니다',
  analysed: (resources) => `리소스 ${resources}개를 분석했습니다.`,
  skipped: (count) => `검사하지 못했거나 일부만 검사한 것: ${count}건 (위에 적었습니다).`,
  sometimes: { never: '수정 없음', sometimes: '일부 수정 가능', always: '수정 가능' },
};

export const words: Texts<Words> = { en, ko };
