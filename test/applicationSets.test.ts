/** What ApplicationSets make, while files come and go. */
import { describe, expect, test } from 'vitest';
import { options } from './harness/engine.ts';
import { dataOf, openWorkspace, textIn } from './harness/workspace.ts';

describe('ApplicationSets', () => {
  const built = (name: string) => {
    const workspace = openWorkspace(name);
    const roots = () =>
      workspace.workspace
        .builds()
        .map(({ root }) => root)
        .filter((root) => root.startsWith('/apps/'));
    return { ...workspace, roots };
  };

  test('folders that come and go', () => {
    const { roots, write } = built('check-applicationsets');
    expect(roots()).toEqual(['/apps/api', '/apps/web']);
    write('/apps/new/certificate.yaml', textIn('check-applicationsets', 'apps/web/certificate.yaml'));
    expect(roots().sort()).toEqual(['/apps/api', '/apps/new', '/apps/web']);
    write('/apps/web/certificate.yaml', undefined);
    expect(roots().sort()).toEqual(['/apps/api', '/apps/new']);
    // What is hidden is none, what lies deeper is another folder.
    write('/apps/.git/certificate.yaml', textIn('check-applicationsets', 'apps/old/certificate.yaml'));
    write('/apps/a/b/certificate.yaml', textIn('check-applicationsets', 'apps/old/certificate.yaml'));
    expect(roots().sort()).toEqual(['/apps/api', '/apps/new']);
    const set = textIn('check-applicationsets', 'sets/directories.yaml');
    write('/sets/directories.yaml', set.replace('apps/*', 'apps/n*w'));
    expect(roots()).toEqual(['/apps/new']);
    write('/sets/directories.yaml', undefined);
    expect(roots()).toEqual([]);
  });

  test('what they add takes no cure away, and what they add wrongly is cured in their template', () => {
    const { offers, findings, write, applyHere } = built('check-applicationsets');
    const issuer = textIn('check-argo', 'base/issuer.yaml');
    write('/apps/web/issuer.yaml', issuer);
    const rule = 'http01-solver-without-node-affinity';
    expect(offers('/apps/web/issuer.yaml', rule, options()).length).toBeGreaterThan(0);
    const set = textIn('check-applicationsets', 'sets/go.yaml');
    const patch = `          patches:
            - target: {kind: Issuer}
              patch: |
                - op: replace
                  path: /spec
                  value:
                    acme:
                      solvers:
                        - http01:
                            ingress:
                              ingressClassName: other
`;
    write('/sets/go.yaml', set.replace('      destination:', `${patch}      destination:`));
    expect(findings('/sets/go.yaml', options()).map((found) => found.rule)).toContain(rule);
    applyHere('/sets/go.yaml', offers('/sets/go.yaml', rule, options())[0]);
    expect(findings('/sets/go.yaml', options()).map((found) => found.rule)).not.toContain(rule);
  });

  test('an edit in a folder leaves the Applications what they are', () => {
    const { workspace, write } = built('check-applicationsets');
    const sets = () => workspace.builds().filter(({ asks }) => asks);
    const before = sets();
    write('/apps/web/certificate.yaml', textIn('check-applicationsets', 'apps/old/certificate.yaml'));
    expect(sets().every((build, i) => build === before[i])).toBe(true);
  });

  test('what is not followed is told only where the workspace has something to tell of', () => {
    const { findings, files, write } = built('check-applicationsets');
    const rules = (path: string) => findings(path, options()).map(({ rule }) => rule);
    expect(rules('/sets/go.yaml')).toEqual(['kustomization-not-followed']);
    for (const path of [...files.keys()]) if (!path.startsWith('/sets/')) write(path, undefined);
    expect(rules('/sets/go.yaml')).toEqual([]);
  });

  const made = (spec: string) => {
    const { workspace, write } = openWorkspace('check-applicationsets');
    for (const path of [...workspace.paths()]) if (path.startsWith('/sets/')) write(path, undefined);
    write(
      '/set.yaml',
      `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n${spec}`,
    );
    const told = workspace.builds().flatMap(({ problems }) => problems.map(({ detail }) => detail));
    const paths = workspace
      .store()
      .all('Application')
      .map(({ resource }) => Object(dataOf(resource)).spec.source.path);
    return [...paths, ...told];
  };
  const template = (path: string) => `  template: {metadata: {name: a}, spec: {source: {path: ${path}}}}\n`;
  const list = (...elements: string[]) => `  generators: [{list: {elements: [${elements.join(', ')}]}}]\n`;
  const git = (more: string) => `  generators: [{git: {directories: [{path: apps/w*}]${more}}}]\n`;
  const go = '  goTemplate: true\n';

  test.each([
    ['texts', list('{a: x, b: "1"}') + template("'{{a}}/{{ b }}'"), ['x/1']],
    ['nested ones', list('{values: {a: x}}') + template("'{{values.a}}'"), ['x']],
    ['numbers, for Go', go + list('{a: 1, b: true}') + template("'{{.a}}{{ .b }}'"), ['1true']],
    ['not in old templates', list('{a: 1}') + template("'{{a}}'"), [expect.anything(), '{{a}}']],
    [
      'no names that nobody gives',
      list('{a: x}') + template("'{{a}}{{b}}'"),
      [expect.anything(), '{{a}}{{b}}'],
    ],
    [
      'no functions',
      go + list('{a: x}') + template("'{{.a | upper}}'"),
      [expect.anything(), '{{.a | upper}}'],
    ],
    ['no old names for Go', go + list('{a: x}') + template("'{{a}}'"), [expect.anything(), '{{a}}']],
    [
      'without quotes',
      `${list('{a: x}')}  template:\n    metadata: {name: a}\n    spec:\n      source:\n        path: x/{{a}}\n`,
      ['x/x'],
    ],
    ['parts of a path', git('') + template("'{{path[1]}}/{{path.basename}}'"), ['web/web']],
    ['under a prefix', git(', pathParamPrefix: p') + template("'{{p.path}}'"), ['apps/web']],
    [
      'under a prefix, for Go',
      go + git(', pathParamPrefix: p') + template("'{{.p.path.path}}'"),
      ['apps/web'],
    ],
    [
      'of a path, for Go',
      go + git('') + template("'{{.path.path}}/{{index .path.segments 0}}'"),
      ['apps/web/apps'],
    ],
    ['no files', `  generators: [{git: {files: [{path: a.json}]}}]\n${template("'{{path}}'")}`, ['files']],
    [
      'no classes',
      `  generators: [{git: {directories: [{path: "apps/[a]*"}]}}]\n${template("'{{path}}'")}`,
      ['directories'],
    ],
    ['no other generators', `  generators: [{merge: {}}]\n${template("'{{path}}'")}`, ['merge']],
    [
      'no template of a generator',
      list('{a: x}').replace('}]}}', '}], template: {}}}') + template("'{{a}}'"),
      ['template'],
    ],
  ])('parameters: %s', (_, spec, expected) => {
    expect(made(spec)).toEqual(expected);
  });
});
