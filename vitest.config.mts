import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/hosts/**', '**/node_modules/**'],
    reporters: ['default'],
    pool: 'threads',
    // Tests share no state; loading the engine once a worker halves the time.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
});
