/** The text of `--help`. */
import type { Texts } from '../core/index.ts';

export const help: Texts<string> = {
  en: `cert-manager-lint: sees in your YAML what keeps a cert-manager certificate from becoming Ready.

Usage:
  cert-manager-lint check [options] [paths…]
  cert-manager-lint plan [options] [paths…]
  cert-manager-lint rules [--format json]
  cert-manager-lint explain <rule>

plan tells what will happen to every Certificate, written or made of an Ingress, Gateway or ListenerSet: its issuer, the
solver for each name and why, the nodes that are left to the solver's pod, where the ingress runs. Options for looking
and for output go with it as with check.

The files are seen together, with the rest of their Git repository: references between them are followed, kustomizations
are built, charts are read with their default values, or with those that a HelmRelease or an Application gives.

Paths: files, folders (their *.yaml and *.yml, whatever .gitignore excludes left out), patterns such as
'deploy/**/*.yaml' (quoted or not), or - for standard input. None: the current folder. A file that is named is
checked, whatever its extension and .gitignore say. node_modules and .git are never entered, links to folders not
followed.

What to look for:
  --node-label KEY=VALUE       label of the nodes that solver pods belong to (type=load-balancer)
  --cert-manager-version X     release to judge by, as 1.16 (the newest)
  --rule ID=SEVERITY           off, error, warning or info; may be repeated

The same can stand in a file .cert-manager-lint.yaml (version, http01, rules; ignore: patterns as in
.gitignore; root: true). It is looked up from each file upward: the nearest has the last word, root: true ends the
search, options of the command line come before all. A file that is named is checked though a pattern ignores it.
  --no-config                  do not look for these files
  --print-config [PATH]        print what holds for a file or folder, and check nothing

Fixing:
  --fix                        make the safe fixes; what is left is printed
  --fix --dry-run              print them as a unified diff; write nothing
  --fix --unsafe-fixes         where there is no safe fix, make the first one offered: look at what it did

Input and output:
  --format text|json           how findings are printed on standard output (text)
  --stdin-filename NAME        name of what is read from -; with --fix the fixed text goes to standard output
  -q, --quiet                  no summary and no notes, only findings and errors
  --color[=auto|always|never], --no-color
                               colours and source lines (on terminals only); NO_COLOR, FORCE_COLOR are heard
  --locale en|ko               language (from LC_ALL, LC_MESSAGES, LANG)

When to fail:
  --max-warnings N             up to N warnings are accepted (0)
  --exit-zero                  findings do not fail the run
  --no-error-on-unmatched-pattern
                               a pattern that matches no file is accepted

  -h, --help                   this text
  --version                    the version

Exit codes:
  0  no errors, no more warnings than accepted (findings of severity info never count)
  1  findings; with --fix, findings that are left
  2  bad use, or something could not be read or written (named on standard error; the rest is still checked)

Text format: path:line:column-endColumn: severity: message [rule]. Lines and columns count from 1, columns in UTF-16
units; the end is the place just behind.
`,
  ko: `cert-manager-lint: cert-manager 인증서가 Ready가 되지 못하는 이유를 YAML에서 찾습니다.

사용법:
  cert-manager-lint check [옵션] [경로…]
  cert-manager-lint plan [옵션] [경로…]
  cert-manager-lint rules [--format json]
  cert-manager-lint explain <규칙>

plan은 직접 쓴 것이든 인그레스, 게이트웨이, ListenerSet에서 만들어지는 것이든 모든 Certificate에 무슨 일이 일어날지 알려 줍니다.
발급자, 이름마다 어느 솔버가 왜 맡는지, 솔버 파드가 놓일 수 있는 노드, 인그레스가 실행되는 곳입니다. 찾기와 출력 옵션은 check와 같습니다.

파일은 Git 저장소의 나머지와 함께 봅니다. 파일 사이의 참조를 따라가고, kustomization을 빌드하고, 차트는 기본값으로,
또는 HelmRelease나 Application이 주는 값으로 읽습니다.

경로: 파일, 폴더(그 안의 *.yaml, *.yml 중 .gitignore가 제외하지 않은 것), 'deploy/**/*.yaml' 같은 패턴(따옴표는 있어도
없어도 됨), 또는 표준 입력을 뜻하는 -. 없으면 현재 폴더입니다. 직접 지정한 파일은 확장자나 .gitignore와 상관없이
검사합니다. node_modules와 .git에는 들어가지 않고, 폴더 링크는 따라가지 않습니다.

무엇을 볼지:
  --node-label KEY=VALUE       솔버 파드가 있어야 할 노드의 레이블 (type=load-balancer)
  --cert-manager-version X     판단 기준 릴리스, 예: 1.16 (최신)
  --rule ID=SEVERITY           off, error, warning, info 중 하나. 여러 번 쓸 수 있음

같은 것을 .cert-manager-lint.yaml 파일에도 쓸 수 있습니다(version, http01, rules, .gitignore 형식의 패턴 목록
ignore, root: true). 각 파일에서 위로 올라가며 찾고, 가까운 파일이 우선하며, root: true에서 멈춥니다. 명령줄 옵션이 가장
우선합니다. 직접 지정한 파일은 패턴과 상관없이 검사합니다.
  --no-config                  이 파일들을 찾지 않음
  --print-config [PATH]        파일이나 폴더에 적용되는 설정을 출력하고 검사하지 않음

수정:
  --fix                        안전한 수정을 적용하고 남은 것을 출력
  --fix --dry-run              수정을 통합 diff로 출력하고 아무것도 쓰지 않음
  --fix --unsafe-fixes         안전한 수정이 없으면 제안된 첫 번째 수정을 적용. 결과를 확인하세요

입력과 출력:
  --format text|json           표준 출력의 형식 (text)
  --stdin-filename NAME        -에서 읽은 내용의 이름. --fix이면 고친 텍스트를 표준 출력에 씀
  -q, --quiet                  요약과 참고 없이 결과와 오류만 출력
  --color[=auto|always|never], --no-color
                               색과 소스 줄 (터미널에서만). NO_COLOR, FORCE_COLOR를 따름
  --locale en|ko               언어 (LC_ALL, LC_MESSAGES, LANG에서)

실패 조건:
  --max-warnings N             경고를 N건까지 허용 (0)
  --exit-zero                  결과가 있어도 실패하지 않음
  --no-error-on-unmatched-pattern
                               맞는 파일이 없는 패턴을 허용

  -h, --help                   이 도움말
  --version                    버전

종료 코드:
  0  오류가 없고 경고가 허용 범위 안 (정보는 세지 않음)
  1  문제가 있음. --fix이면 남은 문제가 있음
  2  잘못된 사용, 또는 읽거나 쓸 수 없는 것이 있음 (표준 오류에 적고 나머지는 계속 검사)

텍스트 형식: 경로:행:열-끝열: 심각도: 메시지 [규칙]. 행과 열은 1부터, 열은 UTF-16 단위로 세며 끝은 바로 뒤의 자리입니다.
`,
};
