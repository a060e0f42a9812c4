/** What holds for every fixture of every rule, and that nobody writes down. */
import { describe, expect, test } from 'vitest';
import { analyze, eachFix, fixAll, isSeveral } from '../harness/engine.ts';
import { ruleFixtures, ruleNames } from '../harness/fixtures.ts';
import { commentsOf, dataOf, isWithin } from '../harness/yaml.ts';

for (const rule of ruleNames) {
  // Several files in one: what is said of one text does not hold.
  const fixtures = ruleFixtures(rule).filter(({ text }) => !isSeveral(text));
  describe.runIf(fixtures.length > 0)(rule, () => {
    for (const { name, text, settings } of fixtures) {
      test(`${name}: free properties`, () => {
        const seen = analyze(text, settings);
        const fixed = fixAll(text, settings);
        // Fixing twice is fixing once.
        expect(fixAll(fixed.text, settings)).toEqual({ text: fixed.text, applied: 0, left: fixed.left });
        // The same findings and the same fix with CRLF.
        const crlf = text.replace(/\r?\n/g, '\r\n');
        expect(analyze(crlf, settings)).toEqual(seen);
        expect(fixAll(crlf, settings).text).toBe(fixed.text.replace(/\r?\n/g, '\r\n'));
        // The same findings below another document.
        const above = 'kind: Other\n---\n';
        const moved = analyze(above + text.replace(/^---/, '# was a document marker'), settings);
        expect(moved.map(({ line, ...rest }) => ({ ...rest, line: line - 2 }))).toEqual(seen);
        // No fix loses a comment (but one that silences) or leaves a text that does not parse; an inserting one changes no value.
        const before = dataOf(text);
        const comments = commentsOf(text).filter((comment) => !comment.includes('cert-manager-lint-'));
        for (const fix of [...eachFix(text, settings), { title: 'fix-all', safe: true, text: fixed.text }]) {
          for (const comment of comments) expect(fix.text, fix.title).toContain(comment);
          if (before === undefined) continue;
          const after = dataOf(fix.text);
          expect(after, `${fix.title}:\n${fix.text}`).toBeDefined();
          if (/^(Pin|Silence)/.test(fix.title)) expect(isWithin(before, after), fix.title).toBe(true);
        }
      });

      test(`${name}: every prefix can be analysed`, () => {
        const step = Math.max(1, Math.floor(text.length / 6));
        for (let end = 0; end <= text.length; end += step) analyze(text.slice(0, end), settings);
      });
    }
  });
}
