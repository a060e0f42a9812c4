/** The world of a rule, made for one resource. */
import { releaseFor } from '../facts.ts';
import type { Kind, Resource } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { check, type SchemaProblem } from '../schema/check.ts';
import type { Schemas } from '../schema/schema.ts';
import type { Editor } from '../yaml/edit.ts';
import type { DocumentContext, Rule } from './rule.ts';

/** What a rule sees that looks at `resource`; `edit` is the editor of the text that the resource's places are places in. */
export function contextOf(
  { apiVersion, kind, map }: Resource,
  edit: Editor,
  options: Options,
  schemas: Schemas,
): DocumentContext {
  const release = releaseFor(apiVersion, options.release);
  const schema = schemas.of(apiVersion, kind);
  let problems: readonly SchemaProblem[] | undefined;
  return {
    locale: options.locale,
    release,
    clusterRelease: options.release,
    schema,
    http01: options.http01,
    edit,
    problems() {
      problems ??= schema ? check(map, schema, release) : [];
      return problems;
    },
  };
}

/** The rules that look at resources of a kind. */
export function rulesFor(rules: readonly Rule[], kind: Kind): readonly Rule[] {
  return rules.filter((rule) => rule.kinds.includes(kind));
}
