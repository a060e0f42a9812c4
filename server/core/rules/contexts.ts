/** What rules that look at one resource see of it and of the cluster. */
import { releaseFor } from '../facts.ts';
import { isPart } from '../model/part.ts';
import type { Resource } from '../model/resource.ts';
import type { Options } from '../options.ts';
import { check, checkMetadata } from '../schema/check.ts';
import type { Schemas } from '../schema/schema.ts';
import { editorOf } from '../yaml/edit.ts';
import type { Parsed } from '../yaml/parse.ts';
import type { DocumentContext } from './rule.ts';

/** The world of each resource of a document; what is costly in it is made when first asked for. */
export function contextsOf(
  text: string,
  parsed: Parsed,
  resources: readonly Resource[],
  options: Options,
  schemas: Schemas,
): readonly DocumentContext[] {
  const edit = editorOf(text, parsed);
  return resources.map((resource): DocumentContext => {
    const { apiVersion, kind, map } = resource;
    const release = releaseFor(apiVersion, options.release);
    const schema = schemas.of(apiVersion, kind);
    const part = once(() => isPart(resource));
    return {
      locale: options.locale,
      release,
      clusterRelease: options.release,
      schema,
      http01: options.http01,
      edit,
      isPart: part,
      problems: once(() => (schema ? check(map, schema, release, part()) : checkMetadata(map, release))),
    };
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
