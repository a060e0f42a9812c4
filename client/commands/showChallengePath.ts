/** Commands around the picture of a challenge: showing it, saving it, copying it. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type ChallengePathChoice,
  type ChallengePathParams,
  type ChallengePathPicture,
  type ChallengePathResult,
  challengePath,
  previewScheme,
  section,
  showChallengePath,
} from '../../server/lsp/protocol.ts';
import { createPathPanel, type PathPanel } from '../pathPanel.ts';
import { type Place, placeOf } from '../place.ts';

/** How long nobody must have typed before the picture is drawn again, in milliseconds. */
const pause = 400;

/** Registers the commands. One panel is enough: it shows the picture that was asked for last. */
export function registerChallengePath(
  running: () => Promise<BaseLanguageClient>,
  extension: vscode.Uri,
): readonly vscode.Disposable[] {
  let panel: PathPanel | undefined;
  let shown: { readonly uri: string; readonly picture: ChallengePathPicture } | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const ask = async (params: ChallengePathParams): Promise<ChallengePathResult> =>
    (await running()).sendRequest<ChallengePathResult>(challengePath, params);

  const display = (uri: string, picture: ChallengePathPicture, label: string, asked = true) => {
    shown = { uri, picture };
    panel ??= createPathPanel(extension, running, {
      exportSvg: () => save(shown?.picture),
      copyMermaid: () => copy(shown?.picture),
      pick: async () => {
        if (shown) await choose({ uri: shown.uri }, true);
      },
      closed: () => {
        clearTimeout(waiting);
        panel = undefined;
        shown = undefined;
      },
    });
    panel.show(picture, label, asked);
  };

  /** Shows the picture of the Certificate that is meant; where several may be, or `anew`, of the one that is picked. */
  const choose = async (params: ChallengePathParams, anew: boolean): Promise<void> => {
    const { certificates, picture, why } = await ask(params);
    const [first] = certificates;
    if (!first) {
      await vscode.window.showInformationMessage(why ?? '');
      return;
    }
    if (picture && !anew) {
      display(params.uri, picture, first.label);
      return;
    }
    const picked = await pick(certificates);
    if (!picked) return;
    const answer = await ask({ uri: params.uri, certificate: picked.id });
    if (answer.picture) display(params.uri, answer.picture, picked.label);
  };

  const show = async (uri: unknown, position: unknown) => {
    const place = await placeOf(uri, position);
    if (place && place.document.uri.scheme !== previewScheme) await choose(await paramsOf(place), false);
  };
  const paramsOf = async ({ document, position }: Place): Promise<ChallengePathParams> => {
    const { code2ProtocolConverter } = await running();
    return {
      uri: code2ProtocolConverter.asUri(document.uri),
      position: code2ProtocolConverter.asPosition(position),
    };
  };
  /** What is shown; where nothing is, what would be. */
  const current = async () => {
    if (!shown) await show(undefined, undefined);
    return shown?.picture;
  };
  const refresh = async () => {
    if (!shown) return;
    const { uri, picture: before } = shown;
    const { certificates, picture } = await ask({ uri, certificate: before.id });
    // Another one may have been picked meanwhile.
    if (shown?.picture !== before) return;
    const label = certificates.find(({ id }) => id === before.id)?.label;
    if (picture && label !== undefined) display(uri, picture, label, false);
    else panel?.note(vscode.l10n.t('The Certificate of this picture is not there any more.'));
  };

  return [
    vscode.commands.registerCommand(showChallengePath, show),
    vscode.commands.registerCommand(`${section}.exportChallengePath`, async () => save(await current())),
    vscode.commands.registerCommand(`${section}.copyChallengePath`, async () => copy(await current())),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!shown || !/^(?:yaml|helm|helm-template|jinja-yaml)$/.test(document.languageId)) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => void refresh().catch(() => {}), pause);
    }),
    { dispose: () => panel?.dispose() },
  ];
}

async function pick(certificates: readonly ChallengePathChoice[]): Promise<ChallengePathChoice | undefined> {
  const rows = certificates.map((certificate) => ({
    label: certificate.label,
    description: certificate.description,
    detail:
      certificate.uri === undefined ? '' : vscode.workspace.asRelativePath(vscode.Uri.parse(certificate.uri)),
    certificate,
  }));
  const row = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Whose challenge?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return row?.certificate;
}

async function save(picture: ChallengePathPicture | undefined): Promise<void> {
  if (!picture) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { SVG: ['svg'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, 'challenge-path.svg') }),
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(picture.svg));
}

async function copy(picture: ChallengePathPicture | undefined): Promise<void> {
  if (!picture) return;
  await vscode.env.clipboard.writeText(`\`\`\`mermaid\n${picture.mermaid}\`\`\`\n`);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied as Mermaid'), 5000);
}
