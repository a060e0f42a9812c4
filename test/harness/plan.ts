/** Plans and placements of a folder of manifests, as a host makes them. */
import { readdirSync, readFileSync } from 'node:fs';
import { formatPlanJson, type JsonPlan } from '../../server/cli/formats/planJson.ts';
import { formatPlanText } from '../../server/cli/formats/planText.ts';
import {
  builderOf,
  createEngine,
  type Known,
  lineIndex,
  openFile,
  type Plan,
  type PlanHost,
  type Release,
  startOf,
} from '../../server/core/index.ts';
import { groundOf } from '../../server/core/issuance/ground.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { knownResourcesOf } from '../../server/core/model/resource.ts';
import { indexResources } from '../../server/core/workspace/resources.ts';
import { settingPath } from '../../server/core/workspace/values.ts';
import { options } from './engine.ts';

export { settingPath };

/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

/** The YAML (and JSON) files below a folder. */
export function readTexts(folder: string, only = /\.(ya?ml|json)$/): Texts {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => only.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

interface Planned {
  readonly plan: Plan;
  readonly host: PlanHost;
}

/** Plans of texts that are asked for in several forms. */
const plans = new WeakMap<Texts, Map<Release, Planned>>();

/** Some files as one workspace, planned as a host does it; once for the very same texts. */
function planned(texts: Texts, release: Release): Planned {
  const known = plans.get(texts) ?? new Map<Release, Planned>();
  const made = known.get(release) ?? plan(texts, release);
  plans.set(texts, known.set(release, made));
  return made;
}

function plan(texts: Texts, release: Release): Planned {
  const settings = { ...options(), release };
  const workspace = engine.createWorkspace();
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, openFile(text)]));
  for (const [path, file] of files) workspace.put(`/${path}`, file.documents);
  workspace.folders = ['/'];
  workspace.partsKnown = true;
  workspace.complete = true;
  const rulesAbout = engine.rulesAbout(workspace);
  return {
    plan: engine.plan(workspace, release),
    host: {
      placeOf(resource) {
        const { path = '/?', start = 0 } = startOf(workspace, resource) ?? {};
        const file = path.slice(1);
        return { file, line: lineIndex(texts[file] ?? '').position(start).line + 1 };
      },
      builderOf: (resource) =>
        builderOf(workspace, resource, startOf(workspace, resource)?.path ?? '', (folder) => folder.slice(1)),
      findingsOf: (resource, aside) => rulesAbout(resource, settings, aside),
      isFlat: () => false,
    },
  };
}

/** The plan of some files. */
export function planOf(texts: Texts, release: Release = '1.21'): Plan {
  return planned(texts, release).plan;
}

/** The plan of some files as a program reads it. */
export function jsonPlanOf(texts: Texts, release: Release = '1.21'): JsonPlan {
  const { plan, host } = planned(texts, release);
  return JSON.parse(formatPlanJson(plan, host));
}

/** The same without findings: who asks for thousands of plans has no need of the rules. */
export function jsonPlanWithoutFindings(texts: Texts): JsonPlan {
  const { plan, host } = planned(texts, '1.21');
  return JSON.parse(formatPlanJson(plan, { ...host, findingsOf: () => [] }));
}

/** The plan of some files as people read it. */
export function textPlanOf(
  texts: Texts,
  locale: 'en' | 'ko',
  { color = false, isFlat = false }: { readonly color?: boolean; readonly isFlat?: boolean } = {},
): string {
  const { plan, host } = planned(texts, '1.21');
  return formatPlanText(plan, { ...host, isFlat: () => isFlat }, { locale, color });
}

/** A controller as tests see it: `at` is the text that it points at. */
export function controllersIn(text: string): readonly Record<string, unknown>[] {
  const { documents } = openFile(text);
  const texts = new Map<Known, string>();
  for (const { document } of documents)
    for (const resource of knownResourcesOf(document.parsed().root)) texts.set(resource, document.text);
  return groundOf(indexResources(texts.keys()), '1.21').controllers.map(({ place, ...controller }) => ({
    ...controller,
    at: texts.get(place.resource)?.slice(place.at.start, place.at.end),
  }));
}
