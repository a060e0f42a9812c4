/** Holds a resource against the structure of its API, as the API server does (structural schema, strict decoding). */
import { isBefore, pullSecretsDifferSince, type Release, valuesSince } from '../facts.ts';
import type { Span } from '../text/span.ts';
import { asString, isCertain, isDirective, isNull, lookup, takenFrom } from '../yaml/read.ts';
import { maxDepth, type YamlEntry, type YamlMap, type YamlNode, type YamlScalar } from '../yaml/tree.ts';
import { metadataSchema } from './metadata.ts';
import type { Schema, Type } from './schema.ts';
import { expectation, type FoundType, fits, rangeOf, typeOf } from './value.ts';

/** Something that the structure does not allow. `path` is that of the field, as `spec.acme.solvers[0].http01`. */
export type SchemaProblem =
  | {
      readonly kind: 'unknown-field';
      readonly at: Span;
      readonly path: string;
      readonly map: YamlMap;
      readonly entry: YamlEntry;
      readonly known: readonly string[];
      /** Whether all of its mapping is seen: no template adds to it or decides about it. */
      readonly sure: boolean;
      /** Whether it stands in a mapping that is merged into this one (`<<: {…}`). */
      readonly merged: boolean;
    }
  | { readonly kind: 'missing-field'; readonly at: Span; readonly path: string; readonly name: string }
  | {
      readonly kind: 'wrong-type';
      readonly at: Span;
      readonly path: string;
      readonly expected: Type;
      readonly found: FoundType;
      readonly node: YamlNode;
    }
  | {
      readonly kind: 'value-not-allowed';
      readonly at: Span;
      readonly path: string;
      readonly value: string;
      readonly allowed: readonly string[];
    }
  | {
      readonly kind: 'malformed';
      readonly at: Span;
      readonly path: string;
      readonly value: string;
      readonly expected: string;
    }
  | {
      readonly kind: 'out-of-range';
      readonly at: Span;
      readonly path: string;
      readonly value: number;
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
    }
  | {
      readonly kind: 'duplicate-item';
      readonly at: Span;
      readonly path: string;
      readonly key: string;
      readonly value: string;
    }
  | {
      readonly kind: 'field-newer' | 'field-gone' | 'field-deprecated';
      readonly at: Span;
      readonly path: string;
      readonly release: Release;
    };

/**
 * All problems of a resource in text order. `release` decides which fields exist; nothing is missing where it is only a
 * part (`model/part.ts`). `sound`: the text has no syntax error, so that keys in templated mappings are keys of these.
 */
export function check(
  map: YamlMap,
  schema: Schema,
  release: Release,
  part: boolean,
  sound: boolean,
): readonly SchemaProblem[] {
  const walk = new Walk(release, part, sound);
  walk.resource(map, schema);
  return walk.problems;
}

/**
 * The problems of `metadata` alone, for kinds whose structure we do not know. The API server holds all kinds to it: it
 * refuses an annotation that is a number or a boolean (apimachinery `pkg/apis/meta/v1`, `ObjectMeta`, release 0.36).
 */
export function checkMetadata(map: YamlMap, release: Release): readonly SchemaProblem[] {
  const walk = new Walk(release, true, false);
  walk.metadata(map);
  return walk.problems;
}

class Walk {
  readonly problems: SchemaProblem[] = [];
  readonly #release: Release;
  readonly #part: boolean;
  readonly #sound: boolean;

  constructor(release: Release, part: boolean, sound: boolean) {
    this.#release = release;
    this.#part = part;
    this.#sound = sound;
  }

  metadata(map: YamlMap): void {
    for (const { name, value, key } of map.entries)
      if (name === 'metadata' && !isNull(value)) this.#value(value, metadataSchema, 'metadata', key, 0);
  }

