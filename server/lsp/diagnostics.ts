/** Findings → diagnostics of LSP. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver';
import {
  configName,
  type FileFinding,
  inFile,
  type Options,
  parseConfig,
  placeElsewhere,
  ruleIds,
  rulePage,
  type Severity,
} from '../core/index.ts';
import type { Context } from './context.ts';
import type { OpenDocument } from './session.ts';
import { inSlices } from './turns.ts';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The findings of a document's newest text, and the options that they were found with. */
export async function judge(
  context: Context,
  document: OpenDocument,
): Promise<{ readonly findings: readonly FileFinding[]; readonly options: Options }> {
  const options = await context.settings.optionsFor(document.uri);
  const { engine, places, schedule, settings } = context;
  if (settings.ignores(document.uri)) return { findings: [], options };
  const { version } = document;
  const where = places.where(document.uri);
  const isOld = () => document.version !== version;
  if (where) await inSlices(schedule, engine.stepsToFindings(options, where), isOld);
  return { findings: engine.findings(document.file(), options, places.where(document.uri)), options };
}

/** What is to be said of a document's newest text: its findings, or the faults of a configuration file. */
export async function diagnose(context: Context, document: OpenDocument): Promise<readonly Made[]> {
  if (isConfigFile(document.uri)) return configFaults(context, document);
  const { findings } = await judge(context, document);
  return findings.map((found) => context.diagnosticOf(document, found));
}

/** Whether a document is a configuration file, open as it may be in any folder. */
function isConfigFile(uri: string): boolean {
  return uri.replace(/[?#].*$/s, '').endsWith(`/${configName}`);
}

/** What of a configuration file cannot be used: the command line would refuse to run with it. */
function configFaults({ convert, locale }: Context, document: OpenDocument): readonly Made[] {
  const { problems } = parseConfig(document.file().text, locale, ruleIds);
  return problems.map(({ at, message }) => {
    const range = convert.range(document.text, at);
    return {
      diagnostic: { range, severity: DiagnosticSeverity.Error, source: 'cert-manager', message },
      stamp: numbersOf(range).reduce(mix, sumOf(message)),
    };
  });
}

/** A diagnostic with its fingerprint. */
export interface Made {
  readonly diagnostic: Diagnostic;
  /** Two diagnostics that say the same of the same place have the same. */
  readonly stamp: number;
}

export type MakeDiagnostic = (document: Pick<OpenDocument, 'uri' | 'text'>, found: FileFinding) => Made;

/**
 * Makes diagnostics with what the client understands. A finding lives as long as its part of the file does not
 * change, and as long as that part does not move to another line its diagnostic is the same.
 */
export function createDiagnosticMaker(ground: DiagnosticGround): MakeDiagnostic {
  const memory = new WeakMap<
    FileFinding['finding'],
    Made & { readonly uri: string; readonly line: number }
  >();
  const contents = new WeakMap<FileFinding['finding'], number>();
  const contentOf = ({ finding }: FileFinding): number => {
    const { rule, severity, message, related } = finding;
    const content =
      contents.get(finding) ??
      sumOf(JSON.stringify([rule, severity, message, related.map(({ message }) => message)]));
    contents.set(finding, content);
    return content;
  };
  return (document, found) => {
    const { uri, text } = document;
    const { line } = text.positionAt(found.start);
    const known = memory.get(found.finding);
    if (known?.uri === uri && known.line === line) return known;
    const diagnostic = toDiagnostic(ground, document, found);
    const ranges = [
      diagnostic.range,
      ...(diagnostic.relatedInformation ?? []).map((one) => one.location.range),
    ];
    const stamp = ranges.flatMap(numbersOf).reduce(mix, contentOf(found));
    const made = { uri, line, diagnostic, stamp };
    memory.set(found.finding, made);
    return made;
  };
}

/** What a diagnostic is made with. */
type DiagnosticGround = Pick<Context, 'abilities' | 'convert' | 'places' | 'locale'>;

function toDiagnostic(
  { abilities, convert, places, locale }: DiagnosticGround,
  { uri, text }: Pick<OpenDocument, 'uri' | 'text'>,
  found: FileFinding,
): Diagnostic {
  const { finding } = found;
  const related = abilities.relatedInformation
    ? finding.related.flatMap(({ at, message, elsewhere }): DiagnosticRelatedInformation[] => {
        if (!elsewhere)
          return [{ location: { uri, range: convert.range(text, inFile(found, at)) }, message }];
        const span = placeElsewhere(places.workspace, elsewhere, at);
        const other = places.text(elsewhere.path);
        if (!span || !other) return [];
        return [
          { location: { uri: places.uri(elsewhere.path), range: convert.range(other, span) }, message },
        ];
      })
    : [];
  return {
    range: convert.range(text, inFile(found, finding.at)),
    severity: severities[finding.severity],
    source: 'cert-manager',
    code: finding.rule,
    ...(abilities.codeDescription && { codeDescription: { href: rulePage(finding.rule, locale) } }),
    message: finding.message,
    ...(related.length > 0 && {
      relatedInformation: related,
    }),
  };
}

/**
 * A name for a list of diagnostics that is made of nothing but what they say: nothing has to be remembered, and a
 * restarted server answers `unchanged` only where it is true.
 */
export function identityOf(all: readonly Made[]): string {
  let [forth, back] = [seed, seed];
  for (let i = 0; i < all.length; i++) {
    forth = mix(forth, all[i]?.stamp ?? 0);
    back = mix(back, all[all.length - 1 - i]?.stamp ?? 0);
  }
  return `${all.length}-${(forth >>> 0).toString(36)}-${(back >>> 0).toString(36)}`;
}

/** 32-bit FNV-1a, over whole numbers instead of bytes. */
const seed = 0x811c9dc5;
const mix = (sum: number, next: number): number => Math.imul(sum ^ next, 0x01000193);

function sumOf(text: string): number {
  let sum = seed;
  for (let i = 0; i < text.length; i++) sum = mix(sum, text.charCodeAt(i));
  return sum;
}

function numbersOf({ start, end }: Range): readonly number[] {
  return [start.line, start.character, end.line, end.character];
}
