/** Which fixes fix-all makes in one round. */
import type { FileFinding } from './findings.ts';
import type { Judged, JudgedFix } from './rules/apply.ts';
import { applyEdits, collides, type TextEdit } from './text/edit.ts';
import { createDocument, type YamlDocument } from './yaml/documents.ts';

/** A fix that fix-all may make. */
export interface Taking {
  readonly found: FileFinding;
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Findings by document: fixes of different documents cannot be in each other's way. */
export function byDocument(all: readonly FileFinding[]): ReadonlyMap<YamlDocument, readonly FileFinding[]> {
  const groups = new Map<YamlDocument, FileFinding[]>();
  for (const found of all) {
    const group = groups.get(found.document);
    if (group) group.push(found);
    else groups.set(found.document, [found]);
  }
  return groups;
}

/** The preferred fixes that do not touch the same text. */
export function takingsOf(
  findings: readonly FileFinding[],
  preferred: (found: FileFinding) => JudgedFix | undefined,
): Taking[] {
  const takings: Taking[] = [];
  const taken: TextEdit[] = [];
  for (const found of findings) {
    const fix = preferred(found);
    if (!fix || collides(taken, fix.edits)) continue;
    taken.push(...fix.edits);
    takings.push({ found, title: fix.title, edits: fix.edits });
  }
  return takings;
}

/** All of them, unless together they do what none does alone (write one key twice): then the first, for this round. */
export function takeTogether(
  document: YamlDocument,
  takings: readonly Taking[],
  judge: (document: YamlDocument) => readonly Judged[],
): readonly Taking[] {
  if (takings.length < 2) return takings;
  const after = createDocument(
    applyEdits(
      document.text,
      takings.flatMap(({ edits }) => edits),
    ),
  );
  const expected = countOf(judge(document));
  for (const { found } of takings)
    expected.set(nameOf(found.finding), (expected.get(nameOf(found.finding)) ?? 0) - 1);
  const fine =
    after.parsed().sound &&
    [...countOf(judge(after))].every(([name, count]) => count <= (expected.get(name) ?? 0));
  return fine ? takings : takings.slice(0, 1);
}

const nameOf = ({ rule, message }: Judged) => `${rule} ${message}`;

function countOf(findings: readonly Judged[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(nameOf(finding), (counts.get(nameOf(finding)) ?? 0) + 1);
  return counts;
}
