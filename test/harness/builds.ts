/** A small stand-in for builds of kustomizations: `resources`, `namespace` and `namePrefix`, at the places of the base. */
import { textAt, textsAt } from '../../server/core/model/look.ts';
import { decode, type Known, knownResourcesOf } from '../../server/core/model/resource.ts';
import type { Build, BuildFile, BuildSource, BuiltResource } from '../../server/core/workspace/built.ts';
import { single } from '../../server/core/workspace/composite.ts';
import { folderOf, joinPath } from '../../server/core/workspace/paths.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../server/core/yaml/tree.ts';

/** What a kustomization makes of its files. A name with a prefix stands where it stood. */
export function smallBuild({ file }: { readonly file: BuildFile }, source: BuildSource): Build {
  const reads = new Set<string>();
  const make = (kustomization: BuildFile): readonly BuiltResource[] => {
    reads.add(kustomization.path);
    const root = kustomization.documents[0]?.document.parsed().root;
    if (root?.type !== 'map') return [];
    const namespace = textAt(root, 'namespace')?.value;
    const prefix = textAt(root, 'namePrefix')?.value ?? '';
    const built = textsAt(root, 'resources').flatMap(({ value }) => {
      const path = joinPath(folderOf(kustomization.path), value);
      const base = path === undefined ? undefined : source.kustomization(path);
      if (base) return make(base);
      const found = path === undefined ? undefined : source.file(path);
      if (found) reads.add(found.path);
      return (found?.documents ?? []).flatMap(({ document }) =>
        knownResourcesOf(document.parsed().root).map(
          (resource): BuiltResource => ({
            resource,
            composite: single(found?.path ?? '', document),
            path: found?.path ?? '',
            document,
            unknown: undefined,
          }),
        ),
      );
    });
    return built.flatMap((one) => {
      const resource = decode(changed(one.resource, prefix, namespace));
      return resource ? [{ ...one, resource }] : [];
    });
  };
  return {
    root: file.path,
    resources: make(file),
    patches: new Set(),
    reads,
    bases: new Set(),
    problems: [],
  };
}

function changed({ map }: Known, prefix: string, namespace: string | undefined): YamlMap {
  return withEntry(map, 'metadata', (metadata) => {
    if (metadata.type !== 'map') return metadata;
    const named = withEntry(metadata, 'name', (name) =>
      name.type === 'scalar' ? { ...name, value: `${prefix}${name.value}` } : name,
    );
    const [first] = named.entries;
    if (namespace === undefined || !first) return named;
    const value = { ...first.value, type: 'scalar', value: namespace, style: 'plain' } as const;
    return { ...named, entries: [...named.entries, { ...first, name: 'namespace', value }] };
  });
}

function withEntry(map: YamlMap, name: string, change: (value: YamlNode) => YamlNode): YamlMap {
  const entries = map.entries.map(
    (entry): YamlEntry => (entry.name === name ? { ...entry, value: change(entry.value) } : entry),
  );
  return { ...map, entries };
}
