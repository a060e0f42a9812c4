/** Charts with the values of who installs them, while files come and go. */
import { describe, expect, test } from 'vitest';
import { options } from './harness/engine.ts';
import { claimsOf, openWorkspace, textIn } from './harness/workspace.ts';

const template = '/charts/shop/templates/certificate.yaml';
const tooShort = 'certificate-duration-too-short';

describe('charts that are installed', () => {
  test('a finding names the release that it is about, and is as severe as the cluster is', () => {
    const { findings, related } = openWorkspace('check-argo');
    const found = findings(template, options()).filter(({ rule }) => rule === tooShort);
    expect(found.map(({ severity }) => severity)).toEqual(['error']);
    expect(related(template, tooShort, options())).toEqual([
      '/clusters/short.yaml: This is what `Application/short` builds.',
    ]);
  });

  test('what the templates of a chart install is read with its values, and these are named', () => {
    const { related, findings, write } = openWorkspace('check-argo-apps');
    const path = '/charts/web/templates/ingress.yaml';
    const rule = 'issuer-not-in-workspace';
    expect(related(path, rule, options())).toEqual([
      '/charts/web/values-prod.yaml: This is the value.',
      '/manifests/issuers/letsencrypt.yaml: It is named nearly so.',
      '/charts/apps/templates/web.yaml: This is what `Application/web` builds.',
    ]);
    write('/charts/web/values-prod.yaml', 'ingress: {issuer: letsencrypt-prod}\n');
    expect(findings(path, options())).toEqual([]);
    // Another name of what is installed leaves nothing of the old one.
    const app = textIn('check-argo-apps', 'charts/apps/templates/web.yaml');
    write('/charts/web/values-prod.yaml', 'ingress: {issuer: letsencrypt-prd}\n');
    write('/charts/apps/templates/web.yaml', app.replace('name: web', 'name: site'));
    expect(related(path, rule, options()).filter((one) => one.includes('builds'))).toEqual([
      '/charts/apps/templates/web.yaml: This is what `Application/site` builds.',
    ]);
  });

  test('a fix in a template is laid out as the template is, however long a value above it', () => {
    const rule = 'http01-solver-away-from-ingress';
    const path = '/charts/platform/templates/cluster-issuer.yaml';
    const fixed = [2, 5, 10, 15, 20, 30, 60].map((length) => {
      const { write, offers, applyHere, files } = openWorkspace('check-placement-umbrella');
      const values = textIn('check-placement-umbrella', 'charts/platform/values.yaml');
      write('/charts/platform/values.yaml', values.replace('ops@', `${'o'.repeat(length)}@`));
      applyHere(path, offers(path, rule, options())[0]);
      return files.get(path)?.text;
    });
    expect(new Set(fixed).size).toBe(1);
    expect(fixed[0]).toContain('\n                  role: edge');
    expect(fixed[0]).toContain('\n                tolerations:\n                  - key: role\n');
  });

  test('a chart that installs itself comes to an end', () => {
    const { findings, write, workspace } = openWorkspace('check-argo-apps');
    const app = textIn('check-argo-apps', 'charts/apps/templates/web.yaml');
    write(
      '/charts/apps/templates/self.yaml',
      app.replace('name: web', 'name: {{ .Release.Name }}x').replace('charts/web', 'charts/apps'),
    );
    expect(workspace.builds().length).toBeLessThan(40);
    expect(findings('/charts/web/templates/ingress.yaml', options())).toHaveLength(1);
  });

  test('of a release that overlays build, the overlay is named', () => {
    const { related } = openWorkspace('check-helm-releases');
    expect(related('/charts/patched/templates/certificate.yaml', tooShort, options())).toEqual([
      '/base/release.yaml: This is what `HelmRelease/patched (/staging)` builds.',
    ]);
  });

  test('of a release that Flux builds, its Kustomization is named', () => {
    const { related, write } = openWorkspace('check-helm-releases');
    write(
      '/flux.yaml',
      `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: web, namespace: flux-system}
spec:
  path: ./base
`,
    );
    expect(related('/charts/patched/templates/certificate.yaml', tooShort, options())).toContain(
      '/base/release.yaml: This is what `HelmRelease/patched (Kustomization/flux-system/web)` builds.',
    );
  });

  test('two releases that are wrong in two ways are told one by one', () => {
    const { findings, related, write } = openWorkspace('check-helm-releases');
    const patch = textIn('check-helm-releases', 'prod/kustomization.yaml').replace('2160h', '50m');
    write('/prod/kustomization.yaml', patch);
    const path = '/charts/patched/templates/certificate.yaml';
    const messages = findings(path, options()).map(({ message }) => /\d+m/.exec(message)?.[0]);
    expect(messages.sort()).toEqual(['45m', '50m']);
    expect(related(path, tooShort, options())).toHaveLength(2);
    write('/prod/kustomization.yaml', patch.replace('50m', '45m'));
    expect(findings(path, options()).map(({ rule }) => rule)).toEqual([tooShort]);
    expect(related(path, tooShort, options())).toHaveLength(2);
  });

  test('a file of values, a release, a template that changes or goes is seen', () => {
    const { workspace, write } = openWorkspace('check-argo');
    const duration = (by: string) =>
      claimsOf(workspace, '/charts/shop/Chart.yaml', by)[0]?.values.find(
        ({ path }) => path.at(-1) === 'duration',
      )?.value;
    expect(duration('Application/several')).toBe('2160h');
    write('/shared/envs/prod.yaml', 'duration: 100h\n');
    expect(duration('Application/several')).toBe('100h');
    write('/shared/envs/prod.yaml', undefined);
    expect(duration('Application/several')).toBeUndefined();
    // Who may miss files does without, once they are known to be missing.
    expect(duration('Application/short')).toBe('45m');
    const nested = (by: string) =>
      claimsOf(workspace, '/charts/shop/Chart.yaml', by)[0]?.values.find(
        ({ path }) => path.at(-1) === 'other',
      )?.value;
    expect(nested('Application/short')).toBe('default');
    write('/shared/envs/none.yaml', 'nested: {a: {c: there}}\n');
    expect(nested('Application/short')).toBe('there');
    workspace.remove('/shared/envs/none.yaml');
    expect(nested('Application/short')).toBeUndefined();
    workspace.miss('/shared/envs/none.yaml');
    expect(nested('Application/short')).toBe('default');
    const release = textIn('check-argo', 'clusters/short.yaml');
    write('/clusters/short.yaml', release.replace('duration: 45m', 'duration: 50h'));
    expect(duration('Application/short')).toBe('50h');
    const more = 'charts/shop/templates/more.yaml';
    write(`/${more}`, textIn('check-argo', 'charts/shop/templates/certificate.yaml').replace('shop', 'more'));
    expect(claimsOf(workspace, '/charts/shop/Chart.yaml', 'Application/short')).toHaveLength(2);
    for (const path of ['short', 'several']) write(`/clusters/${path}.yaml`, undefined);
    expect(workspace.builds().filter(({ by }) => by)).toEqual([]);
    expect(claimsOf(workspace, '/charts/shop/Chart.yaml')).toHaveLength(2);
  });

  test('a chart that comes to be installed is no more read with its defaults alone', () => {
    const { findings, write } = openWorkspace('check-helm');
    const path = '/templates/certificate.yaml';
    expect(findings(path, options()).map(({ rule }) => rule)).toContain(tooShort);
    write(
      '/release.yaml',
      `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: shop}
spec:
  chart: {spec: {chart: ., sourceRef: {kind: HelmRepository, name: a}}}
`,
    );
    expect(findings(path, options()).map(({ rule }) => rule)).not.toContain(tooShort);
  });
});
