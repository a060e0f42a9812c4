/** What the real API server and webhook said, held against our findings. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { analyzeWithPaths } from './engine.ts';

export interface AdmissionRow {
  readonly id: string;
  readonly group: string;
  readonly accepted: boolean;
  readonly errors?: readonly { readonly field: string; readonly type: string }[];
  readonly doc: unknown;
}

const home = fileURLToPath(new URL('../conformance/', import.meta.url));

/** The rows of a file of verdicts. */
export function rows<T>(name: string): readonly T[] {
  const text = gunzipSync(readFileSync(`${home}${name}.jsonl.gz`)).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line): T => JSON.parse(line));
}

/** Names that the webhook uses for a field other than its own (behaviour facts, sections 1.1 and 1.2). */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\.http01\.gateway\b/, '.http01.gatewayHTTPRoute'],
  [/\.akamai\.(accessToken|clientSecret|clientToken)\b(?!SecretRef)/, '.akamai.$1SecretRef'],
  [/\.ca\.ocspServer\b/, '.ca.ocspServers'],
  [/\.OtherNames\b/, '.otherNames'],
  [/\.auth\.(clientCertificate|kubernetes)\.path$/, '.auth.$1.mountPath'],
];

/** Why we disagree with a verdict on a document; undefined where we agree. */
export function disagreement({ accepted, errors = [], doc }: AdmissionRow): string | undefined {
  const text = stringify(doc, { version: '1.1', aliasDuplicateObjects: false });
  const found = analyzeWithPaths(text).filter((finding) => finding.severity === 'error');
  const ours = found.map((finding) => `${finding.path} (${finding.rule})`).join(', ') || 'nothing';
  if (accepted) return found.length === 0 ? undefined : `accepted, but we say: ${ours}`;
  const fields = errors.map((error) => error.field).filter((field) => field !== '<nil>');
  const wanted = fields.map((field) => spellings.reduce((now, [from, to]) => now.replace(from, to), field));
  if (wanted.length === 0) return found.length > 0 ? undefined : 'refused, and we say nothing';
  // On the field; where it is not there, on what is there above it; where that has another type, on that.
  const said = (field: string) =>
    found.some(({ path, rule }) => {
      const nearest = writtenAncestor(doc, field);
      return (
        path === field ||
        path === nearest ||
        parentOf(path) === field ||
        path === parentOf(field) ||
        (rule === 'field-type-mismatch' && field.startsWith(path))
      );
    });
  return wanted.some(said) ? undefined : `refused at ${wanted.join(', ')}, but we say: ${ours}`;
}

/** The path of the nearest value above `path` that the document holds. */
function writtenAncestor(doc: unknown, path: string): string {
  let at = '';
  let node = doc;
  for (const step of path.split(/\.|(?=\[)/)) {
    const key = /^\[(\d+)\]$/.exec(step)?.[1] ?? step;
    const next = typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
    if (next === undefined || next === null) return at;
    node = next;
    at = step.startsWith('[') ? at + step : at === '' ? step : `${at}.${step}`;
  }
  return parentOf(at);
}

function parentOf(path: string): string {
  return path.replace(/(\.[^.[\]]+|\[\d+\])$/, '');
}
