/** Why a Gateway does not let the HTTPRoute of a challenge in, in a sentence without its end. */
import { textIn } from '../model/data.ts';
import { korean } from '../text/korean.ts';
import { code } from '../text/markdown.ts';
import type { ShutOut } from './routeAdmission.ts';
import { showResource } from './showPlacement.ts';

/** The names of a sentence, each marked as a word of others. */
interface Names {
  readonly gateway: string;
  readonly section: string;
  readonly port: string;
  readonly namespace: string;
  readonly hostname: string;
}

type Say = Readonly<Record<'section' | 'port' | 'http' | 'namespace' | 'hostname', (names: Names) => string>>;

/** The sentence; `mark` makes words of others stand out. */
export function sayShutOut(
  { gateway, why, parent, route }: ShutOut,
  locale: keyof typeof texts,
  mark: (text: string) => string = code,
): string {
  const section = textIn(parent, 'sectionName') ?? '';
  const names: Names = {
    gateway: mark(showResource(gateway).replace(/^Gateway /, '')),
    section: mark(section),
    port: String(parent['port']),
    namespace: mark(route.namespace ?? ''),
    hostname: mark(route.hostname ?? ''),
  };
  return texts[locale][why === 'listener' ? (section ? 'section' : 'port') : why](names);
}

const texts: Readonly<Record<'en' | 'ko', Say>> = {
  en: {
    section: ({ gateway, section }) => `Gateway ${gateway} has no listener ${section}`,
    port: ({ gateway, port }) => `Gateway ${gateway} has no listener on port ${port}`,
    http: ({ gateway }) => `Gateway ${gateway} has no listener of the protocol HTTP`,
    namespace: ({ gateway, namespace }) =>
      `No HTTP listener of Gateway ${gateway} takes routes of the namespace ${namespace}`,
    hostname: ({ gateway, hostname }) => `No HTTP listener of Gateway ${gateway} takes the name ${hostname}`,
  },
  ko: {
    section: ({ gateway, section }) => korean`게이트웨이 ${gateway}에는 리스너 ${section}이(가) 없습니다`,
    port: ({ gateway, port }) => `게이트웨이 ${gateway}에는 포트 ${port}에 열린 리스너가 없습니다`,
    http: ({ gateway }) => `게이트웨이 ${gateway}에는 HTTP 프로토콜 리스너가 없습니다`,
    namespace: ({ gateway, namespace }) =>
      `게이트웨이 ${gateway}의 HTTP 리스너는 모두 ${namespace} 네임스페이스의 라우트를 받지 않습니다`,
    hostname: ({ gateway, hostname }) =>
      korean`게이트웨이 ${gateway}의 HTTP 리스너는 모두 ${hostname}을(를) 받지 않습니다`,
  },
};
