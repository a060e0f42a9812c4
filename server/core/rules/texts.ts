/** Texts of the engine that belong to no single rule. */
import type { Texts } from './rule.ts';

interface Say {
  readonly silenceHere: (rule: string) => string;
  readonly valueHere: string;
  readonly silenceInWorkspace: (rule: string) => string;
}

export const texts: Texts<Say> = {
  en: {
    silenceHere: (rule) => `Silence ${rule} here (comment)`,
    valueHere: 'This is the value.',
    silenceInWorkspace: (rule) => `Silence ${rule} in this workspace (setting)`,
  },
  ko: {
    silenceHere: (rule) => `여기에서 ${rule} 끄기 (주석)`,
    valueHere: '값은 여기에 있습니다.',
    silenceInWorkspace: (rule) => `이 작업 영역에서 ${rule} 끄기 (설정)`,
  },
};
