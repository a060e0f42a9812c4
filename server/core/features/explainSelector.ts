/** Hovers on the names and zones of a solver's selector: for which names of the workspace the solver answers. */
import { zoneLabels } from '../issuance/solverChoice.ts';
import { itemsAt, textsAt } from '../model/look.ts';
import type { Locale, Texts } from '../rules/rule.ts';
import { korean } from '../text/korean.ts';
import { code } from '../text/markdown.ts';
import { type PlaceInDocument, placeOf } from '../workspace/composite.ts';
import { indexAt } from '../yaml/documents.ts';
import type { Atlas, Occurrence } from './atlas.ts';
import { type Said, shownPlace } from './places.ts';
import { answersOf } from './solverAnswers.ts';
import { solverName } from './solverName.ts';

const most = 6;

/** Undefined elsewhere, and where no name of the workspace is answered so. */
export function explainSelector(
  atlas: Atlas,
  path: string,
  offset: number,
  locale: Locale,
): Said | undefined {
  const documents = atlas.workspace.documents(path) ?? [];
  const placed = documents[indexAt(documents, offset)];
  if (!placed) return undefined;
  const isHere = (place: PlaceInDocument | undefined): place is PlaceInDocument =>
    place?.document === placed.document &&
    place.span.start <= offset - placed.start &&
    offset - placed.start <= place.span.end;
  for (const issuer of atlas.inDocument(placed.document).filter(isIssuer)) {
    const entry = entriesIn(issuer).find(({ place }) => isHere(place));
    const lines = entry ? answeredBy(atlas, issuer, entry, path) : [];
    if (!entry?.place || lines.length === 0) continue;
    const say = texts[locale];
    const rest = lines.length > most ? [`- ${say.more(lines.length - most)}`] : [];
    const title = say.answers(entry.index, lines.length, code(entry.name));
    return { place: entry.place, markdown: [title, '', ...lines.slice(0, most), ...rest].join('\n') };
  }
  return undefined;
}

function isIssuer({ mention: { role, kind } }: Occurrence): boolean {
  return role === 'declares' && (kind === 'Issuer' || kind === 'ClusterIssuer');
}

/** A name or zone of a selector; `index`: its solver. */
interface Entry {
  readonly index: number;
  readonly field: 'dnsNames' | 'dnsZones';
  readonly name: string;
  readonly place: PlaceInDocument | undefined;
}

function entriesIn({ located: { resource, composite } }: Occurrence): readonly Entry[] {
  return itemsAt(resource.map, ['spec', 'acme', 'solvers']).flatMap(({ node, index }) =>
    (['dnsNames', 'dnsZones'] as const).flatMap((field) =>
      node.type === 'map'
        ? textsAt(node, ['selector', field]).map(
            ({ value, span }): Entry => ({ index, field, name: value, place: placeOf(composite, span) }),
          )
        : [],
    ),
  );
}

/** The names that the solver answers for because of the entry, each with who asks for it. */
function answeredBy(atlas: Atlas, issuer: Occurrence, entry: Entry, path: string): readonly string[] {
  const lines = new Map<string, string>();
  const askers = atlas.uses(issuer).filter(({ mention }) => mention.role === 'refers');
  for (const asker of askers) {
    const answers = answersOf(atlas, asker.located);
    if (answers?.request.issuer !== issuer.located.resource) continue;
    const { resource } = asker.located;
    const by = `${resource.kind} ${code(resource.name ?? '')} (${shownPlace(atlas.workspace, path, asker.place)})`;
    for (const { asked, choice } of answers.all)
      if (choice?.index === entry.index && isMeant(entry, asked.name) && !lines.has(asked.name))
        lines.set(asked.name, `- ${code(asked.name)}: ${by}`);
  }
  return [...lines.values()];
}

function isMeant({ field, name }: Entry, asked: string): boolean {
  return field === 'dnsNames' ? asked === name : zoneLabels(name, asked) > 0;
}

interface Say {
  readonly answers: (index: number, count: number, entry: string) => string;
  readonly more: (count: number) => string;
}

const texts: Texts<Say> = {
  en: {
    answers: (index, count, entry) =>
      `${entry}: ${solverName(index, 'en')} answers for ${count} ${count === 1 ? 'name' : 'names'} of the workspace`,
    more: (count) => `and ${count} more`,
  },
  ko: {
    answers: (index, count, entry) =>
      korean`${entry}: ${solverName(index, 'ko')}이(가) 작업 영역의 이름 ${count}개를 맡습니다`,
    more: (count) => `외 ${count}개`,
  },
};
