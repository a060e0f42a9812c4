/** Plans and placements of a folder of manifests, as a host makes them. */
import { readdirSync, readFileSync } from 'node:fs';
import { formatPlanJson, type JsonPlan } from '../../server/cli/formats/planJson.ts';
import { formatPlanText } from '../../server/cli/formats/planText.ts';
import {
  createEngine,
  type Known,
  lineIndex,
  openFile,
  type Plan,
  type PlanHost,
  type Release,
} from '../../server/core/index.ts';
import { groundOf } from '../../server/core/issuance/ground.ts';
import { plan } from '../../server/core/issuance/plan.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import { knownResourcesOf } from '../../server/core/model/resource.ts';
import { indexResources } from '../../server/core/workspace/resources.ts';
import { settingPath } from '../../server/core/workspace/values.ts';
import { options } from './engine.ts';

export { settingPath };

/** Texts by file name. */
export type Texts = Readonly<Record<string, string>>;

export interface Workspace {
  readonly resources: readonly Known[];
  readonly host: PlanHost;
}

/** The YAML (and JSON) files of a folder. */
export function readTexts(folder: string, only = /\.(ya?ml|json)$/): Texts {
  const names = readdirSync(folder).filter((name) => only.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

/** The resources of some files, and a host that knows their places and what the rules find in each file. */
export function workspaceOf(texts: Texts, settings = options()): Workspace {
  const places = new Map<Known, { file: string; line: number }>();
  const findings = new Map<Known, string[]>();
  for (const [file, text] of Object.entries(texts)) {
    const opened = openFile(text);
    const index = lineIndex(text);
    const found = engine.findings(opened, settings);
    for (const { document, start } of opened.documents) {
      for (const resource of knownResourcesOf(document.parsed().root)) {
        const { span } = resource.map;
        places.set(resource, { file, line: index.position(start + span.start).line + 1 });
        const own = found.filter(
          (one) =>
            one.document === document && one.finding.at.start >= span.start && one.finding.at.end <= span.end,
        );
        findings.set(
          resource,
          own.map((one) => one.finding.rule),
        );
      }
    }
  }
  return {
    resources: [...places.keys()],
    host: {
      placeOf: (resource) => places.get(resource) ?? { file: '?', line: 0 },
      findingsOf: (resource) => findings.get(resource) ?? [],
    },
  };
}

/** The plan of some files. */
export function planOf(texts: Texts, release: Release = '1.21'): Plan {
  return plan(indexResources(workspaceOf(texts).resources), release);
}

/** The plan of some files as a program reads it. */
export function jsonPlanOf(texts: Texts, release: Release = '1.21'): JsonPlan {
  const { resources, host } = workspaceOf(texts);
  return JSON.parse(formatPlanJson(plan(indexResources(resources), release), host));
}

/** The plan of some files as people read it. */
export function textPlanOf(texts: Texts, locale: 'en' | 'ko', color = false): string {
  const { resources, host } = workspaceOf(texts);
  return formatPlanText(plan(indexResources(resources), '1.21'), host, { locale, color });
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
