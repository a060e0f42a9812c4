/** What is named as not analysed. */
import { lineIndex, openFile } from '../../server/core/index.ts';
import { newWorkspace, survey } from './engine.ts';
import { openWorkspace, textIn } from './workspace.ts';

/** `path:line reason detail`, as the survey has them. */
export function namedIn(name: string) {
  const { workspace } = openWorkspace(name);
  return survey(workspace).notAnalysed.map(({ path, start, reason, detail }) => {
    const { line } = lineIndex(textIn(name, path.slice(1))).position(start);
    return `${path}:${line + 1} ${reason} ${detail}`.trim();
  });
}

/** What is named of one text. */
export function namedOf(text: string) {
  const workspace = newWorkspace();
  workspace.put('/a.yaml', openFile(text).documents);
  return survey(workspace).notAnalysed.map(({ reason, detail }) => `${reason} ${detail}`);
}
