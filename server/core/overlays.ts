/** What is found in the results of several kustomizations, told once; and its cure in the overlay instead of the base. */
import { seenFrom } from './features/places.ts';
import type { Where } from './findings.ts';
import { type Known, knownResourcesOf } from './model/resource.ts';
import type { Judged, JudgedFix, JudgedRelated } from './rules/apply.ts';
import type { Placed } from './rules/built.ts';
import type { Locale, Texts } from './rules/rule.ts';
import { applyEdits } from './text/edit.ts';
import type { Build } from './workspace/built.ts';
import { overlayOf } from './workspace/overlay.ts';
import { operationsBetween } from './workspace/patchEntry.ts';
import type { Built, Workspace } from './workspace/workspace.ts';
import { type PlacedDocument, splitDocuments, type YamlDocument } from './yaml/documents.ts';

/** A finding with the built resource that it is about. */
export interface Occurrence {
  readonly placed: Placed;
  readonly built: Built;
}

/** Overlays that are named, and offered as the place of the cure. */
const maxOverlays = 5;

/**
 * One finding for all its occurrences at one place. `everywhere`: whether all builds with the document have it; where some
 * have cured it, the base is not the place to choose without thinking.
 */
export function shared(
  occurrences: readonly Occurrence[],
  everywhere: boolean,
  where: Where,
  locale: Locale,
): Judged | undefined {
  const [first, ...others] = occurrences;
  if (!first) return undefined;
  const overlays = occurrences
    .filter(({ built: { build } }) => build.by ?? overlayOf(build, first.placed.path, where.workspace))
    .slice(0, maxOverlays);
  return overlays.length === 0 && everywhere
    ? first.placed.judged
    : new SharedFinding([first, ...others], overlays, everywhere, where, locale);
}

/** The fix that is preferred for an occurrence, of those that change its own document. */
const bestOf = ({ placed }: Occurrence) => placed.judged.fixes.find(({ elsewhere }) => !elsewhere);

const isSameFix = (a: JudgedFix | undefined, b: JudgedFix | undefined) =>
  a?.title === b?.title && JSON.stringify(a?.edits) === JSON.stringify(b?.edits);

class SharedFinding implements Judged {
  readonly rule: string;
  readonly severity: Judged['severity'];
  readonly message: string;
  readonly at: Judged['at'];
  readonly #placed: Placed;
  readonly #occurrences: readonly Occurrence[];
  readonly #overlays: readonly Occurrence[];
  readonly #everywhere: boolean;
  readonly #where: Where;
  readonly #locale: Locale;
  #fixes: readonly JudgedFix[] | undefined;

  constructor(
    occurrences: readonly [Occurrence, ...Occurrence[]],
    overlays: readonly Occurrence[],
    everywhere: boolean,
    where: Where,
    locale: Locale,
  ) {
    const [{ placed }] = occurrences;
    this.rule = placed.judged.rule;
    this.severity = placed.judged.severity;
    this.message = placed.judged.message;
    this.at = placed.judged.at;
    this.#placed = placed;
    this.#occurrences = occurrences;
    this.#overlays = overlays;
    this.#everywhere = everywhere;
    this.#where = where;
    this.#locale = locale;
  }

