/** Workspaces of several files: `test/workspaces/check-*`, held to the expectation comments in all of their files. */
import { describe, expect, test } from 'vitest';
import { compare, wantsOf } from './harness/expectations.ts';
import { workspaceSettings } from './harness/fixtures.ts';
import { openWorkspace, textIn, workspaceNames } from './harness/workspace.ts';

for (const name of workspaceNames('check-')) {
  describe(name, () => {
    test('findings as wanted', () => {
      const { files, findings } = openWorkspace(name);
      const chosen = workspaceSettings(name, files.keys());
      const lines = [...files.keys()].map((path) =>
        compare(path, wantsOf(textIn(name, path.slice(1))), findings(path, chosen)),
      );
      expect(lines.filter((line) => line !== '').join('\n')).toBe('');
    });
  });
}
