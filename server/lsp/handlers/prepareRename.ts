/** `textDocument/prepareRename`. */
import { LSPErrorCodes, type PrepareRenameParams, type Range, ResponseError } from 'vscode-languageserver';
import type { Refusal } from '../../core/index.ts';
import { navigating } from '../navigation.ts';

export const prepareRename = navigating<PrepareRenameParams, { range: Range; placeholder: string } | null>(
  null,
  ({ context, navigation, atlas, document, path, locate }, { position }) => {
    const offset = context.convert.offset(document.text, position);
    const found = navigation.features.prepareRename(atlas, path, offset, context.locale);
    if (!found) return null;
    if ('refused' in found) throw refusal(found);
    const range = locate.range(found.place);
    return range ? { range, placeholder: found.name } : null;
  },
);

/** Editors show the message where the cursor is. */
export function refusal({ refused }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, refused);
}
