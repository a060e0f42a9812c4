/** Red Hat's YAML extension beside us: what it offers itself is not offered twice. */
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import type { FieldsElsewhere } from '../server/lsp/protocol.ts';
import { hasSchema } from './schemas.ts';

const yamlExtension = 'redhat.vscode-yaml';

/** The switch of that extension for each request that it may answer as well. */
const switches: Readonly<Record<string, string>> = {
  'textDocument/completion': 'completion',
  'textDocument/hover': 'hover',
};

/** Tells the server with each completion and hover; so whatever is installed or set meanwhile counts at once. */
export const besides: LanguageClientOptions['middleware'] = {
  sendRequest: (type, param, token, next) => {
    const place = placeIn(param);
    const own = switches[typeof type === 'string' ? type : type.method];
    if (!place || own === undefined || !describes(place, own)) return next(type, param, token);
    return next(type, Object.assign({}, param, { fieldsElsewhere: true } satisfies FieldsElsewhere), token);
  },
};

interface Place {
  readonly uri: string;
  readonly line: number;
}

function placeIn(param: unknown): Place | undefined {
  const asked = param as
    | { readonly textDocument?: { readonly uri?: string }; readonly position?: { readonly line: number } }
    | undefined;
  const [uri, line] = [asked?.textDocument?.uri, asked?.position?.line];
  return uri === undefined || line === undefined ? undefined : { uri, line };
}

function describes({ uri, line }: Place, own: string): boolean {
  if (!vscode.extensions.getExtension(yamlExtension)) return false;
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  if (document?.languageId !== 'yaml') return false;
  const settings = vscode.workspace.getConfiguration('yaml', document);
  if (settings.get(own) === false) return false;
  return hasSchema({
    schemas: settings.get('schemas'),
    crdStore: settings.get('kubernetesCRDStore.enable'),
    text: document.getText(new vscode.Range(0, 0, line + 1, 0)),
    matches: (pattern) => vscode.languages.match({ pattern }, document) > 0,
  });
}
