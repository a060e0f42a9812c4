/** Why something that a plan needs is not known: nobody wrote it, a template decides it, or it cannot be read. */
import { look, type Path } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import { asString, isDeeplyCertain } from '../yaml/read.ts';
import type { YamlMap } from '../yaml/tree.ts';

/** `absent`: surely not written, or empty. `unclear`: of another type, or an error in the text hides it. */
export type Gap = 'absent' | Hidden;
export type Hidden = 'templated' | 'unclear';

/** Whether a template may have a part in a resource; what is uncertain in others is so by an error in their text. */
export type HasTemplate = (resource: Known) => boolean;

/** Why no text is known at `path` of a resource; undefined where one surely stands there. */
export function gapAt(resource: Known, path: Path, hasTemplate: HasTemplate): Gap | undefined {
  const found = look(resource.map, path);
  if (found.state === 'absent') return 'absent';
  if (found.state === 'written' && found.node.certain) {
    const text = asString(found.node);
    return text === undefined ? 'unclear' : text === '' ? 'absent' : undefined;
  }
  return isHidden(resource.map, path) && hasTemplate(resource) ? 'templated' : 'unclear';
}

/** Whether something may be written at one of the `paths` that is not known here, and what hides it. */
export function hiddenAt(
  resource: Known,
  paths: readonly string[],
  hasTemplate: HasTemplate,
): Hidden | undefined {
  if (!paths.some((path) => isHidden(resource.map, path))) return undefined;
  return hasTemplate(resource) ? 'templated' : 'unclear';
}

/** Whether what stands at `path`, or where it would stand, is not surely all that there is. */
function isHidden(map: YamlMap, path: Path): boolean {
  let node = map;
  for (const key of typeof path === 'string' ? path.split('.') : path) {
    const found = look(node, [key]);
    if (found.state !== 'written') return found.state === 'unknown';
    if (found.node.type !== 'map') return !isDeeplyCertain(found.node);
    node = found.node;
  }
  return !isDeeplyCertain(node);
}
