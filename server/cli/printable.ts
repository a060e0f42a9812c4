/** Text from files, file names and messages, made safe for a terminal. */

/** Control characters (so also the start of every escape sequence), line separators, and what turns text around. */
const unsafe = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** `text` on one line, with every character that a terminal would act upon written out. */
export function printable(text: string): string {
  return text.replace(unsafe, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A source line for a terminal: as `printable`, tabs as blanks. */
export function printableSource(text: string): string {
  return printable(text.replaceAll('\t', '  '));
}

/** How many cells of a terminal a printable text takes. */
export function cells(text: string): number {
  let count = 0;
  for (const char of text) count += zero.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return count;
}

const zero = /^(?:\p{Mn}|\p{Me}|\u200b|\u200c|\u200d)$/u;
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
