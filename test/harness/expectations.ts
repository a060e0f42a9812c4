/**
 * Expectation comments: `# want <rule-id> "<exact text under the squiggle>"`, optionally `: <message regexp>`.
 * `want+1` / `want-2` speak of another line, where no comment can stand. Matching is exact both ways.
 */
import type { Seen } from './engine.ts';

export interface Want {
  readonly rule: string;
  readonly text: string;
  readonly message: RegExp | undefined;
  readonly line: number;
}

const want = /\bwant([+-]\d+)? ([a-z0-9-]+) "((?:[^"\\]|\\.)*)"(?:: (.+?))?(?=\s+want[ +-]|\s*$)/g;

/** The expectations of a text, in order. A comment that starts like one but is none throws. */
export function wantsOf(text: string): Want[] {
  return text.split(/\r?\n/).flatMap((content, i) => {
    const comment = /(?:^|\s)#\s*(want[+\- ].*)$/.exec(content)?.[1];
    if (comment === undefined) return [];
    const found = [...comment.matchAll(want)];
    if (found.length === 0) throw new Error(`line ${i + 1}: not an expectation: ${comment}`);
    return found.map(([, offset, rule = '', quoted = '', message]) => ({
      rule,
      text: quoted.replace(/\\(.)/g, '$1'),
      message: message === undefined ? undefined : new RegExp(message),
      line: i + 1 + Number(offset ?? 0),
    }));
  });
}

/** What is missing and what is unexpected, as lines `file:line:column rule "text"`; empty when all is as wanted. */
export function compare(file: string, wants: readonly Want[], seen: readonly Seen[]): string {
  const left = [...seen];
  const missing = wants.filter((want) => {
    const at = left.findIndex(
      (finding) =>
        finding.rule === want.rule &&
        finding.text === want.text &&
        finding.line === want.line &&
        (want.message === undefined || want.message.test(finding.message)),
    );
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const lines = [
    ...missing.map(
      (want) =>
        `missing     ${file}:${want.line} ${want.rule} "${want.text}"${want.message ? `: ${want.message.source}` : ''}`,
    ),
    ...left.map(
      (finding) =>
        `unexpected  ${file}:${finding.line}:${finding.column} ${finding.rule} "${finding.text}": ${finding.message}`,
    ),
  ];
  return lines.join('\n');
}

/** Settings of a fixture: `# settings: {"version": "1.15"}` on its first line. */
export function settingsOf(text: string): unknown {
  const found = /^#\s*settings:\s*(\{.*\})\s*$/m.exec(text.split(/\r?\n/, 1)[0] ?? '')?.[1];
  return found === undefined ? {} : JSON.parse(found);
}