  resource(map: YamlMap, schema: Schema): void {
    this.metadata(map);
    for (const entry of map.entries) {
      if (entry.name === 'apiVersion' || entry.name === 'kind' || entry.name === '<<') continue;
      if (entry.name !== 'metadata') this.#field(map, schema, { entry, holder: map }, '', 0);
    }
    const kind = map.entries.find((entry) => entry.name === 'kind');
    this.#missing(map, schema, '', kind?.key ?? { start: map.span.start, end: map.span.start });
    if (!this.#part && isCertain(map)) this.#named(map);
  }

  #named(map: YamlMap): void {
    const metadata = lookup(map, 'metadata');
    const node = metadata?.entry.value;
    const read = (name: string) => (node?.type === 'map' ? lookup(node, name)?.entry : undefined);
    const name = read('name');
    const isGiven = (entry: YamlEntry | undefined) =>
      entry !== undefined && !(isNull(entry.value) && entry.value.certain);
    if (node && (node.type !== 'map' || !isCertain(node) || isGiven(name) || isGiven(read('generateName'))))
      return;
    const kind = map.entries.find((entry) => entry.name === 'kind');
    const at = name?.key ?? metadata?.entry.key ?? kind?.key;
    if (at) this.problems.push({ kind: 'missing-field', at, path: 'metadata.name', name: 'name' });
  }

  #field(map: YamlMap, schema: Schema, { entry, holder }: Entry, parent: string, depth: number): void {
    const path = parent === '' ? entry.name : `${parent}.${entry.name}`;
    const field = schema.fields.get(entry.name);
    if (!field) {
      // `$patch` and its like are directives of a strategic merge patch.
      const sure = map.certain && holder.certain;
      if ((sure || this.#sound) && entry.name !== '' && !entry.name.startsWith('$')) {
        this.problems.push({
          kind: 'unknown-field',
          at: entry.key,
          path,
          map,
          entry,
          known: this.#known(schema),
          sure,
          merged: holder !== map,
        });
      }
      return;
    }
    const release = this.#release;
    if (isBefore(release, field.since))
      this.problems.push({ kind: 'field-newer', at: entry.key, path, release: field.since });
    else if (field.until && isBefore(field.until, release))
      this.problems.push({ kind: 'field-gone', at: entry.key, path, release: field.until });
    else if (field.deprecatedSince && !isBefore(release, field.deprecatedSince) && !isNull(entry.value)) {
      this.problems.push({ kind: 'field-deprecated', at: entry.key, path, release: field.deprecatedSince });
    }
    // A null is dropped before the structure is looked at.
    if (isNull(entry.value)) return;
    this.#value(entry.value, field.schema, path, entry.key, depth + 1, entry.alias);
  }

  /** The fields of this release, for "did you mean". */
  #known(schema: Schema): readonly string[] {
    return [...schema.fields]
      .filter(([, { since }]) => !isBefore(this.#release, since))
      .map(([name]) => name);
  }

  /** `alias`: where the value stands as `*name`. A fault of a scalar lies there and not at its anchor. */
  #value(node: YamlNode, schema: Schema, path: string, key: Span, depth: number, alias?: Span): void {
    if (depth > maxDepth || schema.type === 'any') return;
    if (node.type === 'map' && isDirective(node)) return;
    const found = typeOf(node);
    if (!fits(found, schema.type)) {
      if (node.type === 'scalar' ? node.certain : isCertainCollection(node)) {
        const at = node.type === 'scalar' && node.span.end > node.span.start ? (alias ?? node.span) : key;
        this.problems.push({ kind: 'wrong-type', at, path, expected: schema.type, found, node });
      }
      return;
    }
    if (node.type === 'map') this.#map(node, schema, path, key, depth);
    else if (node.type === 'list') this.#list(node, schema, path, key, depth);
    else if (node.certain) this.#scalar(node, schema, path, alias ?? node.span);
  }

