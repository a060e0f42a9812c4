/** Previews of texts, as a host asks for them. */
import { parseAllDocuments, stringify } from 'yaml';
import { createEngine, openFile, type Preview } from '../../server/core/index.ts';
import { knowledge } from '../../server/core/knowledge.ts';
import type { Data, DataMap } from '../../server/core/model/data.ts';
import { options } from './engine.ts';

const engine = createEngine(
  (rule, error) => {
    throw new Error(`rule ${rule} threw`, { cause: error });
  },
  () => knowledge,
);

/** The preview at the first occurrence of `at` in a text. */
export function previewAt(
  text: string,
  at: string,
  { release, locale = 'en' }: { release?: string; locale?: 'en' | 'ko' } = {},
): Preview | undefined {
  const { documents } = openFile(text);
  const offset = text.indexOf(at);
  if (offset < 0) throw new Error(`«${at}» is not in the text`);
  return engine.preview({ documents, offset, options: options(release ? { version: release } : {}, locale) });
}

/** The text of a preview; a reason why there is none fails the test. */
export function previewText(...asked: Parameters<typeof previewAt>): string {
  const found = previewAt(...asked);
  if (!found || !('text' in found)) throw new Error(`There is no preview: ${JSON.stringify(found)}`);
  return found.text;
}

/** Why there is no preview. */
export function previewWhy(...asked: Parameters<typeof previewAt>): string | undefined {
  const found = previewAt(...asked);
  return found && 'why' in found ? found.why : undefined;
}

/** An object as tests look at it; `at` looks deeper. */
export interface Parsed {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly generateName?: string };
  readonly spec: DataMap;
}

/** What stands in parsed YAML at a path of keys and indexes; undefined where nothing does. */
export function at(value: unknown, path: string): Data | undefined {
  let now: unknown = value;
  for (const key of path.split('.'))
    now = typeof now === 'object' && now !== null ? Reflect.get(now, key) : undefined;
  return now as Data | undefined;
}

/** The objects of a preview; one that does not parse fails the test. */
export function objects(text: string): readonly Parsed[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw error;
    const value: Parsed | null = document.toJS();
    return value === null ? [] : [value];
  });
}

/** The text of an issuer with these solvers. */
export const issuer = (solvers: unknown, kind = 'Issuer') =>
  stringify(
    {
      apiVersion: 'cert-manager.io/v1',
      kind,
      metadata: { name: 'letsencrypt', ...(kind === 'Issuer' && { namespace: 'shop' }) },
      spec: {
        acme: { server: 'https://a.example/directory', privateKeySecretRef: { name: 'key' }, solvers },
      },
    },
    { version: '1.1', aliasDuplicateObjects: false },
  );

/** One solver, whose pod has a template. */
export const solver = (template: unknown, more: object = {}) => [
  { http01: { ingress: { ingressClassName: 'nginx', ...more, podTemplate: template } } },
];
