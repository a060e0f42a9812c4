/** What all navigation stands on: the workspace with the open documents as they are now, and its places as the client counts. */
import type { Location, Range } from 'vscode-languageserver';
import {
  type Atlas,
  type Engine,
  isWorthKeeping,
  type PlaceInDocument,
  type Workspace,
  type YamlDocument,
} from '../core/index.ts';
import type { Context, Handler } from './context.ts';
import { cancelled } from './gate.ts';
import type { PartedText } from './partedText.ts';
import { pathOf } from './places.ts';
import type { OpenDocument } from './session.ts';
import { nextTurn } from './turns.ts';

/** What is remembered between requests. */
export interface Navigation {
  readonly atlas: Atlas;
  readonly outline: ReturnType<Features['createOutline']>;
  readonly docsLinks: ReturnType<Features['createDocsLinks']>;
  readonly features: Features;
  /** Whether, since it was last asked, something changed that lenses and hints rest on. */
  readonly changed: (workspace: Workspace) => boolean;
}

type Features = NonNullable<ReturnType<Engine['navigation']>>;

/** The navigation of one workspace, made when it is first asked for; undefined where the engine has none. */
export function createNavigation(engine: Engine, workspace: Workspace): () => Navigation | undefined {
  let made: Navigation | undefined;
  return () => {
    const features = made ? undefined : engine.navigation();
    const changed = features?.followLensSources();
    // From now on.
    changed?.(workspace);
    if (features && changed)
      made = {
        changed,
        atlas: features.createAtlas(workspace),
        outline: features.createOutline(),
        docsLinks: features.createDocsLinks(),
        features,
      };
    return made;
  };
}

/** The navigation for a document; undefined where nothing of ours is in it, nor in anything that was met before. */
export function navigationFor(
  { engine, navigation }: Context,
  document: OpenDocument,
): Navigation | undefined {
  const matters = engine.isAwake || isWorthKeeping(pathOf(document.uri), document.text.getText());
  return matters ? navigation() : undefined;
}

/** A document of the workspace that somebody asks about. */
export interface Ground {
  readonly context: Context;
  /** Of the workspace with the open documents as they are now. */
  readonly atlas: Atlas;
  readonly navigation: Navigation;
  readonly document: OpenDocument;
  readonly path: string;
  readonly locate: Locator;
}

export interface Locator {
  /** The place as the client counts; undefined where its file has changed meanwhile. */
  location(place: PlaceInDocument): Location | undefined;
  range(place: PlaceInDocument): Range | undefined;
}

/**
 * A handler that answers from the workspace. It waits until the messages that are here have had their turn: while
 * somebody types, changes and cancellations make the request void. `nothing` is said of a document that is not open, that
 * only looks like a file of the workspace, or that went on meanwhile.
 */
export function navigating<P extends { readonly textDocument: { readonly uri: string } }, R>(
  nothing: R,
  answer: (ground: Ground, params: P) => R | Promise<R>,
): Handler<P, R> {
  return async (context, params, token) => {
    const document = context.session.get(params.textDocument.uri);
    if (!document) return nothing;
    const { version } = document;
    await nextTurn(context.schedule);
    if (token.isCancellationRequested) throw cancelled();
    const where = context.places.where(document.uri);
    const navigation = navigationFor(context, document);
    if (!where || !navigation || !context.session.holds(document, version)) return nothing;
    const ground: Ground = {
      context,
      navigation,
      atlas: navigation.atlas,
      document,
      path: where.path,
      locate: createLocator(context),
    };
    const result = await answer(ground, params);
    return context.session.holds(document, version) ? result : nothing;
  };
}

interface Opened {
  readonly starts: ReadonlyMap<YamlDocument, number>;
  readonly text: PartedText;
}

/** Places of the workspace for one answer. */
export function createLocator({ convert, places }: Context): Locator {
  const files = new Map<string, Opened | undefined>();
  const { workspace } = places;
  const open = (path: string): Opened | undefined => {
    const text = places.text(path);
    const documents = workspace.documents(path) ?? [];
    return text && { text, starts: new Map(documents.map(({ document, start }) => [document, start])) };
  };
  const location = ({ path, document, span }: PlaceInDocument): Location | undefined => {
    if (!files.has(path)) files.set(path, open(path));
    const file = files.get(path);
    const start = file?.starts.get(document);
    if (!file || start === undefined) return undefined;
    const range = convert.range(file.text, { start: start + span.start, end: start + span.end });
    return { uri: places.uri(path), range };
  };
  return { location, range: (place) => location(place)?.range };
}

/** The locations of places, without those that are gone. */
export function locations(locate: Locator, places: readonly PlaceInDocument[]): Location[] {
  return places.flatMap((place) => locate.location(place) ?? []);
}
