/** However the files of a workspace come, what is built and found is the same. */
import { describe, expect, test } from 'vitest';
import { workspaceSettings } from '../harness/fixtures.ts';
import { openWorkspace, workspaceNames } from '../harness/workspace.ts';

for (const name of workspaceNames('check-')) {
  describe(name, () => {
    test('what is built step by step, while files come and questions are asked, is what is built at once', () => {
      const { workspace, files, findings } = openWorkspace(name);
      const chosen = workspaceSettings(name, files.keys());
      const before = [...files.keys()].map((path) => findings(path, chosen));
      for (const path of files.keys()) workspace.remove(path);
      workspace.complete = false;
      workspace.answersEarly(true);
      for (const [path, file] of files) {
        workspace.put(path, file.documents);
        findings(path, chosen);
        workspace.advance(() => true);
      }
      let steps = 0;
      while (workspace.advance(() => true)) steps++;
      // Nothing is left for the questions that follow.
      const built = workspace.builds();
      workspace.answersEarly(false);
      workspace.complete = true;
      expect(workspace.builds()).toEqual(built);
      expect(steps).toBeLessThan(100);
      expect([...files.keys()].map((path) => findings(path, chosen))).toEqual(before);
    });

    test('the order in which files come does not matter', () => {
      const { workspace, files, findings } = openWorkspace(name);
      const chosen = workspaceSettings(name, files.keys());
      const before = [...files.keys()].map((path) => findings(path, chosen));
      for (const path of files.keys()) workspace.remove(path);
      for (const [path, file] of [...files].reverse()) workspace.put(path, file.documents);
      expect([...files.keys()].map((path) => findings(path, chosen))).toEqual(before);
    });
  });
}
