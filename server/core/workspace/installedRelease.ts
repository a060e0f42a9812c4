/** The release of cert-manager that a workspace installs, where it can be told. */
import { isRelease, type Release } from '../facts.ts';
import { itemsAt, textAt } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { YamlMap } from '../yaml/tree.ts';
import { type Gathering, gathered } from './gathered.ts';
import type { Store } from './store.ts';

/**
 * Answers with the one release that all installations in a workspace have; undefined where there is none, where they
 * differ (several clusters in one repository), and where a version is a range.
 */
export function installedRelease(store: Store): Release | undefined {
  return gathered(store, installed, []);
}

const installed: Gathering<Release | undefined> = {
  // What installs it by its chart, or by its manifests.
  kinds: ['HelmRelease', 'HelmChart', 'Application', 'Deployment'],
  reads: 'all',
  make(resources) {
    const releases = new Set(resources.flatMap((resource) => [...versionsIn(resource)]).map(releaseIn));
    const [release] = releases.size === 1 ? releases : [];
    return release;
  },
};

/** The versions of cert-manager that a resource names, as they are written. */
function* versionsIn({ kind, map }: Known): Iterable<string> {
  const text = (path: string) => textAt(map, path)?.value;
  if (kind === 'HelmRelease' && text('spec.chart.spec.chart') === 'cert-manager')
    yield text('spec.chart.spec.version') ?? '';
  if (kind === 'HelmChart' && /(?:^|\/)cert-manager$/.test(text('spec.chart') ?? ''))
    yield text('spec.version') ?? '';
  if (kind === 'Application') {
    const sources = itemsAt(map, 'spec.sources').flatMap(({ node }) => (node.type === 'map' ? [node] : []));
    if (text('spec.source.chart') === 'cert-manager') yield text('spec.source.targetRevision') ?? '';
    for (const source of sources) if (named(source)) yield textAt(source, 'targetRevision')?.value ?? '';
  }
  if (kind === 'Deployment') {
    for (const { node } of itemsAt(map, 'spec.template.spec.containers')) {
      const image = node.type === 'map' ? textAt(node, 'image')?.value : undefined;
      const tag = /\/cert-manager-controller:([^@]+)/.exec(image ?? '')?.[1];
      if (tag !== undefined) yield tag;
    }
  }
}

const named = (source: YamlMap) => textAt(source, 'chart')?.value === 'cert-manager';

/** `v1.14.4`, `1.14.x`, `~1.14.0` → `1.14`; undefined for a range over several, and for a release that is not known. */
function releaseIn(version: string): Release | undefined {
  const found = /^[v=~]*\s*v?(\d+\.\d+)(?:\.(?:\d+|x|\*)(?:-[\w.]+)?)?$/.exec(version.trim())?.[1];
  return found !== undefined && isRelease(found) ? found : undefined;
}
