/**
 * Korean particles agree with the last sound of the word before them: 인증서를, 시크릿을. Where that word is known only when
 * a text is made, the text holds both forms, and `korean` takes the right one.
 */

type Sound = 'vowel' | 'l' | 'consonant';

/** [after a vowel, after a consonant], by how a text writes both; only `로` stays as it is after ㄹ. */
const particles: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['을(를)', ['를', '을']],
  ['이(가)', ['가', '이']],
  ['은(는)', ['는', '은']],
  ['과(와)', ['와', '과']],
  ['(으)로', ['로', '으로']],
  ['(이)', ['', '이']],
]);

/** A pair right after a value and what closes behind it: a backtick, a quote, a parenthesis. */
const pairAfterValue = /^([`'"”’)\]]*)(을\(를\)|이\(가\)|은\(는\)|과\(와\)|\(으\)로|\(이\))/;

/**
 * A Korean text with its particles: korean`\`${name}\`을(를) 찾을 수 없습니다` → «`issuer`를 …», «`Secret`을 …». Only a pair
 * right after a value is resolved, so no word of a file is changed. Both forms stay where nobody can say how the value
 * is read (`🙂`).
 */
export function korean(literals: readonly string[], ...values: readonly (string | number)[]): string {
  let text = literals[0] ?? '';
  values.forEach((value, index) => {
    text += value;
    const literal = literals[index + 1] ?? '';
    const [pair = '', closers = '', both = ''] = pairAfterValue.exec(literal) ?? [];
    text += closers + agreeing(both, String(value), text + closers) + literal.slice(pair.length);
  });
  return text;
}

function agreeing(both: string, value: string, before: string): string {
  const forms = particles.get(both);
  const sound = forms && audible.test(endOf(value)) ? lastSound(before) : undefined;
  if (!forms || !sound) return both;
  const asAfterVowel = sound === 'vowel' || (sound === 'l' && both === '(으)로');
  return forms[asAfterVowel ? 0 : 1];
}

const audible = /[가-힣\dA-Za-z%+&$*]/;
/** What nobody reads aloud at the end of a word. */
const silent = /[\s`'"”’“‘)\](}>{[<.,:;/\\_|=~^!?@#-]+$/;
/** As much of a text as is looked at: longer than any word, so that a long value costs nothing. */
const endOf = (text: string) => text.slice(-300).normalize('NFKC');

/** The sound that a text ends in; undefined if that cannot be said. */
function lastSound(text: string): Sound | undefined {
  const end = spoken(endOf(text));
  const letters = /[A-Za-z]+$/.exec(end)?.[0];
  if (letters) return soundOfLetters(letters);
  const last = end.slice(-1);
  if (/[가-힣]/.test(last)) return soundOfSyllable(last);
  if (/\d/.test(last)) return soundOfDigit(last);
  // 퍼센트, 플러스, 앤드, 달러, 별표
  return /[%+&$*]/.test(last) ? 'vowel' : undefined;
}

/** Without what is silent at the end, and without a parenthesis after a word: particles go by the word. */
function spoken(text: string): string {
  const end = text.replace(silent, '');
  if (!text.slice(end.length).includes(')')) return end;
  const before = end.slice(0, Math.max(0, end.lastIndexOf('('))).replace(silent, '');
  return before === '' ? end : before;
}

/** Unicode 3.12: syllables lie in blocks of 28, first the one without a final consonant; ㄹ is the eighth after it. */
function soundOfSyllable(syllable: string): Sound {
  const final = (syllable.charCodeAt(0) - 0xac00) % 28;
  if (final === 0) return 'vowel';
  return final === 8 ? 'l' : 'consonant';
}

/** 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; 십, 백 and 천 end in a consonant as 영 does. */
function soundOfDigit(digit: string): Sound {
  if ('178'.includes(digit)) return 'l';
  return '036'.includes(digit) ? 'consonant' : 'vowel';
}

/** `secretName` is read by its last word (네임); `rootCA`, `id` and `tls` letter by letter (씨에이, 아이디, 티엘에스). */
function soundOfLetters(letters: string): Sound {
  const word = /[A-Z]?[a-z]+$|[A-Z]+$/.exec(letters)?.[0] ?? letters;
  const spelled = word.length < 3 || !/[a-z]/.test(word) || !/[aeiouy]/i.test(word);
  return spelled ? soundOfName(word.slice(-1).toLowerCase()) : soundOfWord(word.toLowerCase());
}

/** 엘, 알; 엠, 엔; the names of all other letters end in a vowel. */
function soundOfName(letter: string): Sound {
  if ('lr'.includes(letter)) return 'l';
  return 'mn'.includes(letter) ? 'consonant' : 'vowel';
}

/**
 * How English words sound in Korean (외래어 표기법 3.1): 이메일, 롤; 시스템, 토큰, 네임, 존, 링; 웹, 스펙; 타입; 맵, 시크릿 after one short
 * vowel, but 루프, 루트, 호스트; 아웃, 그룹; 블록 but 체크, 웹훅, 트래픽. All others end in a vowel: 오더, 필드, 인그레스.
 */
function soundOfWord(word: string): Sound {
  if (/le?$/.test(word)) return 'l';
  return consonantEnd.test(word) ? 'consonant' : 'vowel';
}

const consonantEnd =
  /([mn]|[aeiou][mn]e|ng|[aeiou][bc]|type|(^|[^aeiou])[aeiou](pp?|t)|out|oup|[aiou]ck|ook|[^aeiou][ai]k)$/;
