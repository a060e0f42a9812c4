// The one table of bundles. `tsx esbuild.mjs [--dev] [--watch]`; metafiles land in build/meta.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';
import { rulePages } from './scripts/generate.ts';
import { noticesOf } from './scripts/notices.ts';
import { compileProse, locales } from './scripts/prose.ts';

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022', format: 'cjs' };
const executable = { banner: { js: '#!/usr/bin/env node' } };

/** The knowledge takes the parser from its host, which has it already. */
const yamlOfHost = {
  name: 'yaml-of-host',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/library\.ts$/ }, ({ path }) => ({ path, namespace: 'host' }));
    onLoad({ filter: /.*/, namespace: 'host' }, () => ({
      contents: 'module.exports = globalThis.certManagerYaml;',
    }));
  },
};

const bundles = {
  'client-node': {
    ...node,
    entryPoints: ['client/node.ts'],
    outfile: 'dist/client/node.js',
    external: ['vscode'],
  },
  'client-browser': {
    ...browser,
    entryPoints: ['client/browser.ts'],
    outfile: 'dist/client/browser.js',
    external: ['vscode'],
  },
  'client-path': {
    ...browser,
    format: 'iife',
    entryPoints: ['client/webview/path.ts'],
    outfile: 'dist/client/path.js',
  },
  'client-path-style': { entryPoints: ['client/webview/path.css'], outfile: 'dist/client/path.css' },
  'server-node': {
    ...node,
    ...executable,
    entryPoints: ['server/lsp/node.ts'],
    outfile: 'dist/server/node.js',
    external: ['./knowledge.js'],
  },
  // The largest of them, once for both hosts: a global in a worker, a module in Node.
  'server-knowledge': {
    ...browser,
    format: 'iife',
    globalName: 'certManagerKnowledge',
    footer: { js: 'if (typeof module === "object") module.exports = certManagerKnowledge;' },
    entryPoints: ['server/core/knowledge.ts'],
    outfile: 'dist/server/knowledge.js',
    plugins: [yamlOfHost],
  },
  'server-worker': {
    ...browser,
    format: 'iife',
    entryPoints: ['server/lsp/browser.ts'],
    outfile: 'dist/server/worker.js',
  },
  cli: { ...node, ...executable, entryPoints: ['server/cli/main.ts'], outfile: 'dist/cli/main.js' },
};

const dev = process.argv.includes('--dev');
const shared = {
  bundle: true,
  minify: !dev,
  sourcemap: dev ? 'inline' : false,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
  charset: 'utf8',
};

mkdirSync('dist/prose', { recursive: true });
mkdirSync('dist/rules', { recursive: true });
mkdirSync('build/meta', { recursive: true });
for (const locale of locales) {
  writeFileSync(`dist/prose/${locale}.json`, JSON.stringify(compileProse(locale)));
  writeFileSync(`dist/rules/${locale}.json`, JSON.stringify(await rulePages(locale)));
}

const metafiles = [];
for (const [name, options] of Object.entries(bundles)) {
  if (process.argv.includes('--watch')) {
    await (await context({ ...shared, ...options })).watch();
    continue;
  }
  const result = await build({ ...shared, ...options });
  writeFileSync(`build/meta/${name}.json`, JSON.stringify(result.metafile));
  metafiles.push(result.metafile);
  if ('banner' in options) chmodSync(options.outfile, 0o755);
}
if (metafiles.length > 0) writeFileSync('dist/ThirdPartyNotices.txt', noticesOf(metafiles));
