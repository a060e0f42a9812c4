/** The language status items: what the workspace holds, what is known of its cluster, and how much of it was read. */
import * as vscode from 'vscode';
import { type Reading, type Status, section } from '../server/lsp/protocol.ts';

export interface StatusItems extends vscode.Disposable {
  /** Whether the workspace is known to have resources of cert-manager; what is shown for them goes by it. */
  readonly hasResources: boolean;
  show(status: Status): void;
  /** The server reads the workspace. */
  reading(reading: Reading): void;
  /** Lists what was not analysed, and goes there. */
  explain(): Promise<void>;
}

const issuerKinds = ['Issuer', 'ClusterIssuer'];
/** Kinds that an Ingress of anybody does not count among. */
const ownKinds = [...issuerKinds, 'Certificate', 'CertificateRequest', 'Order', 'Challenge'];

/** Items that nobody sees until a workspace is known that has resources of cert-manager. */
export function createStatusItems(selector: vscode.DocumentSelector): StatusItems {
  const make = (id: string, name: string) => {
    const item = vscode.languages.createLanguageStatusItem(`${section}.${id}`, []);
    item.name = name;
    return item;
  };
  const resources = make('status.resources', vscode.l10n.t('cert-manager: resources'));
  const cluster = make('status.cluster', vscode.l10n.t('cert-manager: cluster'));
  const index = make('status.index', vscode.l10n.t('cert-manager: files read'));
  const items = [resources, cluster, index];
  let known: Status | undefined;
  return {
    get hasResources() {
      return known !== undefined && count(known, ownKinds) > 0;
    },
    show(status) {
      known = status;
      const isOurs = count(status, ownKinds) > 0;
      for (const item of items) item.selector = isOurs ? selector : [];
      void vscode.commands.executeCommand('setContext', `${section}.hasResources`, isOurs);
      showResources(resources, status);
      showCluster(cluster, status);
      showIndex(index, status);
    },
    reading({ files, total }) {
      index.busy = true;
      index.severity = vscode.LanguageStatusSeverity.Information;
      index.text = vscode.l10n.t('reading {0} of {1} files', files, total);
      index.detail = '';
    },
    async explain() {
      const rows = (known?.notAnalysed ?? []).map(({ uri, line, why }) => {
        const place = vscode.Uri.parse(uri);
        return { label: `${vscode.workspace.asRelativePath(place)}:${line + 1}`, detail: why, place, line };
      });
      const chosen = await vscode.window.showQuickPick(rows, {
        title: vscode.l10n.t('Not analysed, or not wholly'),
        placeHolder: rows.length === 0 ? vscode.l10n.t('Everything was analysed.') : '',
      });
      if (!chosen) return;
      const at = new vscode.Position(chosen.line, 0);
      await vscode.window.showTextDocument(chosen.place, { selection: new vscode.Range(at, at) });
    },
    dispose() {
      for (const item of items) item.dispose();
    },
  };
}

const count = ({ byKind }: Status, kinds: readonly string[]) =>
  kinds.reduce((sum, kind) => sum + (byKind[kind] ?? 0), 0);

function showResources(item: vscode.LanguageStatusItem, status: Status): void {
  item.text = `cert-manager ${status.release}`;
  const [issuers, certificates] = [count(status, issuerKinds), count(status, ['Certificate'])];
  // Those that will be made of Ingresses and Gateways are in the plan.
  item.detail = [
    issuers === 1 ? vscode.l10n.t('1 issuer') : vscode.l10n.t('{0} issuers', issuers),
    certificates === 1
      ? vscode.l10n.t('1 certificate written')
      : vscode.l10n.t('{0} certificates written', certificates),
  ].join(', ');
  item.command = { command: `${section}.showPlan`, title: vscode.l10n.t('Show the plan') };
}

function showCluster(item: vscode.LanguageStatusItem, { nodes, controllers }: Status): void {
  item.text = nodes === undefined ? vscode.l10n.t('nodes: not known') : nodesKnown(nodes);
  item.detail =
    controllers.length === 0
      ? vscode.l10n.t('where the ingress runs: not known')
      : shortened(controllers.map(inert).join('; '));
  item.command = {
    command: 'workbench.action.openSettings',
    title: vscode.l10n.t('Settings'),
    arguments: [`${section}.http01`],
  };
}

/** The box of the status is as wide as its longest line, and pushes the buttons out of sight; the plan has the whole. */
const shortened = (text: string) =>
  text.length > mostOfLine ? `${text.slice(0, mostOfLine - 1).trimEnd()}…` : text;
const mostOfLine = 60;

const nodesKnown = (nodes: number) =>
  nodes === 1 ? vscode.l10n.t('1 node known') : vscode.l10n.t('{0} nodes known', nodes);

const filesRead = (files: number) =>
  files === 1 ? vscode.l10n.t('1 file read') : vscode.l10n.t('{0} files read', files);

function showIndex(item: vscode.LanguageStatusItem, { phase, files, total, notAnalysed }: Status): void {
  const isCut = phase === 'cancelled';
  item.busy = false;
  item.severity =
    isCut || notAnalysed.length > 0
      ? vscode.LanguageStatusSeverity.Warning
      : vscode.LanguageStatusSeverity.Information;
  item.text = isCut
    ? vscode.l10n.t('reading was cancelled: {0} of {1} files', files, total)
    : filesRead(files);
  item.detail =
    notAnalysed.length > 0
      ? vscode.l10n.t('{0} not analysed', notAnalysed.length)
      : vscode.l10n.t('everything analysed');
  item.command = isCut
    ? { command: `${section}.restartServer`, title: vscode.l10n.t('Read again') }
    : notAnalysed.length > 0
      ? { command: `${section}.showNotAnalysed`, title: vscode.l10n.t('Show') }
      : undefined;
}

/** A status item makes links of `[…](…)` and icons of `$(…)`: words of a file must become neither. */
function inert(words: string): string {
  return words.replaceAll('](', '] (').replaceAll('$(', '$ (');
}
