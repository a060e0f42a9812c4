/** The notices of the packages that are bundled, as their licences ask for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What esbuild tells of a bundle: the files in it. */
interface Bundle {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

/** Folders of the packages that have a part in some bundles, sorted. */
export function bundledPackages(bundles: readonly Bundle[]): readonly string[] {
  const inputs = bundles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = inputs.flatMap(
    (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** Name, version, licence and its text of each package that has a part in some bundles. Throws where one tells none. */
export function noticesOf(bundles: readonly Bundle[]): string {
  const notices = bundledPackages(bundles).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(one));
    if (!file) throw new Error(`${name} ${version} comes without a licence text.`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `Parts of these packages are in the files beside this one.\n${line}${notices.join(line)}`;
}
