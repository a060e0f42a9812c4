/** The editor of documents, as tests use it: by the names of fields, text in and text out. */
import { applyEdits } from '../../server/core/index.ts';
import { type Editor, type Edits, editorOf } from '../../server/core/yaml/edit.ts';
import { parse } from '../../server/core/yaml/parse.ts';
import type { YamlEntry, YamlMap } from '../../server/core/yaml/tree.ts';

/** A document with one mapping, opened for edits. */
export interface Opened {
  readonly edit: Editor;
  readonly map: YamlMap;
  /** The entry that is written under `name` in the mapping. */
  readonly entry: (name: string) => YamlEntry;
}

/** The text after the edits that `make` asks for; undefined where the editor refuses. */
export function edited(text: string, make: (opened: Opened) => Edits | undefined): string | undefined {
  const parsed = parse(text);
  const map = parsed.root;
  if (map?.type !== 'map') throw new Error('no mapping');
  const entry = (name: string) => {
    const found = map.entries.find((one) => one.name === name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  const edits = make({ edit: editorOf(text, parsed), map, entry });
  return edits && applyEdits(text, edits);
}

/** The text with the entry `name` moved into the mapping of the entry `to`. */
export const moved = (text: string, name: string, to: string): string | undefined =>
  edited(text, ({ edit, map, entry }) => edit.move(map, entry(name), entry(to), []));
