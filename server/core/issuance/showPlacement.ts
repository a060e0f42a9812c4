/** Placements on one line, for people. */
import { type DataMap, isMap, listIn, textIn } from '../model/data.ts';
import type { Known } from '../model/resource.ts';
import { code } from '../text/markdown.ts';
import type { Controller } from '../workspace/placement/placement.ts';

/** Terms as `type=load-balancer`: requirements of one joined by `, `, ways by ` | `. */
export function showTerms(terms: readonly DataMap[]): string {
  return terms
    .map((term) =>
      ['matchExpressions', 'matchFields']
        .flatMap((name) => listIn(term, name) ?? [])
        .flatMap((item) => (isMap(item) ? [showRequirement(item)] : []))
        .join(', '),
    )
    .join(' | ');
}

/** A requirement as `key=value`, `key=a/b`, `key`, `!key`, `key!=value`, `key>1`. */
export function showRequirement(item: DataMap): string {
  const key = textIn(item, 'key') ?? '';
  const values = (listIn(item, 'values') ?? []).map(String).join('/');
  switch (textIn(item, 'operator')) {
    case 'In':
      return `${key}=${values}`;
    case 'NotIn':
      return `${key}!=${values}`;
    case 'DoesNotExist':
      return `!${key}`;
    case 'Gt':
      return `${key}>${values}`;
    case 'Lt':
      return `${key}<${values}`;
    default:
      return key;
  }
}

/** The products of controllers, each once. */
export function showProducts(controllers: readonly Controller[]): string {
  return [...new Set(controllers.map(({ product }) => product))].join(', ');
}

/** `Deployment ingress/nginx`. */
export function showResource({ kind, namespace, name }: Known): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`.trim();
}

/** The first of some names, and how many more there are. */
export function firstOf(
  names: readonly string[],
  most = 3,
): { readonly shown: string; readonly more: number } {
  const shown = names.slice(0, most).map(code);
  return { shown: shown.join(', '), more: Math.max(0, names.length - most) };
}
