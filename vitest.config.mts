import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The client's modules, outside of an editor.
  resolve: { alias: { vscode: fileURLToPath(new URL('test/harness/vscode.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/hosts/**', '**/node_modules/**'],
    reporters: ['default'],
    pool: 'threads',
    // Tests share no state; loading the engine once a worker halves the time.
    isolate: false,
    maxWorkers: '100%',
    // For what hangs: a busy machine is no fault.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What was read of a source stands until its text, this file or the lockfile changes.
    experimental: { fsModuleCache: true },
  },
});
