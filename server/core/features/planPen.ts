/** What every branch of a plan for people is written with. */
import { lacks } from '../model/look.ts';
import type { Known } from '../model/resource.ts';
import type { Locale } from '../rules/rule.ts';
import type { YamlNode } from '../yaml/tree.ts';
import type { PlanWords } from './planWords.ts';

/** What a host knows of resources and the plan does not. */
export interface PlanHost {
  /** The file of a resource as it is to be named, and the line where it starts, from 1. */
  readonly placeOf: (resource: Known) => { readonly file: string; readonly line: number };
  /** What builds a resource, as people call it; undefined where nothing does, or it stands where the resource is shown. */
  readonly builderOf: (resource: Known) => string | undefined;
  /** The ids of the rules that report something in a resource; what is said of the nodes `aside` in it does not count. */
  readonly findingsOf: (resource: Known, aside: readonly YamlNode[]) => readonly string[];
  /** Whether the settings for an issuer say that every node reaches every pod. */
  readonly isFlat: (issuer: Known) => boolean;
}

/** How a host marks words; `safe` makes words of others fit for where they are shown. */
export interface Ink {
  readonly safe: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** A line and what hangs below it. */
export interface Branch {
  readonly text: string;
  /** The resource that the line is about. */
  readonly of?: Known;
  readonly below: readonly Branch[];
}

/** A line with nothing below it. */
export const leaf = (text: string, of?: Known): Branch => ({ text, below: [], ...(of && { of }) });

/** Words, marks, and who knows more. */
export interface Pen {
  readonly say: PlanWords;
  readonly locale: Locale;
  readonly paint: Ink;
  readonly host: PlanHost;
}

/** A resource by kind and name. */
export function titleOf(resource: Known, say: PlanWords): string {
  const { kind, namespace, name } = resource;
  return `${kind} ${full(namespace, name, resource, say)}`;
}

/** A name with its namespace; `source`: the resource that lacks it where there is none. */
export function full(
  namespace: string | undefined,
  name: string | undefined,
  source: Known,
  say: PlanWords,
): string {
  const none = say.noName[lacks(source.map, 'metadata.name') ? 'absent' : 'templated'];
  return `${namespace === undefined ? '' : `${namespace}/`}${name ?? none}`;
}

/** Where a resource stands, as it is shown. */
export function place(resource: Known, { host, paint }: Pen): string {
  const { file, line } = host.placeOf(resource);
  return paint.faint(paint.safe(`${file}:${line}`));
}