  get related(): readonly JudgedRelated[] {
    const say = texts[this.#locale];
    const built = this.#overlays.flatMap(({ built: { build } }): readonly JudgedRelated[] => {
      const { by } = build;
      if (by) return [{ at: by.span, message: say.builtBy(by.name), elsewhere: by }];
      const overlay = overlayOf(build, this.#placed.path, this.#where.workspace);
      if (!overlay) return [];
      return [{ at: overlay.span, message: say.builtBy(overlay.name), elsewhere: overlay }];
    });
    return [...this.#placed.judged.related, ...built];
  }

  get fixes(): readonly JudgedFix[] {
    this.#fixes ??= this.#makeFixes();
    return this.#fixes;
  }

  get silence(): JudgedFix | undefined {
    return this.#placed.judged.silence;
  }

  #makeFixes(): readonly JudgedFix[] {
    const { fixes } = this.#placed.judged;
    const [first, ...others] = this.#occurrences.map(bestOf);
    const patches = this.#patches();
    const isOne = others.every((best) => isSameFix(best, first));
    // What is best for one overlay may break another, which has what it depends on elsewhere.
    const isForAll = isOne && (this.#everywhere || !first?.ofBuild);
    if (!isForAll && patches.length > 0) return patches;
    const isSafe = this.#everywhere && isOne;
    const here = isSafe ? fixes : fixes.map((fix) => ({ ...fix, safety: 'unsafe' as const }));
    return [...here, ...patches];
  }

  /** What is best for each overlay, as a patch there. */
  #patches(): readonly JudgedFix[] {
    const { path, document } = this.#placed;
    const { workspace } = this.#where;
    const groups = new Map<string, { readonly best: JudgedFix; readonly builds: Set<Build> }>();
    const keyOf = ({ title, edits }: JudgedFix) => JSON.stringify([title, edits]);
    for (const overlay of this.#overlays) {
      const best = bestOf(overlay);
      if (!best) continue;
      const group = groups.get(keyOf(best)) ?? { best, builds: new Set() };
      group.builds.add(overlay.built.build);
      groups.set(keyOf(best), group);
    }
    const after = new Map<Build, Build>();
    for (const { best, builds } of groups.values()) {
      const changed = withEdits(workspace.documents(path) ?? [], document, best.edits);
      for (const one of workspace.rebuilt(new Map([[path, changed]]), builds))
        if (builds.has(one.before) && one.after) after.set(one.before, one.after);
    }
    const names = this.#overlays.map(({ built: { build } }) => overlayOf(build, path, workspace)?.name);
    return this.#overlays.flatMap((overlay, i) => {
      const best = bestOf(overlay);
      const made = after.get(overlay.built.build);
      // Overlays of two clusters may be called the same.
      const isNamesake = names.indexOf(names[i]) !== names.lastIndexOf(names[i]);
      return (
        (best &&
          made &&
          patchFix(best, this.#placed, made, overlay.built, isNamesake, workspace, this.#locale)) ??
        []
      );
    });
  }
}

/** The documents of a file after edits of one of them. */
function withEdits(
  before: readonly PlacedDocument[],
  edited: YamlDocument,
  edits: JudgedFix['edits'],
): readonly PlacedDocument[] {
  const textOf = (some: readonly string[]) => some.join('');
  const text = textOf(
    before.map(({ document }) => (document === edited ? applyEdits(document.text, edits) : document.text)),
  );
  return splitDocuments(text, {
    text: textOf(before.map(({ document }) => document.text)),
    documents: before,
  });
}

/** The same change as a patch of the overlay that built the resource; `after`: its build with the change in the base. */
function patchFix(
  { title }: JudgedFix,
  { path, document }: Placed,
  after: Build,
  { build, built }: Built,
  isNamesake: boolean,
  workspace: Workspace,
  locale: Locale,
): JudgedFix | undefined {
  const declared = onlyOf(document, built.resource);
  const overlay = overlayOf(build, path, workspace);
  if (!declared || !overlay) return undefined;
  const changed = after.resources.find(({ resource }) => isSame(resource, built.resource))?.resource;
  if (!changed) return undefined;
  const operations = operationsBetween(built.resource.map, changed.map);
  const target = { kind: declared.kind, name: declared.name ?? '' };
  const added = overlay.add(target, operations);
  if (!added) return undefined;
  return {
    title: texts[locale].asPatch(
      title,
      isNamesake ? `${overlay.name}, ${seenFrom(path, overlay.path)}` : overlay.name,
    ),
    safety: 'unsafe',
    edits: [],
    elsewhere: [{ path: overlay.path, document: overlay.document, edits: added }],
  };
}

/** The resource of a document as it is declared, where there is only one of its kind. */
function onlyOf(document: YamlDocument, { kind }: Known): Known | undefined {
  const [one, ...more] = knownResourcesOf(document.parsed().root).filter((other) => other.kind === kind);
  return more.length === 0 && one?.name !== undefined ? one : undefined;
}

const isSame = (a: Known, b: Known) => a.kind === b.kind && a.name === b.name && a.namespace === b.namespace;

const texts: Texts<{
  readonly builtBy: (overlay: string) => string;
  readonly asPatch: (title: string, overlay: string) => string;
}> = {
  en: {
    builtBy: (overlay) => `This is what \`${overlay}\` builds.`,
    asPatch: (title, overlay) => `${title} (as a patch in ${overlay})`,
  },
  ko: {
    builtBy: (overlay) => `\`${overlay}\`에서 이렇게 빌드됩니다.`,
    asPatch: (title, overlay) => `${title} (${overlay}의 패치로)`,
  },
};