  #map(map: YamlMap, schema: Schema, path: string, key: Span, depth: number): void {
    if (schema.open) return;
    const { values } = schema;
    for (const found of entriesOf(map)) {
      const { entry } = found;
      if (!values) this.#field(map, schema, found, path, depth);
      else if (!isNull(entry.value))
        this.#value(entry.value, values, `${path}.${entry.name}`, entry.key, depth + 1, entry.alias);
    }
    this.#missing(map, schema, path, key);
  }

  #missing(map: YamlMap, schema: Schema, path: string, key: Span): void {
    if (this.#part || !isCertain(map)) return;
    for (const [name, field] of schema.fields) {
      if (!field.isRequired(this.#release) || isBefore(this.#release, field.since)) continue;
      const found = lookup(map, name);
      if (found && !(isNull(found.entry.value) && found.entry.value.certain)) continue;
      const at = found?.entry.key ?? takenFrom(map, [name]) ?? key;
      this.problems.push({ kind: 'missing-field', at, path: path === '' ? name : `${path}.${name}`, name });
    }
  }

  #list(list: YamlNode & { type: 'list' }, schema: Schema, path: string, key: Span, depth: number): void {
    const { items, listMapKeys } = schema;
    const seen = new Set<string>();
    const differ = !path.endsWith('.imagePullSecrets') || !isBefore(this.#release, pullSecretsDifferSince);
    for (const [i, { value, alias }] of list.items.entries()) {
      const place = alias ?? (value.span.end > value.span.start ? value.span : key);
      if (items) this.#value(value, items, `${path}[${i}]`, firstLine(value, place), depth + 1, alias);
      const [name] = differ ? listMapKeys : [];
      const id =
        name !== undefined && value.type === 'map' ? asString(lookup(value, name)?.entry.value) : undefined;
      if (name === undefined || id === undefined) continue;
      if (seen.has(id))
        this.problems.push({
          kind: 'duplicate-item',
          at: firstLine(value, place),
          path: `${path}[${i}]`,
          key: name,
          value: id,
        });
      seen.add(id);
    }
  }

  #scalar({ value }: YamlScalar, schema: Schema, path: string, at: Span): void {
    if (typeof value === 'number') {
      const { minimum, maximum } = rangeOf(schema);
      if ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum)) {
        this.problems.push({ kind: 'out-of-range', at, path, value, minimum, maximum });
      }
    }
    const text = String(value);
    const allowed = schema.enum?.filter(
      (one) => !isBefore(this.#release, valuesSince.get(one) ?? this.#release),
    );
    if (allowed && !allowed.includes(text)) {
      this.problems.push({ kind: 'value-not-allowed', at, path, value: text, allowed });
    } else if (typeof value === 'string') {
      const expected = expectation(text, schema);
      if (expected !== undefined) this.problems.push({ kind: 'malformed', at, path, value: text, expected });
    }
  }
}

function isCertainCollection(node: YamlNode): boolean {
  return node.type === 'map' ? isCertain(node) : node.certain;
}

/** An entry, and the mapping that it is written in. */
interface Entry {
  readonly entry: YamlEntry;
  readonly holder: YamlMap;
}

/**
 * What a mapping has, and what is merged into it right there (`<<: {…}`) under other names. What it merges by an alias
 * is judged where its anchor stands, if at all.
 */
function* entriesOf(map: YamlMap): Iterable<Entry> {
  for (const entry of map.entries) {
    if (entry.name !== '<<') yield { entry, holder: map };
    else if (entry.value.type === 'map' && !entry.alias) {
      const holder = entry.value;
      const own = new Set(map.entries.map(({ name }) => name));
      for (const merged of holder.entries) if (!own.has(merged.name)) yield { entry: merged, holder };
    }
  }
}

/** The first key of a mapping, or the value itself: a squiggle over a whole block helps nobody. */
function firstLine(node: YamlNode, otherwise: Span): Span {
  return node.type === 'map' ? (node.entries[0]?.key ?? otherwise) : otherwise;
}
