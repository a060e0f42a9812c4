/** `certManager/challengePath`: the way of a challenge as a picture, or which Certificates there are to pick from. */
import type { PathChoice, PictureNode } from '../../core/index.ts';
import type { Context, Handler } from '../context.ts';
import { cancelled } from '../gate.ts';
import { pathOf } from '../places.ts';
import type {
  ChallengePathChoice,
  ChallengePathNode,
  ChallengePathParams,
  ChallengePathResult,
} from '../protocol.ts';

export const challengePath: Handler<ChallengePathParams, ChallengePathResult> = async (
  context,
  { uri, position, certificate },
  token,
) => {
  const { session, settings, say, engine, places, convert } = context;
  const options = await settings.optionsFor(uri);
  if (token.isCancellationRequested) throw cancelled();
  const { workspace } = places;
  const document = session.get(uri);
  const offset = document && position ? convert.offset(document.text, position) : undefined;
  const path = pathOf(uri);
  const { choices, picture } = engine.paths(workspace, options, { path, offset, certificate });
  const certificates = choices.map((choice) => offered(choice, context));
  if (certificates.length === 0) return { certificates, why: say.noCertificate };
  const id = certificate ?? choices[0]?.id;
  if (!picture || id === undefined) return { certificates };
  const { title, svg, mermaid, sentences } = picture;
  const nodes = picture.nodes.map((node) => led(node, context));
  return { certificates, picture: { id, title, svg, mermaid, sentences, nodes } };
};

/** What is built is told apart by the kustomization or chart that builds it. */
function offered(
  { id, label, source, builtBy, place }: PathChoice,
  { places }: Context,
): ChallengePathChoice {
  const home = builtBy ?? place?.path;
  return { id, label, description: source, ...(home !== undefined && { uri: places.uri(home) }) };
}

function led({ id, label, place }: PictureNode, { places, convert }: Context): ChallengePathNode {
  const text = place && places.text(place.path);
  if (!place || !text) return { id, label };
  return { id, label, uri: places.uri(place.path), range: convert.range(text, place.span) };
}
