/** `codeAction/resolve`: the edit of an action, made anew from the text it was offered for. */
import { type CodeAction, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Context, Handler } from '../context.ts';
import { judge } from '../diagnostics.ts';
import { fixAllEdit, offerEdit, offerName, offersOf } from '../offers.ts';

export const codeActionResolve: Handler<CodeAction, CodeAction> = async (context, action) => {
  const name = offerName(action.data);
  // Not one of those that wait for an edit: a command, or an action of somebody else.
  if (!name) return action;
  const document = context.session.get(name.uri);
  if (document?.version !== name.version) throw stale(context);
  const { findings, options } = await judge(context, document);
  if (!context.session.holds(document, name.version)) throw stale(context);
  if (name.finding === undefined || name.offer === undefined) {
    const edit = await fixAllEdit(context, document);
    if (!edit || !context.session.holds(document, name.version)) throw stale(context);
    return { ...action, edit };
  }
  const found = findings[name.finding];
  const offer = found && offersOf(found)[name.offer];
  // Settings may have changed since: then the place names something else.
  if (!found || offer?.title !== action.title || !context.cures(found, offer, options)) throw stale(context);
  return { ...action, edit: offerEdit(context, document, found, offer) };
};

function stale({ say }: Context): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, say.stale);
}
