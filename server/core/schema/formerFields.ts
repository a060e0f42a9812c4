/**
 * Fields directly below `spec` that had another name or place before `v1` (cert-manager
 * `pkg/internal/apis/certmanager/v1alpha2/conversion.go`, `…/v1alpha3/…`, `pkg/internal/apis/acme/v1alpha2/…`, release 1.0).
 */
import type { Editor, Edits, Moving } from '../yaml/edit.ts';
import { asString, isCertain, isNull, lookup } from '../yaml/read.ts';
import type { YamlEntry, YamlMap } from '../yaml/tree.ts';

/** A former field: its name, and where its value is now, below `spec`. */
export interface FormerField {
  readonly kind: string;
  readonly name: string;
  /** The mapping that it went into; undefined where only the name changed. */
  readonly parent: string | undefined;
  readonly now: string;
  /** Values of the old versions were in small letters. */
  readonly upper: boolean;
}

const former = (kind: string, name: string, now: string, upper = false): FormerField => {
  const [parent, field] = now.split('.');
  return field === undefined
    ? { kind, name, parent: undefined, now, upper }
    : { kind, name, parent, now: field, upper };
};

const formerFields: readonly FormerField[] = [
  former('Certificate', 'uriSANs', 'uris'),
  former('Certificate', 'emailSANs', 'emailAddresses'),
  former('Certificate', 'organization', 'subject.organizations'),
  former('Certificate', 'keyAlgorithm', 'privateKey.algorithm', true),
  former('Certificate', 'keySize', 'privateKey.size'),
  former('Certificate', 'keyEncoding', 'privateKey.encoding', true),
  former('CertificateRequest', 'csr', 'request'),
  former('Order', 'csr', 'request'),
  former('Challenge', 'authzURL', 'authorizationURL'),
];

/** Where a former field is now, as a path below `spec`. */
export function pathNow({ parent, now }: FormerField): string {
  return parent === undefined ? now : `${parent}.${now}`;
}

/** A former field that is written, with its entry. */
export interface WrittenFormer {
  readonly field: FormerField;
  readonly entry: YamlEntry;
}

/** The former fields that are written in a `spec`, in text order. */
export function formersIn(kind: string, spec: YamlMap): readonly WrittenFormer[] {
  const found = formerFields.flatMap((field) => {
    const entry = field.kind === kind && spec.entries.find(({ name }) => name === field.name);
    // Nothing behind the colon, but a template below it: it writes the value.
    const empty = entry && isNull(entry.value) && entry.value.certain;
    return entry && !empty ? [{ field, entry }] : [];
  });
  return found.sort((a, b) => a.entry.key.start - b.entry.key.start);
}

/** Whether a `spec` may hold former fields that `formersIn` does not list: merged ones, or what a template writes. */
export function mayHoldMore(kind: string, spec: YamlMap): boolean {
  if (!isCertain(spec)) return formerFields.some((field) => field.kind === kind);
  return formerFields.some(({ kind: of, name }) => of === kind && lookup(spec, name)?.merged);
}

/**
 * The edits that bring former fields to where they are now, values and comments with them; undefined where one cannot go,
 * something stands there already, or a template writes a value that had small letters.
 */
export function modernized(
  spec: YamlMap,
  formers: readonly WrittenFormer[],
  edit: Editor,
): readonly Edits[] | undefined {
  if (formers.some(({ field, entry }) => field.upper && !entry.value.certain)) return undefined;
  const edits: Edits[] = [];
  for (const parent of new Set(formers.map(({ field }) => field.parent))) {
    const some = formers.filter(({ field }) => field.parent === parent);
    if (parent === undefined) {
      if (some.some(({ field }) => lookup(spec, field.now))) return undefined;
      edits.push(...some.map(({ field, entry }) => edit.rename(entry, field.now)));
      continue;
    }
    const home = lookup(spec, parent);
    const inside = home?.entry.value;
    if (home?.merged || (inside?.type === 'map' && some.some(({ field }) => lookup(inside, field.now))))
      return undefined;
    const moved = edit.gather(spec, some.map(moving), home?.entry, home ? [] : [parent]);
    if (!moved) return undefined;
    edits.push(moved);
  }
  return edits;
}

function moving({ field, entry }: WrittenFormer): Moving {
  const text = asString(entry.value);
  const upper = field.upper && text !== undefined && text !== text.toUpperCase();
  return { entry, name: field.now, ...(upper && { text: text.toUpperCase() }) };
}
