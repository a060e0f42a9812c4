/** What all navigation stands on: the workspace with the open documents as they are now, and its places as the client counts. */
import type { Location, Range } from 'vscode-languageserver';
import {
  type Atlas,
  createAtlas,
  createDocsLinks,
  createOutline,
  fileOf,
  type PlacedDocument,
  type PlaceInDocument,
  type Workspace,
} from '../core/index.ts';
import type { Context, Handler } from './context.ts';
import { cancelled } from './gate.ts';
import { type Lines, partedText } from './partedText.ts';
import type { OpenDocument } from './session.ts';
import { nextTurn } from './turns.ts';

/** What is remembered between requests. */
export interface Navigation {
  readonly atlas: Atlas;
  readonly outline: ReturnType<typeof createOutline>;
  readonly docsLinks: ReturnType<typeof createDocsLinks>;
}

/** The navigation of one workspace. */
export function createNavigation(workspace: Workspace): Navigation {
  return { atlas: createAtlas(workspace), outline: createOutline(), docsLinks: createDocsLinks() };
}

/** A document of the workspace that somebody asks about. */
export interface Ground {
  readonly context: Context;
  readonly atlas: Atlas;
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
    if (!where || !context.session.holds(document, version)) return nothing;
    takeOpen(context);
    const ground = {
      context,
      atlas: context.navigation.atlas,
      document,
      path: where.path,
      locate: createLocator(context),
    };
    const result = await answer(ground, params);
    return context.session.holds(document, version) ? result : nothing;
  };
}

/** Puts the open documents into the workspace as they are now. Those that did not change cost nothing. */
export function takeOpen({ places, session }: Context): void {
  for (const document of session.all()) {
    const where = places.where(document.uri);
    where?.workspace.put(where.path, document.file().documents);
  }
}

interface Opened {
  readonly uri: string;
  readonly documents: readonly PlacedDocument[];
  readonly lines: Lines;
}

/** Places of the workspace for one answer. */
export function createLocator({ convert, places, session }: Context): Locator {
  const files = new Map<string, Opened | undefined>();
  const open = (path: string): Opened | undefined => {
    const documents = places.workspace.documents(path);
    const uri = places.uri(path);
    const text = session.get(uri)?.text;
    const isCurrent = text !== undefined && text.file.documents === documents;
    return documents && { uri, documents, lines: isCurrent ? text : partedText(fileOf(documents)) };
  };
  const location = ({ path, document, span }: PlaceInDocument): Location | undefined => {
    if (!files.has(path)) files.set(path, open(path));
    const file = files.get(path);
    const start = file?.documents.find((one) => one.document === document)?.start;
    if (!file || start === undefined) return undefined;
    const range = convert.range(file.lines, { start: start + span.start, end: start + span.end });
    return { uri: file.uri, range };
  };
  return { location, range: (place) => location(place)?.range };
}

/** The locations of places, without those that are gone. */
export function locations(locate: Locator, places: readonly PlaceInDocument[]): Location[] {
  return places.flatMap((place) => locate.location(place) ?? []);
}
