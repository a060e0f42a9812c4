/** What leads from one place of a workspace to others. */
export { createAtlas } from './atlas.ts';
export { codeLenses } from './codeLenses.ts';
export { definition } from './definition.ts';
export { createDocsLinks, fileLinks } from './documentLinks.ts';
export { explainName } from './explainName.ts';
export { inlayHints } from './inlayHints.ts';
export { followLensSources } from './lensSources.ts';
export { createOutline } from './outline.ts';
export { previewLenses } from './previewLenses.ts';
export { highlights, references } from './references.ts';
export { prepareRename, rename } from './rename.ts';
export { workspaceSymbols } from './workspaceSymbols.ts';
