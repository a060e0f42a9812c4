/** What is said where a name cannot be changed: the place, and what to do. */
import type { Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';

/** Why a name cannot be changed. */
export interface RenameWords {
  readonly templated: string;
  readonly malformed: (name: string) => string;
  readonly taken: (what: string) => string;
  readonly shared: (what: string) => string;
  readonly unknown: (name: string) => string;
  readonly anchored: (name: string) => string;
  readonly sealed: (name: string) => string;
  readonly escaped: (name: string) => string;
  readonly changed: (text: string, name: string) => string;
  readonly pattern: (name: string, where: string) => string;
  readonly others: (name: string, where: string) => string;
  readonly affixes: (before: string, behind: string) => string;
  readonly differs: (what: string, where: string) => string;
}

export const renameWords: Texts<RenameWords> = {
  en: {
    templated: 'A template has a part in this text, so what it names is not known.',
    malformed: (name) =>
      `“${name}” is not a name in Kubernetes: lower case letters, digits, “-” and “.”, a letter or digit at both ends.`,
    taken: (what) => `${what} already exists.`,
    shared: (what) => `Here or in a place that means the same, the text also names ${what}.`,
    unknown: (name) => `What is built of “${name}” is not surely known.`,
    anchored: (name) => `“${name}” is written with an anchor or an alias, which may mean something else too.`,
    sealed: (name) =>
      `A SealedSecret is encrypted for its name: “${name}” cannot be renamed without sealing it anew.`,
    escaped: (name) => `“${name}” is written with escapes or in several lines somewhere.`,
    changed: (text, name) => `When it is built, “${text}” here becomes “${name}”: change both by hand.`,
    pattern: (name, where) =>
      `${where} finds “${name}” for a patch or a replacement, by a pattern or within a text: change both by hand.`,
    others: (name, where) =>
      `${where} finds another resource by “${name}”, too: tell them apart there, as with \`kind\`.`,
    affixes: (before, behind) =>
      `A kustomization adds to this name: the new one has to be “${before}…${behind}”, too.`,
    differs: (what, where) =>
      `With the new name ${where} would build something else (${what}): change both by hand.`,
  },
  ko: {
    templated: '이 텍스트에는 템플릿이 들어 있어 무엇을 가리키는지 알 수 없습니다.',
    malformed: (name) =>
      korean`“${name}”은(는) 쿠버네티스 이름이 아닙니다. 소문자, 숫자, “-”, “.”만 쓰고 양 끝은 문자나 숫자여야 합니다.`,
    taken: (what) => korean`${what}이(가) 이미 있습니다.`,
    shared: (what) => `여기 또는 같은 리소스를 가리키는 다른 자리의 텍스트가 ${what}도 가리킵니다.`,
    unknown: (name) => korean`“${name}”이(가) 빌드된 뒤 무엇이 되는지 확실히 알 수 없습니다.`,
    anchored: (name) => korean`“${name}”이(가) 앵커나 별칭으로 적혀 있어 다른 것도 가리킬 수 있습니다.`,
    sealed: (name) =>
      `SealedSecret은 이름에 맞춰 암호화됩니다. 다시 봉인하지 않고는 “${name}”의 이름을 바꿀 수 없습니다.`,
    escaped: (name) => korean`“${name}”이(가) 어딘가에 이스케이프로 또는 여러 줄로 적혀 있습니다.`,
    changed: (text, name) =>
      korean`빌드하면 여기의 “${text}”이(가) “${name}”(으)로 바뀝니다. 둘 다 직접 바꾸세요.`,
    pattern: (name, where) =>
      korean`${where}에서 패치나 replacement를 위해 패턴이나 텍스트로 “${name}”을(를) 찾습니다. 둘 다 직접 바꾸세요.`,
    others: (name, where) =>
      korean`${where}의 “${name}”은(는) 다른 리소스도 찾습니다. 그곳에서 \`kind\` 등으로 구분하세요.`,
    affixes: (before, behind) =>
      `kustomization이 이 이름에 덧붙이므로 새 이름도 “${before}…${behind}” 꼴이어야 합니다.`,
    differs: (what, where) =>
      `새 이름으로는 ${where}의 빌드 결과가 달라집니다(${what}). 둘 다 직접 바꾸세요.`,
  },
};
