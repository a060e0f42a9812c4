/** Places in the patches of a kustomization. */
import { nodeAt } from '../../model/look.ts';
import type { Known } from '../../model/resource.ts';
import type { Options } from '../../options.ts';
import type { Schemas } from '../../schema/schema.ts';
import { lineStart } from '../../text/lineIndex.ts';
import type { InlinePatch } from './inlinePatch.ts';
import { inOperation } from './jsonPatch.ts';
import { operationOffers } from './jsonPatchOffers.ts';
import { scalar } from './layout.ts';
import type { Neighbours, Offer } from './offer.ts';
import type { Outline } from './outline.ts';
import { type PatchTarget, patched, targetOf } from './patchTarget.ts';
import { readOutline } from './reader.ts';
import { versions } from './spot.ts';

export interface InPatch {
  readonly target: PatchTarget | undefined;
  /** Whether nothing stands in it yet. */
  readonly begins: boolean;
}

/** What there is to know around a patch. `text` is the document with its templates masked. */
export interface AroundPatch {
  readonly text: string;
  readonly offset: number;
  readonly neighbours: Neighbours;
  readonly schemas: Schemas;
  readonly options: Options;
}

/**
 * Where the places of a patch lead: an empty one begins a resource, deeper than its head; the values of JSON 6902
 * operations are parts of the target. `own` are offers for the operations themselves.
 */
export function placedIn(
  patch: InlinePatch,
  read: Outline,
  around: AroundPatch,
): { readonly outline: Outline; readonly inPatch: InPatch; readonly own: readonly Offer[] } {
  const { text, offset, neighbours, schemas, options } = around;
  const whole = readOutline(text, -1);
  const target = targetOf(patch, whole, text);
  const inPatch = { target, begins: read.root === undefined };
  if (read.root?.type === 'list') {
    const [base, ...others] = target ? patched(neighbours, target.kind, target) : [];
    const operation = { target, base: others.length === 0 ? base : undefined };
    const own = operationOffers(read, operation, { text, schemas, options });
    return { outline: inOperation(read, operation), inPatch, own };
  }
  if (read.root !== undefined) return { outline: read, inPatch, own: [] };
  const start = lineStart(text, offset);
  const places = read.places.flatMap((place) => {
    if (place.role !== 'key' || place.holder) return [];
    const typed = text.slice(start, place.word.end);
    const at = typed.trim() === '' ? offset - start : typed.length - typed.trimStart().length;
    const column = at > patch.column ? at : patch.column + whole.habits.indent;
    return [{ ...place, column, pad: column, word: { start, end: place.word.end } }];
  });
  return { outline: { ...read, places, habits: whole.habits }, inPatch, own: [] };
}

/**
 * The body of a whole resource as a patch: it has the name of what it changes, and an issuer stays of its type. Undefined
 * where nothing that is known can be changed so.
 */
export function asPatch(body: string, { target }: InPatch, neighbours: Neighbours): string | undefined {
  const kind = /^kind: (.+)$/m.exec(body)?.[1] ?? '';
  if (body.includes('\n---\n') || (target && target.kind !== kind)) return undefined;
  const type = /^spec:\n {2}(\w+):/m.exec(body)?.[1] ?? '';
  const isLike = ({ map }: Known) => !/Issuer$/.test(kind) || nodeAt(map, `spec.${type}`) !== undefined;
  const base = patched(neighbours, kind, target).find(isLike);
  if (base?.name === undefined) {
    const isKnown = [...versions.keys()].some((one) => patched(neighbours, one, undefined).length > 0);
    return isKnown ? undefined : body;
  }
  const { name, namespace } = base;
  const home = namespace === undefined ? '' : `  namespace: ${scalar(namespace)}\n`;
  return body.replace(
    /^metadata:\n {2}name: .*\n(?: {2}namespace: .*\n)?/m,
    () => `metadata:\n  name: ${scalar(name)}\n${home}`,
  );
}
