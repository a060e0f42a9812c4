/** The page of the picture: a frame that a script fills. */

export interface PageParts {
  readonly nonce: string;
  /** Where styles may come from. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly language: string;
  readonly title: string;
  readonly exportSvg: string;
  readonly copyMermaid: string;
  readonly pick: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly inWords: string;
  /** Names of the toolbar and of the picture's place. */
  readonly actions: string;
  readonly picture: string;
  /** Said when the picture has changed. */
  readonly changed: string;
}

/** The page as HTML: scripts only with the nonce, styles only from our folder, nothing from anywhere else. */
export function pathPage(parts: PageParts): string {
  const { nonce, source, script, style, language, title, inWords, actions, picture, changed } = parts;
  const policy = `default-src 'none'; style-src ${source}; script-src 'nonce-${nonce}'`;
  // The tab key reaches one of them, arrows the others.
  const button = (id: 'exportSvg' | 'copyMermaid' | 'pick', tabindex: 0 | -1) =>
    `<button id="${id}" type="button" tabindex="${tabindex}">${escaped(parts[id])}</button>`;
  const sign = (id: 'zoomIn' | 'zoomOut' | 'fit', shown: string, key: string) => {
    const name = escaped(parts[id]);
    return `<button id="${id}" type="button" tabindex="-1" aria-label="${name}" title="${name} (${key})">${shown}</button>`;
  };
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escaped(style)}">
<title>${escaped(title)}</title>
</head>
<body>
<h1 id="title">${escaped(title)}</h1>
<div id="buttons" role="toolbar" aria-label="${escaped(actions)}">
${button('exportSvg', 0)}
${button('copyMermaid', -1)}
${button('pick', -1)}
${sign('zoomOut', '−', '-')}
${sign('zoomIn', '+', '+')}
${sign('fit', '⤢', '0')}
</div>
<p id="note" role="status"></p>
<p id="changed" role="status" data-text="${escaped(changed)}"></p>
<main id="picture" aria-label="${escaped(picture)}"></main>
<h2>${escaped(inWords)}</h2>
<ul id="words"></ul>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
