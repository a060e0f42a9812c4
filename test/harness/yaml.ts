/** What an independent reader sees in a text: its data and its comments. */
import { Lexer, parseAllDocuments } from 'yaml';

/** The data of all documents of a text; undefined where it does not parse. Aliases and merge keys are resolved. */
export function dataOf(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: 'silent' });
  if (!Array.isArray(documents) || documents.some((document) => document.errors.length > 0)) return undefined;
  try {
    return documents.map((document) => document.toJS({ maxAliasCount: 1000 }));
  } catch {
    return undefined;
  }
}

/** All comments of a text, sorted. */
export function commentsOf(text: string): string[] {
  const comments: string[] = [];
  const lexer = new Lexer();
  for (const lexeme of lexer.lex(text)) if (/^#/.test(lexeme)) comments.push(lexeme.trimEnd());
  return comments.sort();
}

/** Whether all of `part` is in `whole`: maps may have more keys, lists more items at their end, an empty value may be filled. */
export function isWithin(part: unknown, whole: unknown): boolean {
  if (part === null || part === undefined) return true;
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((item, i) => isWithin(item, whole[i]));
  if (typeof part === 'object') {
    if (typeof whole !== 'object' || whole === null) return false;
    return Object.entries(part).every(
      ([key, value]) => key in whole && isWithin(value, Reflect.get(whole, key)),
    );
  }
  return Object.is(part, whole);
}
