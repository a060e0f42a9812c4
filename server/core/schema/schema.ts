/** The structure of cert-manager's API, by API version and release. */
import { type Release, releases } from '../facts.ts';

export type Type = 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'any' | 'int-or-string';

/** What may stand in a place. */
export interface Schema {
  readonly type: Type;
  readonly fields: ReadonlyMap<string, FieldSchema>;
  /** Of the items of a list. */
  readonly items: Schema | undefined;
  /** Of the values of a map with keys of the user's own. */
  readonly values: Schema | undefined;
  readonly enum: readonly string[] | undefined;
  readonly pattern: RegExp | undefined;
  readonly format: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Anything may stand below. */
  readonly open: boolean;
  /** The keys by which the items of a list must differ. */
  readonly listMapKeys: readonly string[];
}

export interface FieldSchema {
  readonly schema: Schema;
  readonly since: Release;
  /** The last release that has it; undefined where the newest has. */
  readonly until: Release | undefined;
  readonly deprecatedSince: Release | undefined;
  isRequired(release: Release): boolean;
}

interface Row {
  readonly t: keyof typeof types;
  readonly f?: Readonly<
    Record<string, readonly [number, number, number?, (number | readonly [number, number])?, number?]>
  >;
  readonly i?: number;
  readonly v?: number;
  readonly e?: readonly string[];
  readonly p?: string;
  readonly m?: string;
  readonly l?: number;
  readonly L?: number;
  readonly n?: number;
  readonly N?: number;
  readonly o?: boolean;
  readonly k?: readonly string[];
}

const types = {
  o: 'object',
  a: 'array',
  s: 'string',
  i: 'integer',
  b: 'boolean',
  x: 'any',
  q: 'int-or-string',
} as const;

/** Finds the schema of a resource by `apiVersion` and `kind`; undefined where cert-manager has no such thing. */
export interface Schemas {
  of(apiVersion: string, kind: string): Schema | undefined;
}

/** All schemas of a packed table (`table.gen.ts`). It is unpacked on first use, and each place in it when it is first looked at. */
export function createSchemas(table: string): Schemas {
  let unpacked: { kinds: Readonly<Record<string, number>>; nodes: readonly Row[] } | undefined;
  const made = new Map<number, Schema>();
  const rows = () => {
    unpacked ??= JSON.parse(table) as NonNullable<typeof unpacked>;
    return unpacked;
  };
  const at = (index: number): Schema => {
    const known = made.get(index);
    if (known) return known;
    const row = rows().nodes[index];
    const schema = schemaOf(row ?? { t: 'x' }, at);
    made.set(index, schema);
    return schema;
  };
  return {
    of(apiVersion, kind) {
      const index = new Map(Object.entries(rows().kinds)).get(`${apiVersion}/${kind}`);
      return index === undefined ? undefined : at(index);
    },
  };
}

function schemaOf(row: Row, at: (index: number) => Schema): Schema {
  const fields = new Map<string, FieldSchema>();
  for (const [name, [node, since, until = -1, required = 0, deprecated = -1]] of Object.entries(
    row.f ?? {},
  )) {
    fields.set(name, {
      get schema() {
        return at(node);
      },
      since: releases[since] ?? releases[0],
      until: releases[until],
      deprecatedSince: releases[deprecated],
      isRequired(release) {
        const now = releases.indexOf(release);
        return typeof required === 'number' ? required === 1 : required[0] <= now && now <= required[1];
      },
    });
  }
  return {
    type: types[row.t],
    fields,
    get items() {
      return row.i === undefined ? undefined : at(row.i);
    },
    get values() {
      return row.v === undefined ? undefined : at(row.v);
    },
    enum: row.e,
    pattern: row.p === undefined ? undefined : new RegExp(row.p),
    format: row.m,
    minLength: row.l,
    maxLength: row.L,
    minimum: row.n,
    maximum: row.N,
    open: row.o === true,
    listMapKeys: row.k ?? [],
  };
}
