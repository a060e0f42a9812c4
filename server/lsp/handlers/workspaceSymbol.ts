/** `workspace/symbol`: resources of all files that are known. */
import type { SymbolInformation, WorkspaceSymbolParams } from 'vscode-languageserver';
import type { Handler } from '../context.ts';
import { cancelled } from '../gate.ts';
import { createLocator } from '../navigation.ts';
import { nextTurn } from '../turns.ts';
import { symbolKindOf } from './documentSymbol.ts';

export const workspaceSymbol: Handler<WorkspaceSymbolParams, SymbolInformation[]> = async (
  context,
  { query },
  token,
) => {
  await nextTurn(context.schedule);
  if (token.isCancellationRequested) throw cancelled();
  const locate = createLocator(context);
  const { value: some } = context.places.workspace.paths()[Symbol.iterator]().next();
  const navigation = some === undefined ? undefined : context.navigation();
  if (!navigation) return [];
  return navigation.features
    .workspaceSymbols(navigation.atlas, query)
    .flatMap(({ kind, name, namespace, place }) => {
      const location = locate.location(place);
      const containerName = namespace === undefined ? kind : `${kind}, ${namespace}`;
      return location ? [{ name: `${kind} ${name}`, kind: symbolKindOf(kind), containerName, location }] : [];
    });
};
