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
  const ours = found.map((finding) => `${finding.path.join(' ')} (${finding.rule})`).join(', ') || 'nothing';
  if (accepted) return found.length === 0 ? undefined : `accepted, but we say: ${ours}`;
  const fields = errors.map((error) => error.field).filter((field) => field !== '<nil>');
  const wanted = fields.map((field) => spellings.reduce((now, [from, to]) => now.replace(from, to), field));
  if (wanted.length === 0) return found.length > 0 ? undefined : 'refused, and we say nothing';
  // On the field; where it is not there, on what is there above it; where that has another type, on that.
  const said = (text: string) => {
    const field = stepsOf(doc, text);
    const nearest = writtenAncestor(doc, field);
    return found.some(
      ({ path, rule }) =>
        isSame(path, field) ||
        isSame(path, nearest) ||
        isSame(path.slice(0, -1), field) ||
        isSame(path, field.slice(0, -1)) ||
        (rule === 'field-type-mismatch' && isSame(path, field.slice(0, path.length))),
    );
  };
  return wanted.some(said) ? undefined : `refused at ${wanted.join(', ')}, but we say: ${ours}`;
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((step, i) => step === b[i]);

/** The steps of a field as servers name it. A key may hold dots itself: those of the document tell. */
export function stepsOf(doc: unknown, field: string): readonly string[] {
  const steps: string[] = [];
  let node = doc;
  for (let rest = field; rest !== ''; ) {
    const [bracket, inside] = /^\[([^\]]*)\]/.exec(rest) ?? [];
    const keys = typeof node === 'object' && node !== null && !Array.isArray(node) ? Object.keys(node) : [];
    const known = keys
      .filter((key) => key !== '' && rest.startsWith(key) && /^(?:[.[]|$)/.test(rest.slice(key.length)))
      .sort((a, b) => b.length - a.length)[0];
    const written = bracket ?? known ?? /^[^.[]+/.exec(rest)?.[0] ?? rest;
    const step = inside === undefined || /^\d+$/.test(inside) ? written : inside;
    steps.push(step);
    node = childOf(node, step);
    rest = rest.slice(written.length).replace(/^\./, '');
  }
  return steps;
}

function childOf(node: unknown, step: string): unknown {
  const key = /^\[(\d+)\]$/.exec(step)?.[1] ?? step;
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}

/** The path above the nearest value on the way to `path` that the document holds; all of it where nothing is missing. */
function writtenAncestor(doc: unknown, path: readonly string[]): readonly string[] {
  let node = doc;
  for (const [i, step] of path.entries()) {
    const next = childOf(node, step);
    if (next === undefined || next === null) return path.slice(0, i);
    node = next;
  }
  return path.slice(0, -1);
}
