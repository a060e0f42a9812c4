/**
 * Text that something else replaces before `kubectl` reads it. Only forms that nobody writes as a value of their own:
 * a shell variable in capitals and `$(VAR)` (envsubst, kustomize, Azure Pipelines), `$[[ … ]]` (GitLab inputs),
 * `((var))` (Concourse), `__NAME__`, `REPLACE_ME`, `CHANGEME`, `ENC[…]` (SOPS), `ref+vault://…` (vals) and
 * `vault:path#key` (Bank-Vaults). None reaches over the end of its line, and none is searched twice.
 * `--flag=$(VAR)` is no placeholder: the kubelet itself fills it in.
 */
export const placeholder = new RegExp(
  [
    /(?<![\w$\\])\$[A-Z][A-Z0-9_]+(?!\w)/,
    /(?<![=$])\$\([A-Za-z_][\w.-]*\)/,
    /\$\[\[[^[\]\n]*\]\]/,
    /\(\([A-Za-z][\w.:/-]*\)\)/,
    /(?<!\w)__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__(?!\w)/,
    /(?<!\w)(?:REPLACE|CHANGE)[_-]?ME(?:_[A-Z0-9_]+)?(?!\w)/,
    /(?<![\w-])ENC\[[A-Z0-9_]+,[^[\]\n]*\]/,
    /(?<![\w+-])ref\+[a-z0-9]+:\/\/[^\s"']*/,
    /(?<=[\s"'])vault:[\w./-]+#[^\s"']+/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Whether the text of a placeholder would be read as something else in a flow list or mapping. */
export function breaksFlow(found: string): boolean {
  return found.startsWith('ENC[') || found.startsWith('$[[');
}
