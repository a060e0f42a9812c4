/** Whether Red Hat's YAML extension knows the fields of a cert-manager resource, by its settings and by the text. */

/** What decides it. */
export interface SchemaSources {
  /** `yaml.schemas`: the files, by schema. */
  readonly schemas: unknown;
  /** `yaml.kubernetesCRDStore.enable`; absent in releases that have no such store. */
  readonly crdStore: unknown;
  /** The file down to the place in question. */
  readonly text: string;
  /** Whether a glob names the file. */
  readonly matches: (glob: string) => boolean;
}

/**
 * Whether it has a schema there. As yaml-language-server 1.25 chooses: a modeline comes first, and `none` switches
 * schemas off (`yamlSchemaService.ts`); its store of CRDs is asked only for files that `yaml.schemas` gives to
 * `kubernetes`, whose own schema holds the kinds of Kubernetes alone.
 */
export function hasSchema({ schemas, crdStore, text, matches }: SchemaSources): boolean {
  const named = modeline(text);
  if (named !== undefined) return named !== 'none';
  if (typeof schemas !== 'object' || schemas === null) return false;
  return Object.entries(schemas).some(
    ([schema, globs]) =>
      (isOurs(schema) || (crdStore === true && isKubernetes(schema))) && isMeant(globs, matches),
  );
}

/** The schema that a comment at the top of the document names (`modelineUtil.ts`); it may stand above the first `---`. */
function modeline(text: string): string | undefined {
  const lines = text.split(/\r?\n/);
  const separator = lines.findLastIndex((line) => /^---(?:\s|$)/.test(line));
  const isFirst = lines.slice(0, Math.max(0, separator)).every((line) => isAbove.test(line));
  for (const line of lines.slice(isFirst ? 0 : separator)) {
    if (!isAbove.test(line)) return undefined;
    if (!/^#\s+(?:yaml-language-server\s*:|\$schema:)/.test(line)) continue;
    const [, schema] = /\$schema(?:=|:[^\S\r\n]*)(\S+)/.exec(line) ?? [];
    if (schema !== undefined) return schema;
  }
  return undefined;
}

/** Comments, directives, blank lines and the separator itself. */
const isAbove = /^(?:#.*|%.*|---(?:\s.*)?|\s*)$/;

/** Catalogues of CRDs name a schema by group or by kind: `cert-manager.io/issuer_v1.json`. */
const isOurs = (schema: string) =>
  /cert-?manager|(?:^|[\\/_-])(?:(?:cluster)?issuer|certificate(?:request)?)s?(?:[._-][^\\/]*)?$/i.test(
    schema,
  );

const isKubernetes = (schema: string) =>
  schema.trim().toLowerCase() === 'kubernetes' || schema.includes('/kubernetes-json-schema/');

/** Globs count below any folder; one with `!` takes files out again (`FilePatternAssociation`). */
function isMeant(globs: unknown, matches: (glob: string) => boolean): boolean {
  const all = (Array.isArray(globs) ? globs : [globs]).filter((glob) => typeof glob === 'string');
  const below = (glob: string) => `**/${glob.replace(/^!?\/?/, '')}`;
  const hit = (glob: string) => matches(below(glob));
  return (
    all.some((glob) => !glob.startsWith('!') && hit(glob)) &&
    !all.some((glob) => glob.startsWith('!') && hit(glob))
  );
}
