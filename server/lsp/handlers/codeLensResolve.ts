/** `codeLens/resolve`: the words of a lens that counts, and the command that shows what it counts. */
import { type CodeLens, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Handler } from '../context.ts';
import { createLocator, locations } from '../navigation.ts';
import { type ShowReferencesArguments, showReferences } from '../protocol.ts';
import type { LensName } from './codeLens.ts';

export const codeLensResolve: Handler<CodeLens, CodeLens> = (context, lens) => {
  const name = lensName(lens.data);
  if (!name) return lens;
  const document = context.session.get(name.uri);
  const where = context.places.where(name.uri);
  if (!where || document?.version !== name.version)
    throw new ResponseError(LSPErrorCodes.ContentModified, context.say.stale);
  const navigation = context.navigation();
  const found = navigation?.features.codeLenses(navigation.atlas, where.path, context.locale)[name.lens];
  const locate = createLocator(context);
  const location = found && locate.location(found.place);
  if (!location) throw new ResponseError(LSPErrorCodes.ContentModified, context.say.stale);
  const { uri, range } = location;
  const shown: ShowReferencesArguments = [uri, range.start, locations(locate, found.uses)];
  return {
    range,
    command: { title: found.title, command: showReferences, arguments: [...shown] },
  };
};

/** Reads a name that came back from the client; never believed, only looked up. */
function lensName(data: unknown): LensName | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('uri' in data) || !('version' in data) || !('lens' in data)) return undefined;
  const { uri, version, lens } = data;
  return typeof uri === 'string' && typeof version === 'number' && typeof lens === 'number'
    ? { uri, version, lens }
    : undefined;
}
