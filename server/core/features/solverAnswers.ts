/** Which solver answers for each name that a resource asks for; what lenses and hints say in their words. */
import { type AcmeRequest, type AskedName, acmeRequest, solversOf } from '../issuance/acmeRequest.ts';
import { type ChallengeType, type Choice, chooseSolver } from '../issuance/solverChoice.ts';
import { isIpAddress } from '../model/address.ts';
import { mapIn } from '../model/data.ts';
import { itemsAt } from '../model/look.ts';
import { isJudged } from '../model/resource.ts';
import { viewOf } from '../rules/view.ts';
import type { Span } from '../text/span.ts';
import type { Located } from '../workspace/store.ts';
import type { Atlas } from './atlas.ts';

export interface Answer {
  readonly asked: AskedName;
  /** Undefined where no solver of the issuer takes the name. */
  readonly choice: Choice | undefined;
}

export interface Answers {
  readonly request: AcmeRequest;
  readonly all: readonly Answer[];
  /** Where the chosen solver stands, in the issuer. */
  readonly solverAt: (choice: Choice) => Span | undefined;
}

/** What will happen to the names of a Certificate, or of what a shim makes one of; undefined where it is not surely known. */
export function answersOf(atlas: Atlas, { resource, set }: Located): Answers | undefined {
  if (!isJudged(resource) || atlas.isUncertain(resource)) return undefined;
  const { workspace } = atlas;
  const request = acmeRequest(resource, viewOf(workspace, workspace.store(), set, []));
  const solvers = request && solversOf(request.acme);
  if (!request || !solvers || atlas.isUncertain(request.issuer)) return undefined;
  const byLabel = solvers.some((solver) => mapIn(mapIn(solver, 'selector') ?? {}, 'matchLabels'));
  const labels = byLabel ? request.labels : {};
  if (!labels) return undefined;
  return {
    request,
    all: request.names
      .filter(({ name }) => !isIpAddress(name))
      .map((asked) => ({ asked, choice: chooseSolver(solvers, asked.name, labels) })),
    solverAt: ({ index }) => itemsAt(request.acme, 'solvers')[index]?.span,
  };
}

/** The challenge as people write it. */
export const challengeNames: Readonly<Record<ChallengeType, string>> = {
  'http-01': 'HTTP-01',
  'dns-01': 'DNS-01',
};
