/** Where a solver's pod runs: what its pod will say about that, and why nothing is reported. For the hover on the solver. */
import { type Release, releaseFor } from '../facts.ts';
import { type PlacedSolver, placedSolvers } from '../issuance/placedSolver.ts';
import { showProducts } from '../issuance/showPlacement.ts';
import { isPending } from '../issuance/solverPlacement.ts';
import { isMap, toData } from '../model/data.ts';
import type { Issuer } from '../model/issuer.ts';
import type { Options } from '../options.ts';
import { createClusters } from '../rules/cluster.ts';
import type { Texts } from '../rules/rule.ts';
import { viewOf } from '../rules/view.ts';
import { korean } from '../text/korean.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import { texts as previews } from './previewTexts.ts';
import { schedulingExcerpt } from './solverExcerpt.ts';

/** What is to be added to the docs of a field at `offset` of an issuer's document; `where` that stands in a workspace. */
export function solverNote(
  issuer: Issuer,
  offset: number,
  { workspace, path }: { readonly workspace: Workspace; readonly path: string },
  options: Options,
): string | undefined {
  const store = workspace.store();
  const set = workspace.setOf(path);
  const index = viewOf(workspace, store, set, []);
  const release = releaseFor(issuer.apiVersion, options.release);
  const placed = [...placedSolvers(issuer, release, index, () => createClusters()(store, set, []))];
  const own = placed.filter(
    ({ http01: { key, entry } }) => key.start <= offset && offset <= Math.max(key.end, entry.value.span.end),
  );
  const [one] = own.filter(({ route }) => offset <= route.entry.value.span.end);
  if (!one) return undefined;
  const parts = [excerptOf(one, release, options), noteOn(one, options)];
  return parts.filter((part) => part !== undefined).join('\n\n') || undefined;
}

/** Undefined where a template has a part in the solver, or two ways make it none. */
function excerptOf({ name, route, pod, refused }: PlacedSolver, release: Release, { locale }: Options) {
  const node = route.entry.value;
  const config = isDeeplyCertain(node) ? toData(node) : undefined;
  if (!pod || !isMap(config)) return undefined;
  const block = schedulingExcerpt(name, config, release, locale);
  const say = texts[locale];
  return block && [say.pod(release), block, ...(refused ? [say.refused] : [])].join('\n\n');
}

function noteOn({ placement, serving }: PlacedSolver, options: Options): string | undefined {
  const say = texts[options.locale];
  // Where it stays Pending, the network has no part in it.
  if (isPending(placement)) return undefined;
  if (placement.kind === 'quiet') {
    const products =
      serving.state === 'known'
        ? showProducts(serving.controllers)
        : serving.state === 'outside'
          ? serving.product
          : '';
    return say[placement.why](products);
  }
  return options.http01.flatNetwork ? say.flat('') : undefined;
}

type Why = Extract<PlacedSolver['placement'], { kind: 'quiet' }>['why'] | 'flat';

interface Say extends Readonly<Record<Why, (products: string) => string>> {
  readonly pod: (release: string) => string;
  readonly refused: string;
}

const texts: Texts<Say> = {
  en: {
    pod: (release) =>
      `**What decides where its pod runs**, in the \`spec\` that cert-manager ${release} writes:`,
    refused: previews.en.refused,
    'single-node': () =>
      '**Where this solver runs**: the workspace holds one node, so its pod runs where the ingress does. Nothing is reported.',
    everywhere: (products) =>
      `**Where this solver runs**: ${products} runs on every node that takes its pod, so any of them will do. Nothing is reported.`,
    outside: (products) =>
      `**Where this solver runs**: its class is served from outside of the nodes (${products}), so any node will do. Nothing is reported.`,
    agrees: (products) =>
      `**Where this solver runs**: its pod is held to nodes of ${products}. Nothing is reported.`,
    flat: () =>
      '**Where this solver runs**: `certManager.http01.flatNetwork` says that every node reaches every pod, so any node will do. Nothing is reported.',
  },
  ko: {
    pod: (release) =>
      korean`**파드가 실행되는 곳을 정하는 부분**(cert-manager ${release}이(가) 쓰는 \`spec\`에서):`,
    refused: previews.ko.refused,
    'single-node': () =>
      '**이 솔버가 실행되는 곳**: 작업 영역에 노드가 하나뿐이라 솔버 파드는 인그레스와 같은 노드에서 실행됩니다. 그래서 아무것도 알리지 않습니다.',
    everywhere: (products) =>
      korean`**이 솔버가 실행되는 곳**: 솔버 파드를 받는 모든 노드에서 ${products}이(가) 실행되므로 어느 노드든 괜찮습니다. 그래서 아무것도 알리지 않습니다.`,
    outside: (products) =>
      `**이 솔버가 실행되는 곳**: 이 클래스의 인그레스는 노드 밖에서 동작하므로(${products}) 어느 노드든 괜찮습니다. 그래서 아무것도 알리지 않습니다.`,
    agrees: (products) =>
      `**이 솔버가 실행되는 곳**: 솔버 파드는 ${products}의 노드에 묶여 있습니다. 그래서 아무것도 알리지 않습니다.`,
    flat: () =>
      '**이 솔버가 실행되는 곳**: `certManager.http01.flatNetwork`에 따르면 모든 노드가 모든 파드에 닿으므로 어느 노드든 괜찮습니다. 그래서 아무것도 알리지 않습니다.',
  },
};
