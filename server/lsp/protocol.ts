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

/** Request of a worker: the client lists the files of a workspace folder, as `files.exclude` leaves them. */
export const listFiles = 'certManager/listFiles';
export interface ListFilesParams {
  readonly folder: string;
  /** Globs, relative to the folder. */
  readonly patterns: readonly string[];
}
/** URIs. */
export type ListFilesResult = readonly string[];

/** Request of a worker: the client reads some files. */
export const readFiles = 'certManager/readFiles';
export interface ReadFilesParams {
  readonly uris: readonly string[];
  /** Larger files (bytes) are not wanted. */
  readonly maxBytes: number;
}
/** In the order of the URIs: a text, why there is none, or null where the file is gone. */
export type ReadFilesResult = readonly (string | { readonly reason: string } | null)[];

/** What our client adds to the parameters of a completion or hover: it knows which extensions run beside us. */
export interface FieldsElsewhere {
  /** Whether one of them describes the fields of the API at that place. */
  readonly fieldsElsewhere?: boolean;
}

/** Command of the client: writes the severity of a rule into the settings of the workspace. */
export const setRuleSeverity = 'certManager.setRuleSeverity';
export type SetRuleSeverityArguments = readonly [rule: string, severity: string, uri: string];

/** Command of the editor: asks for completions. An item that leaves a value open runs it, where the client names it. */
export const triggerSuggest = 'editor.action.triggerSuggest';
/** Command of the client: the same, where we have something to offer at the cursor; it goes before the editor's. */
export const suggestHere = 'certManager.suggestHere';
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

/** Notification of the server: what it knows of the workspace, for those who show it. */
export const statusChanged = 'certManager/status';
export interface Status {
  readonly phase: 'idle' | 'reading' | 'ready' | 'cancelled';
  /** The release of cert-manager that is judged by. */
  readonly release: string;
  /** Files read. */
  readonly files: number;
  /** Files that there are to read. */
  readonly total: number;
  /** Resources analysed, by kind. */
  readonly byKind: Readonly<Record<string, number>>;
  /** How many nodes of the cluster are known; absent where they are not. */
  readonly nodes?: number;
  /** The ingress and gateway controllers, each with where it runs. Words of files are in it. */
  readonly controllers: readonly string[];
  /** What was not analysed, or not wholly: a sentence why. */
  readonly notAnalysed: readonly { readonly uri: string; readonly line: number; readonly why: string }[];
}

/** Request of the client: `Status` anew, told before the answer. */
export const tellStatus = 'certManager/tellStatus';

/** Notification of the server: how far it has read the workspace. */
export const readingChanged = 'certManager/reading';
export type Reading = Pick<Status, 'files' | 'total'>;

/** Request of the client: the safe fixes of one rule, or of all, everywhere in the workspace, to be confirmed. */
export const fixEverywhere = 'certManager/fixEverywhere';
export interface FixEverywhereParams {
  readonly rule?: string;
}

/** Request of the client: what will happen to every Certificate of the workspace. */
export const showPlan = 'certManager/plan';
/** A line of the plan and what hangs below it; `place` is where the thing it speaks of is written. */
export interface PlanNode {
  readonly text: string;
  readonly place?: { readonly uri: string; readonly line: number };
  readonly severity?: 'error' | 'warning';
  readonly below: readonly PlanNode[];
}
/** Notification of the server: the plan may be another one now. */
export const planChanged = 'certManager/planChanged';

/** Command of the client: asks for the fixes of a rule everywhere and shows them before they are made. */
export const fixWorkspace = 'certManager.fixWorkspace';

/** Request of the client: what cert-manager would create of the resource at a place. */
export const preview = 'certManager/preview';
export interface PreviewParams {
  readonly uri: string;
  readonly position: ProtocolPosition;
  /** What is to be shown; else whatever the resource makes. */
  readonly subject?: 'solver-objects' | 'certificate';
}
/** YAML with comments, or a sentence why there is none. */
export interface PreviewResult {
  readonly text?: string;
  readonly why?: string;
}
/** Scheme of the documents that show it; the server never sees them. */
export const previewScheme = 'cert-manager-preview';

/** Commands of the client that ask for it: names for the two things that it may show. */
export const previewSolverObjects = 'certManager.previewSolverObjects';
export const previewCertificate = 'certManager.previewCertificate';

/** Request of the client: the way of a challenge as a picture. */
export const challengePath = 'certManager/challengePath';
export interface ChallengePathParams {
  readonly uri: string;
  readonly position?: ProtocolPosition;
  /** Id of the Certificate, where an earlier answer offered several. */
  readonly certificate?: string;
}
export interface ChallengePathResult {
  /** The Certificates that may be meant; none: `why` says so. */
  readonly certificates: readonly ChallengePathChoice[];
  /** Of the one that is picked, or of the only one. */
  readonly picture?: ChallengePathPicture;
  readonly why?: string;
}
export interface ChallengePathChoice {
  readonly id: string;
  readonly label: string;
  /** What it is, or what it is made of. */
  readonly description: string;
  /** Its file; of what is built, that of the kustomization or the chart. */
  readonly uri?: string;
}
export interface ChallengePathPicture {
  readonly id: string;
  readonly title: string;
  readonly svg: string;
  readonly mermaid: string;
  /** Parts that lead to a place, by their `data-node` in the SVG. */
  readonly nodes: readonly ChallengePathNode[];
  /** The picture in sentences. */
  readonly sentences: readonly string[];
}
export interface ChallengePathNode {
  readonly id: string;
  readonly label: string;
  readonly uri?: string;
  readonly range?: { readonly start: ProtocolPosition; readonly end: ProtocolPosition };
}
/** Command of the client: shows it. Arguments: the URI and the position, where not those of the active editor. */
export const showChallengePath = 'certManager.showChallengePath';
/** As LSP has it, in the position encoding that was agreed on. */
export interface ProtocolPosition {
  readonly line: number;
  readonly character: number;
}

/** What our client sends as `initializationOptions`; other clients put settings there. */
export interface InitializationOptions {
  /** The commands that the client can run for us. */
  readonly commands: readonly string[];
  /** Whether the client shows `Status`. */
  readonly status?: boolean;
  /** URL of the script with the rules, for a worker; it cannot know where its extension lies. */
  readonly knowledge?: string;
}
