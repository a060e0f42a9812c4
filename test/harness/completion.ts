/** Completion as tests see it: the cursor is `$0` in the text. */
import { bodyWith, createEngine, type Offer, type Options, openFile } from '../../server/core/index.ts';
import { otherAnnotations, shimAnnotations } from '../../server/core/issuance/annotations.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { createSchemas, type Schema } from '../../server/core/schema/schema.ts';
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

/** What is offered at the cursor. */
export function offersAt(source: string | Marked, settings: Options = options()): readonly Offer[] {
  const { text, offset } = typeof source === 'string' ? marked(source) : source;
  return engine.complete({ documents: openFile(text).documents, offset, options: settings });
}

/** The labels of what is offered at the cursor. */
export function labelsAt(source: string, settings?: Options): readonly string[] {
  return offersAt(source, settings).map(({ label }) => label);
}

/** The text after the offer with this label is taken; slots are left as they are suggested, empty ones as `$n`. */
export function accepted(source: string, label: string, settings?: Options): string {
  const { text } = marked(source);
  const offer = offersAt(source, settings).find((one) => one.label === label);
  if (!offer) throw new Error(`${label} is not offered, but ${labelsAt(source, settings).join(', ')}`);
  return withOffer(text, offer);
}

/** The text after an offer is taken. */
export function withOffer(text: string, { body, span }: Offer): string {
  return text.slice(0, span.start) + bodyWith(body, (_, inner) => inner) + text.slice(span.end);
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

/** All fields below `spec` of a kind, as field docs name them, for `v1` of the API. */
export function fieldsOf(kind: string, group = 'cert-manager.io'): readonly KnownField[] {
  const fields: KnownField[] = [];
  const walk = (schema: Schema | undefined, path: string, parentSince: string) => {
    if (!schema || path.length > 300) return;
    for (const [name, { schema: inner, since, until }] of schema.fields) {
      if (until !== undefined || (path === kind && name !== 'spec')) continue;
      const add = (at: string, { fields: below, enum: values }: Schema) =>
        fields.push({ path: at, since, parentSince, inner: [...below.keys()], enum: values });
      add(`${path}.${name}`, inner);
      if (inner.items) add(`${path}.${name}[]`, inner.items);
      walk(inner, `${path}.${name}`, since);
    }
    walk(schema.items, `${path}[]`, parentSince);
  };
  walk(createSchemas(knowledge.table).of(`${group}/v1`, kind), kind, '1.0');
  return fields;
}

/** Every annotation that cert-manager knows. */
export const knownAnnotations: readonly string[] = [...shimAnnotations.keys(), ...otherAnnotations.keys()];

export { alternatives, orders, starters } from '../../server/core/features/completion/fieldData.ts';
export { bySuffix } from '../../server/core/features/completion/spot.ts';
export { knownValues, valueWords } from '../../server/core/features/completion/valueData.ts';
export { docsOf } from '../../server/core/index.ts';
export { isPublicCa } from '../../server/core/issuance/acmeRequest.ts';
