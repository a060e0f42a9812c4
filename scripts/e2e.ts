import { parseArgs } from 'node:util';
import { bundleSuites, requireBuild } from '../test/hosts/bundle.ts';
import { runDesktop, runPackaged } from '../test/hosts/desktop.ts';
import { runElectron } from '../test/hosts/electron.ts';
import { repository } from '../test/hosts/install.ts';
import type { Outcome } from '../test/hosts/outcome.ts';
import { Remedy, runMain } from '../test/hosts/processes.ts';
import { runWeb } from '../test/hosts/web.ts';
import { ensureChromium } from './chromium.ts';
import { makeVsix, packages } from './package.ts';

const usage = `tsx scripts/e2e.ts [desktop] [web] [packaged] [electron] [--repeat N]

  desktop   VS Code's own server with a Node extension host (from npm), in a headless Chromium
  web       VS Code for the Web (from npm), in a headless Chromium
  packaged  as desktop, with the extension packed into a .vsix and installed from it
  electron  VS Code for the desktop: VSCODE_EXECUTABLE_PATH, or a download`;

const suites: Readonly<Record<string, (extension: string) => Promise<Outcome>>> = {
  desktop: async (extension) => runDesktop({ extension, chromium: await ensureChromium() }),
  web: async (extension) => runWeb({ extension, chromium: await ensureChromium() }),
  packaged: async () => runPackaged({ vsix: await makeVsix(packages), chromium: await ensureChromium() }),
  electron: (extension) => runElectron({ extension }),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      repeat: { type: 'string', default: '1' },
      // Another folder with a built extension, for instance an unpacked .vsix.
      extension: { type: 'string', default: repository },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const names = positionals.length > 0 ? positionals : ['desktop', 'web'];
  const unknown = names.find((name) => !(name in suites));
  if (unknown !== undefined) throw new Remedy(`There is no suite "${unknown}".\n\n${usage}`);
  const repeat = Number(values.repeat);
  if (!(Number.isInteger(repeat) && repeat > 0))
    throw new Remedy(`--repeat ${values.repeat} is not a count.`);

  requireBuild(values.extension, 'package.json', 'dist/client/node.js', 'dist/client/browser.js');
  await bundleSuites();
  const total = { passed: 0, failed: 0 };
  for (let round = 1; round <= repeat; round += 1) {
    for (const name of names) {
      console.log(repeat > 1 ? `${name} (${round} of ${repeat})` : name);
      const start = Date.now();
      const outcome = await suites[name]?.(values.extension);
      console.log(`  ${((Date.now() - start) / 1000).toFixed(1)} s`);
      total.passed += outcome?.passed ?? 0;
      total.failed += outcome?.failed ?? 1;
    }
  }
  console.log(`e2e: ${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

void runMain(main);
