/** What Flux takes from ConfigMaps, while these change. */
import { expect, test } from 'vitest';
import { options } from './harness/engine.ts';
import { openWorkspace, textIn } from './harness/workspace.ts';

const names = '/apps/names.yaml';
const template = '/charts/web/templates/certificate.yaml';
const settings = 'clusters/prod/settings.yaml';
const release = 'releases/web.yaml';
const name = 'check-flux-settings';

/** The names that are told of in a file. */
function opened() {
  const { findings, ...rest } = openWorkspace(name);
  const told = (path: string) =>
    findings(path, options()).flatMap(({ message }) => /[a-z]+\.\.[a-z]+/.exec(message)?.[0] ?? []);
  return { ...rest, told };
}

test('variables follow their ConfigMap', () => {
  const { told, write } = opened();
  expect(told(names)).toContain('prod..later');
  write(`/${settings}`, textIn(name, settings).replace('prod..later', 'other..later'));
  expect(told(names)).toContain('other..later');
  write(`/${settings}`, textIn(name, settings).replace('name: cluster', 'name: another'));
  // The nearest of that name now is that of another cluster in the repository.
  expect(told(names)).toContain('staging..later');
  write('/clusters/staging/settings.yaml', undefined);
  // Without it nothing is known but what is written in line.
  expect(told(names)).toEqual(['in..line']);
  write(`/${settings}`, textIn(name, settings));
  expect(told(names)).toContain('prod..later');
});

test('of two that are as near none is chosen', () => {
  const { told, write } = opened();
  write('/clusters/prod/second.yaml', textIn(name, settings).replace('prod..later', 'second..later'));
  expect(told(names)).toEqual(['in..line']);
});

test('values follow their ConfigMap', () => {
  const { told, write } = opened();
  expect(told(template)).toContain('given..host');
  write(`/${release}`, textIn(name, release).replace('given..host', 'other..host'));
  expect(told(template)).toContain('other..host');
  expect(told(template)).not.toContain('given..host');
  write('/generated/written.yaml', 'name: generated\nhost: new..host\n');
  expect(told(template)).toContain('new..host');
  write(`/${release}`, textIn(name, release).replace('kind: ConfigMap\nmetadata', 'kind: Secret\nmetadata'));
  expect(told(template)).toEqual(['new..host']);
});
