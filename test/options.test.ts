/** Settings: what is read from them, and the word for each value that cannot be used. */
import { describe, expect, test } from 'vitest';
import { readSettings } from './harness/engine.ts';

describe('settings that are understood', () => {
  test.each<[unknown, object]>([
    [undefined, {}],
    [null, {}],
    [{ version: 'newest' }, { release: '1.21' }],
    [{ version: '1.15' }, { release: '1.15' }],
    [{ version: 'v1.15.3' }, { release: '1.15' }],
    [{ http01: { nodeLabel: 'pool=edge' } }, { http01: { nodeLabel: { key: 'pool', value: 'edge' } } }],
    [{ 'http01.nodeLabel': 'pool=edge' }, { http01: { nodeLabel: { key: 'pool', value: 'edge' } } }],
    [
      { http01: { nodeLabel: 'node-role.kubernetes.io/edge=' } },
      { http01: { nodeLabel: { key: 'node-role.kubernetes.io/edge', value: '' } } },
    ],
    [{ http01: { nodeLabel: ' edge ' } }, { http01: { nodeLabel: { key: 'edge', value: undefined } } }],
    [{ http01: { flatNetwork: true } }, { http01: { flatNetwork: true } }],
    [{ 'http01.flatNetwork': true }, { http01: { flatNetwork: true } }],
    [
      { rules: { 'http01-solver-without-node-affinity': 'off' } },
      { rules: { 'http01-solver-without-node-affinity': 'off' } },
    ],
    [{ completion: { offer: 'values' } }, { completion: { offer: 'values' } }],
    [{ 'completion.offer': 'nothing' }, { completion: { offer: 'nothing' } }],
    [{ codeLens: { enabled: false } }, { codeLens: { enabled: false }, inlayHints: { enabled: true } }],
    [{ 'inlayHints.enabled': false }, { codeLens: { enabled: true }, inlayHints: { enabled: false } }],
    [{ unknown: 1, trace: { server: 'off' } }, {}],
  ])('%j', (settings, expected) => {
    const { options, problems } = readSettings(settings);
    expect(problems).toEqual([]);
    expect(options).toMatchObject({
      locale: 'en',
      release: '1.21',
      http01: { nodeLabel: { key: 'type', value: 'load-balancer' } },
      rules: {},
      ...expected,
    });
  });
});

describe('settings that cannot be used', () => {
  test.each<[unknown, string, RegExp]>([
    ['text', '', /object/],
    [{ version: '0.10' }, 'version', /`0\.10` is not.*0\.11 to 1\.21/],
    [{ version: 2 }, 'version', /`2` is not/],
    [{ http01: { nodeLabel: '=x' } }, 'http01.nodeLabel', /`=x`.*key=value/],
    [{ http01: { nodeLabel: 'a b=c' } }, 'http01.nodeLabel', /key=value/],
    [{ http01: { nodeLabel: `a=${'b'.repeat(64)}` } }, 'http01.nodeLabel', /key=value/],
    [{ http01: { nodeLabel: `${'a'.repeat(64)}=b` } }, 'http01.nodeLabel', /key=value/],
    [{ http01: { nodeLabel: 'UPPER.example/x=b' } }, 'http01.nodeLabel', /key=value/],
    [{ http01: { nodeLabel: 7 } }, 'http01.nodeLabel', /`7`/],
    [{ completion: { offer: 'all' } }, 'completion.offer', /`all`.*everything/],
    [{ codeLens: { enabled: 'no' } }, 'codeLens.enabled', /`no`.*`true`/],
    [{ inlayHints: { enabled: 0 } }, 'inlayHints.enabled', /`0`.*`false`/],
    [{ http01: { flatNetwork: 'true ' } }, 'http01.flatNetwork', /`true ` is neither/],
    [{ rules: [] }, 'rules', /object of rule ids/],
    [{ rules: { 'no-such-rule': 'off' } }, 'rules.no-such-rule', /no rule/],
    [
      { rules: { 'http01-solver-without-node-affinity': 'loud' } },
      'rules.http01-solver-without-node-affinity',
      /`loud`.*off/,
    ],
  ])('%j', (settings, setting, message) => {
    const { options, problems } = readSettings(settings);
    expect(problems.map((problem) => problem.setting)).toEqual([setting]);
    expect(problems[0]?.message).toMatch(message);
    expect(options).toEqual(readSettings({}).options);
    const korean = readSettings(settings, 'ko').problems[0]?.message ?? '';
    expect(korean).toMatch(/[가-힣]/);
  });
});
