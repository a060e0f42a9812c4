/** `workspace/symbol`: resources of all files that are known. */
import type { SymbolInformation, WorkspaceSymbolParams } from 'vscode-languageserver';
import { workspaceSymbols } from '../../core/index.ts';
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
  return workspaceSymbols(context.navigation.atlas, query).flatMap(({ kind, name, namespace, place }) => {
    const location = locate.location(place);
    const containerName = namespace === undefined ? kind : `${kind}, ${namespace}`;
    return location ? [{ name: `${kind} ${name}`, kind: symbolKindOf(kind), containerName, location }] : [];
  });
};
