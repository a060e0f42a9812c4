/** Completion as tests see it: the cursor is `$0` in the text. */

import { isBefore, type Release } from '../../server/core/facts.ts';
import {
  bodyWith,
  createEngine,
  type Offer,
  type Options,
  openFile,
  type SourceFile,
  type Where,
} from '../../server/core/index.ts';
import { otherAnnotations, shimAnnotations } from '../../server/core/issuance/annotations.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { createSchemas, type Schema } from '../../server/core/schema/schema.ts';
import { table } from '../../server/core/schema/table.gen.ts';
import { options } from './engine.ts';

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

/** A text with `$0` where the cursor is. */
export interface Marked {
  readonly text: string;
  readonly offset: number;
}

/** Takes the cursor out of a text. */
export function marked(source: string): Marked {
  const offset = source.indexOf('$0');
  if (offset < 0 || source.indexOf('$0', offset + 1) >= 0) throw new Error('One $0 is needed.');
  return { text: source.slice(0, offset) + source.slice(offset + 2), offset };
}

/** A text is asked at many offsets, one after the other. */
let last: SourceFile | undefined;
function lastOpened(text: string): SourceFile {
  last = last?.text === text ? last : openFile(text);
  return last;
}

/** What is offered at the cursor. */
export function offersAt(
  source: string | Marked,
  settings: Options = options(),
  where?: Where,
  whileTyping = false,
): readonly Offer[] {
  const { text, offset } = typeof source === 'string' ? marked(source) : source;
  const { documents } = lastOpened(text);
  where?.workspace.put(where.path, documents);
  return engine.complete({ documents, offset, options: settings, whileTyping, ...where });
}

/** The labels of what is offered at the cursor. */
export function labelsAt(source: string, settings?: Options): readonly string[] {
  return offersAt(source, settings).map(({ label }) => label);
}

/** The text after the offer with this label is taken; slots are left as they are suggested, empty ones as `$n`. */
export function accepted(source: string, label: string, settings?: Options, where?: Where): string {
  const { text } = marked(source);
  const offer = offersAt(source, settings, where).find((one) => one.label === label);
  if (!offer) throw new Error(`${label} is not offered, but ${labelsAt(source, settings).join(', ')}`);
  return withOffer(text, offer);
}

/** The text after an offer is taken. */
export function withOffer(text: string, { body, span, blanks, comma }: Offer): string {
  const upTo = text.slice(0, blanks ? blanks.start : span.start);
  const before = comma === undefined ? upTo : `${upTo.slice(0, comma)},${upTo.slice(comma)}`;
  return before + bodyWith(body, (_, inner) => inner) + text.slice(span.end);
}

/** The hover on the cursor that looks at values and annotations; `docs` are the field docs. */
export function explainedAt(
  source: string,
  settings: Options = options(),
  docs: Readonly<Record<string, string>> = {},
): string | undefined {
  const { text, offset } = marked(source);
  return engine.hover({ documents: openFile(text).documents, offset, options: settings }, docs)?.markdown;
}

/** A field of the newest release, and when it came. */
export interface KnownField {
  readonly path: string;
  /** The names of the fields in it. */
  readonly inner: readonly string[];
  readonly enum: readonly string[] | undefined;
  readonly since: string;
  /** When the field that it stands in came. */
  readonly parentSince: string;
}

/** All fields below `spec` and `status` of a kind, as field docs name them, for `v1` of the API. */
export function fieldsOf(kind: string, group = 'cert-manager.io'): readonly KnownField[] {
  const fields: KnownField[] = [];
  const walk = (schema: Schema | undefined, path: string, parentSince: string) => {
    if (!schema || path.length > 300) return;
    for (const [name, { schema: inner, since, until }] of schema.fields) {
      if (until !== undefined || (path === kind && name !== 'spec' && name !== 'status')) continue;
      const add = (at: string, { fields: below, enum: values }: Schema) =>
        fields.push({ path: at, since, parentSince, inner: [...below.keys()], enum: values });
      add(`${path}.${name}`, inner);
      if (inner.items) add(`${path}.${name}[]`, inner.items);
      walk(inner, `${path}.${name}`, since);
    }
    walk(schema.items, `${path}[]`, parentSince);
  };
  walk(createSchemas(table).of(`${group}/v1`, kind), kind, '1.0');
  return fields;
}

/** A mapping of a resource with the cursor in it, and the fields that it has in a release. */
export interface FieldPlace {
  readonly steps: readonly string[];
  readonly source: string;
  readonly names: readonly string[];
}

/** Every mapping below `spec` that a release has, as the table of the API tells. */
export function placesOf(apiVersion: string, kind: string, release: Release): readonly FieldPlace[] {
  const places: FieldPlace[] = [];
  const walk = (schema: Schema, steps: readonly string[]) => {
    const names = [...schema.fields].flatMap(([name, { since, until }]) =>
      isBefore(release, since) || (until && isBefore(until, release)) ? [] : [name],
    );
    if (names.length > 0) places.push({ steps, source: nested(apiVersion, kind, steps), names });
    for (const name of names) {
      const inner = schema.fields.get(name)?.schema;
      if (inner?.items) walk(inner.items, [...steps, name, '[]']);
      else if (inner) walk(inner, [...steps, name]);
    }
  };
  const spec = createSchemas(table).of(apiVersion, kind)?.fields.get('spec')?.schema;
  if (spec) walk(spec, ['spec']);
  return places;
}

/** A resource of nothing but the way to one mapping. */
function nested(apiVersion: string, kind: string, steps: readonly string[]): string {
  let text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n`;
  let column = 0;
  let line = '';
  for (const step of steps) {
    if (step === '[]') {
      line = `${' '.repeat(column)}- `;
    } else {
      text += `${line || ' '.repeat(column)}${step}:\n`;
      line = '';
    }
    column += 2;
  }
  return `${text}${line || ' '.repeat(column)}$0\n`;
}

/** The texts after each field that is offered is taken; empty slots are filled with a word. */
export function fieldsTaken(
  source: string,
  settings: Options,
): readonly (readonly [label: string, after: string])[] {
  const { text } = marked(source);
  return offersAt(source, settings)
    .filter(({ sort }) => sort === 'field')
    .map((offer) => [offer.label, withOffer(text, { ...offer, body: offer.body.replaceAll('«»', 'x') })]);
}

/** Where the cursor goes once an offer is taken, and what its first slot suggests; undefined for one without slots. */
export function slotOf(
  source: string,
  { body, span, blanks }: Offer,
): (Marked & { inner: string }) | undefined {
  const { text } = marked(source);
  const at = body.indexOf('«');
  if (at < 0) return undefined;
  const plain = (part: string) => bodyWith(part, (_, inner) => inner);
  const inner = body.slice(at + 1, body.indexOf('»', at));
  const before = text.slice(0, blanks ? blanks.start : span.start) + plain(body.slice(0, at)) + inner;
  const behind = plain(body.slice(body.indexOf('»', at) + 1));
  return { text: before + behind + text.slice(span.end), offset: before.length, inner };
}

/** Every annotation that cert-manager knows. */
export const knownAnnotations: readonly string[] = [...shimAnnotations.keys(), ...otherAnnotations.keys()];

export { alternatives, orders, starters } from '../../server/core/features/completion/fieldData.ts';
export { bySuffix } from '../../server/core/features/completion/spot.ts';
export { knownValues, valueWords } from '../../server/core/features/completion/valueData.ts';
export { docsOf } from '../../server/core/index.ts';
export { isPublicCa } from '../../server/core/issuance/acmeRequest.ts';
