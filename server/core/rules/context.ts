/** The world of a rule, made for one resource. */
import { releaseFor } from '../facts.ts';
import { isPart } from '../model/part.ts';
import type { Resource } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { check, checkMetadata } from '../schema/check.ts';
import type { Schemas } from '../schema/schema.ts';
import type { Editor } from '../yaml/edit.ts';
import type { DocumentContext } from './rule.ts';

/**
 * What a rule sees that looks at `resource`; `edit` is the editor of the text that the resource's places are places in.
 * `isWhole`: it is surely no part of one, as a kustomization built it.
 * `isSound`: its text has no syntax error.
 */
export function contextOf(
  resource: Resource,
  edit: Editor,
  options: Options,
  schemas: Schemas,
  { isWhole = false, isSound = false }: { readonly isWhole?: boolean; readonly isSound?: boolean } = {},
): DocumentContext {
  const { apiVersion, kind, map } = resource;
  const release = releaseFor(apiVersion, options.release);
  const schema = schemas.of(apiVersion, kind);
  const part = once(() => !isWhole && isPart(resource, options.expectsParts));
  return {
    locale: options.locale,
    release,
    clusterRelease: options.release,
    schema,
    http01: options.http01,
    edit,
    isPart: part,
    problems: once(() =>
      schema ? check(map, schema, release, part(), isSound) : checkMetadata(map, release),
    ),
  };
}

/** What `make` makes, when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
