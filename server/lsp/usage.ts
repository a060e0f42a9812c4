/** What the language server says in a terminal. */
import type { Texts } from '../core/index.ts';

export interface Usage {
  readonly help: string;
  readonly takesNoValue: (name: string) => string;
  readonly needs: (name: string, what: 'name' | 'number') => string;
  readonly unknown: (name: string) => string;
  readonly none: string;
  readonly several: string;
  readonly seeHelp: string;
}

export const usage: Texts<Usage> = {
  en: {
    help: `Usage: cert-manager-language-server TRANSPORT

Language server for cert-manager YAML.

TRANSPORT
  --stdio          standard input and output
  --node-ipc       Node's channel to the parent process
  --socket=PORT    a TCP port of this machine, where the client listens
  --pipe=NAME      a named pipe or UNIX socket, where the client listens

Options
  --clientProcessId=PID   end when that process ends
  --version               print the version
  --help                  print this text
`,
    takesNoValue: (name) => `${name} takes no value.`,
    needs: (name, what) => `${name} needs a ${what}, as ${name}=…`,
    unknown: (name) => `${name} is not an option.`,
    none: 'No transport is given, as --stdio.',
    several: 'Give one transport only.',
    seeHelp: 'See --help.',
  },
  ko: {
    help: `사용법: cert-manager-language-server 통신방식

cert-manager YAML을 위한 언어 서버입니다.

통신방식
  --stdio          표준 입출력
  --node-ipc       부모 프로세스와 잇는 Node 채널
  --socket=PORT    클라이언트가 기다리는 이 컴퓨터의 TCP 포트
  --pipe=NAME      클라이언트가 기다리는 명명된 파이프 또는 UNIX 소켓

옵션
  --clientProcessId=PID   그 프로세스가 끝나면 함께 끝납니다
  --version               버전을 출력합니다
  --help                  이 글을 출력합니다
`,
    takesNoValue: (name) => `${name}에는 값을 줄 수 없습니다.`,
    needs: (name, what) => `${name}에는 ${what === 'name' ? '이름이' : '숫자가'} 필요합니다. 예: ${name}=…`,
    unknown: (name) => `${name} 옵션은 없습니다.`,
    none: '통신 방식이 없습니다. 예: --stdio',
    several: '통신 방식은 하나만 지정하세요.',
    seeHelp: '--help를 참고하세요.',
  },
};
