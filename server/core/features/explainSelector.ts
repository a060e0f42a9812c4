/** Hovers on a solver's selector, its names and its zones: for which names of the workspace the solver answers. */
import { zoneLabels } from '../issuance/solverChoice.ts';
import { itemsAt, nodeAt, textsAt } from '../model/look.ts';
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
    const answered = entry ? answeredBy(atlas, issuer, entry) : new Map<string, Occurrence>();
    if (!entry?.place || answered.size === 0) continue;
    const say = texts[locale];
    const lines = [...answered].slice(0, most).map(
      ([
        name,
        {
          located: { resource },
          place,
        },
      ]) => {
        const by = `${resource.kind} ${code(resource.name ?? '')}`;
        return `- ${code(name)}: ${by} (${shownPlace(atlas.workspace, path, place)})`;
      },
    );
    const rest = answered.size > most ? [`- ${say.more(answered.size - most)}`] : [];
    const title = say.answers(entry.index, answered.size, entry.name);
    return { place: entry.place, markdown: [title, '', ...lines, ...rest].join('\n') };
  }
  return undefined;
}

function isIssuer({ mention: { role, kind } }: Occurrence): boolean {
  return role === 'declares' && (kind === 'Issuer' || kind === 'ClusterIssuer');
}

/** A name or zone of a selector, or its key, which stands for all of it; `index`: its solver. */
interface Entry {
  readonly index: number;
  readonly field: 'dnsNames' | 'dnsZones' | undefined;
  readonly name: string | undefined;
  readonly place: PlaceInDocument | undefined;
}

function entriesIn({ located: { resource, composite } }: Occurrence): readonly Entry[] {
  return itemsAt(resource.map, 'spec.acme.solvers').flatMap(({ node, index }) => {
    if (node.type !== 'map') return [];
    const key = nodeAt(node, 'selector')?.key;
    const whole = { index, field: undefined, name: undefined };
    return [
      ...(key ? [{ ...whole, place: placeOf(composite, key) }] : []),
      ...(['dnsNames', 'dnsZones'] as const).flatMap((field) =>
        textsAt(node, ['selector', field]).map(
          ({ value, span }): Entry => ({ index, field, name: value, place: placeOf(composite, span) }),
        ),
      ),
    ];
  });
}

/** The names that the solver answers for because of the entry, each with the first who asks for it. */
function answeredBy(atlas: Atlas, issuer: Occurrence, entry: Entry): ReadonlyMap<string, Occurrence> {
  const answered = new Map<string, Occurrence>();
  for (const asker of atlas.uses(issuer)) {
    const answers = asker.mention.role === 'refers' ? answersOf(atlas, asker.located) : undefined;
    if (answers?.request.issuer !== issuer.located.resource) continue;
    for (const { asked, choice } of answers.all)
      if (choice?.index === entry.index && isMeant(entry, asked.name) && !answered.has(asked.name))
        answered.set(asked.name, asker);
  }
  return answered;
}

function isMeant({ field, name }: Entry, asked: string): boolean {
  if (name === undefined) return true;
  return field === 'dnsNames' ? asked === name : zoneLabels(name, asked) > 0;
}

interface Say {
  readonly answers: (index: number, count: number, entry: string | undefined) => string;
  readonly more: (count: number) => string;
}

const said = (entry: string | undefined) => (entry === undefined ? '' : `${code(entry)}: `);

const texts: Texts<Say> = {
  en: {
    answers: (index, count, entry) =>
      `${said(entry)}${solverName(index, 'en')} answers for ${count} ${count === 1 ? 'name' : 'names'} of the workspace`,
    more: (count) => `and ${count} more`,
  },
  ko: {
    answers: (index, count, entry) =>
      korean`${said(entry)}${solverName(index, 'ko')}이(가) 작업 영역의 이름 ${count}개를 맡습니다`,
    more: (count) => `외 ${count}개`,
  },
};
