// The one table of bundles. `node esbuild.mjs [--minify] [--watch] [name…]`; metafiles land in build/meta.
import { mkdirSync, writeFileSync } from 'node:fs';
import { build, context } from 'esbuild';

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022', format: 'cjs' };

/** name → esbuild options. `dist` is what ships; `build` is for tests. */
export const bundles = {
  'client-node': { ...node, entryPoints: ['client/node.ts'], outfile: 'dist/client/node.js', external: ['vscode'] },
  'client-browser': { ...browser, entryPoints: ['client/browser.ts'], outfile: 'dist/client/browser.js', external: ['vscode'] },
  'server-node': { ...node, entryPoints: ['server/lsp/node.ts'], outfile: 'dist/server/node.js', banner: { js: '#!/usr/bin/env node' } },
  'server-worker': { ...browser, format: 'iife', entryPoints: ['server/lsp/browser.ts'], outfile: 'dist/server/worker.js' },
  cli: { ...node, entryPoints: ['server/cli/main.ts'], outfile: 'dist/cli/main.js', banner: { js: '#!/usr/bin/env node' } },
};
