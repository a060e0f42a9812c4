import { everywhere } from './cases.ts';
import { runSuite } from './suite.ts';

/** Called by VS Code's extension host, here a web worker. */
export function run(): Promise<void> {
  return runSuite(everywhere);
}
