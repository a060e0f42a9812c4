/** `certManager/preview`: what cert-manager would create of the resource at a place. */
import type { Handler } from '../context.ts';
import { cancelled } from '../gate.ts';
import type { PreviewParams, PreviewResult } from '../protocol.ts';

export const preview: Handler<PreviewParams, PreviewResult> = async (
  context,
  { uri, position, subject },
  token,
) => {
  const { session, settings, say, engine, places, convert } = context;
  const asked = await settings.optionsFor(uri);
  if (token.isCancellationRequested) throw cancelled();
  const document = session.get(uri);
  if (!document) return { why: say.noPreview };
  const { documents } = document.file();
  const offset = convert.offset(document.text, position);
  const workspace = places.where(uri)?.workspace;
  const options = workspace ? engine.optionsIn(workspace, asked) : asked;
  return engine.preview({ documents, offset, options, workspace }, subject) ?? { why: say.noPreview };
};
