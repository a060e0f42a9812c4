/** What server and client agree on beyond LSP: names and types only, so that the client can import it. */

/** The section of all settings. */
export const section = 'certManager';

/** Language of field docs and messages. */
export type ProseLocale = 'en' | 'ko';

/** Request of the server: the client reads the field docs of a language. Only a worker asks; Node reads them itself. */
export const readProse = 'certManager/readProse';
export interface ReadProseParams {
  readonly locale: ProseLocale;
}
/** Markdown by field path. */
export type ReadProseResult = Readonly<Record<string, string>>;

/** Command of the client: writes the severity of a rule into the settings of the workspace. */
export const setRuleSeverity = 'certManager.setRuleSeverity';
export type SetRuleSeverityArguments = readonly [rule: string, severity: string, uri: string];

/** Command of the client: opens the editor's view of references with these places. */
export const showReferences = 'certManager.showReferences';
export type ShowReferencesArguments = readonly [
  uri: string,
  at: PlainPosition,
  uses: readonly {
    readonly uri: string;
    readonly range: { readonly start: PlainPosition; readonly end: PlainPosition };
  }[],
];
/** A position of LSP. */
export interface PlainPosition {
  readonly line: number;
  readonly character: number;
}

/** What our client sends as `initializationOptions`; other clients put settings there. */
export interface InitializationOptions {
  /** The commands that the client can run for us. */
  readonly commands: readonly string[];
  /** URL of the script with the rules, for a worker; it cannot know where its extension lies. */
  readonly knowledge?: string;
}
