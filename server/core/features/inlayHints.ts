/** Behind each name that a Certificate or an Ingress asks for: the solver that answers for it. */
import type { Locale, Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import { code } from '../text/markdown.ts';
import type { Span } from '../text/span.ts';
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import type { Located } from '../workspace/store.ts';
import type { Atlas } from './atlas.ts';
import { answersOf, challengeNames } from './solverAnswers.ts';
import { solverName } from './solverName.ts';

export interface Hint {
  /** The name; the hint stands behind it. */
  readonly place: PlaceInDocument;
  readonly label: string;
  readonly tooltip: string;
  /** The solver. */
  readonly target: PlaceInDocument | undefined;
}

/** The hints within a range of a file. Where two builds of one document disagree, there is none. */
export function inlayHints(atlas: Atlas, path: string, range: Span, locale: Locale): readonly Hint[] {
  const { workspace } = atlas;
  const documents = new Map(
    (workspace.documents(path) ?? [])
      .filter(({ document, start }) => start <= range.end && range.start <= start + document.text.length)
      .map(({ document, start }) => [document, start]),
  );
  const located = new Set<Located>();
  for (const document of documents.keys())
    for (const occurrence of atlas.inDocument(document)) located.add(occurrence.located);
  for (const { built } of workspace.builtFrom(path)) {
    const one = workspace.store().locate(built.resource);
    if (one) located.add(one);
  }
  const hints = new Map<string, Hint | undefined>();
  for (const one of located) {
    for (const hint of hintsOf(atlas, one, locale)) {
      const start = documents.get(hint.place.document);
      if (start === undefined) continue;
      const end = start + hint.place.span.end;
      if (end < range.start || end > range.end) continue;
      const before = hints.get(String(end));
      const agrees = !hints.has(String(end)) || before?.label === hint.label;
      hints.set(String(end), agrees ? (before ?? hint) : undefined);
    }
  }
  return [...hints.values()].filter((hint) => hint !== undefined);
}

function hintsOf(atlas: Atlas, located: Located, locale: Locale): readonly Hint[] {
  const answers = answersOf(atlas, located);
  if (!answers) return [];
  const issuer = atlas.workspace.store().locate(answers.request.issuer);
  return answers.all.flatMap(({ asked, choice }) => {
    const place = choice && placeOf(located.composite, asked.at);
    if (!place) return [];
    const solver = answers.solverAt(choice);
    const say = texts[locale];
    return [
      {
        place,
        label: `${solverName(choice.index, locale)} · ${challengeNames[choice.type]}`,
        tooltip: say.tooltip(asked.written, answers.request.issuer.name ?? ''),
        target: solver && issuer && placeOf(issuer.composite, solver),
      },
    ];
  });
}

const texts: Texts<{
  readonly tooltip: (name: string, issuer: string) => string;
}> = {
  en: {
    tooltip: (name, issuer) => `The solver of ${code(issuer)} that answers for ${code(name)}.`,
  },
  ko: {
    tooltip: (name, issuer) => korean`${code(name)}을(를) 맡는 ${code(issuer)}의 솔버입니다.`,
  },
};
