// The bound behind a language server: parses the text of one document when asked, and does nothing else.
import { createConnection } from 'vscode-languageserver/node';
import { parseDocument } from 'yaml';

const connection = createConnection(process.stdin, process.stdout);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: 2 } }));
let text = '';
connection.onNotification('bench/text', (params) => {
  text = params.text;
});
connection.onRequest('bench/parse', () => {
  parseDocument(text);
  return null;
});
connection.listen();
