/** Hovers as a host asks for them. */
import { fieldAt as fieldAtKey } from '../../server/core/features/fieldHover.ts';
import {
  createEngine,
  type Hover,
  type Options,
  openFile,
  type SourceFile,
} from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { options } from './engine.ts';

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

/** The hover at an offset of a file that stands nowhere. */
export function hover(
  documents: SourceFile['documents'],
  offset: number,
  docs: Readonly<Record<string, string>>,
): Hover | undefined {
  return engine.hover({ documents, offset, options: options() }, docs);
}

/** The field whose key is at an offset of a file of one document. */
export function fieldAt([placed]: SourceFile['documents'], offset: number) {
  return placed && fieldAtKey(placed.document, offset);
}

/** The hover on the first `field:` of a text that stands in a workspace of its own; docs are left out. */
export function noteOn(text: string, field: string, settings: Options = options()): string | undefined {
  const workspace = engine.createWorkspace();
  const { documents } = openFile(text);
  const path = '/all.yaml';
  workspace.put(path, documents);
  const offset = text.indexOf(`${field}:`);
  return engine.hover({ documents, offset, options: settings, workspace, path }, {})?.markdown;
}
