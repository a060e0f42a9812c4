/** Single values: their types as Kubernetes reads them, and the forms that the API asks for. */
import { booleanOf } from '../yaml/boolean.ts';
import type { YamlNode } from '../yaml/tree.ts';
import type { Schema, Type } from './schema.ts';

export type FoundType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';

/** The type of a node as Kubernetes' YAML reader sees it. */
export function typeOf(node: YamlNode): FoundType {
  if (node.type === 'map') return 'object';
  if (node.type === 'list') return 'array';
  const { value } = node;
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return booleanOf(node) === undefined ? 'string' : 'boolean';
}

/** What a string should look like, where it does not. Lengths count characters, as the API server does. */
export function expectation(text: string, schema: Schema): string | undefined {
  const length = [...text].length;
  if (schema.minLength !== undefined && length < schema.minLength) return `≥ ${schema.minLength}`;
  if (schema.maxLength !== undefined && length > schema.maxLength) return `≤ ${schema.maxLength}`;
  if (schema.pattern && !schema.pattern.test(text)) return schema.pattern.source;
  if (
    schema.format === 'byte' &&
    !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ''))
  )
    return 'base64';
  if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d/.test(text)) return 'RFC 3339';
  return undefined;
}

/** Whether a value of one type may stand where another is asked for. */
export function fits(found: FoundType, expected: Type): boolean {
  if (expected === 'int-or-string') return found === 'string' || found === 'integer';
  return found === expected;
}

/**
 * The smallest and the greatest number that may stand here; undefined where there is no bound. An `int32` that does not fit
 * is refused (kube-openapi `pkg/validation/validate/values.go`, `IsValueValidAgainstRange`).
 */
export function rangeOf({ minimum, maximum, format }: Schema): {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
} {
  return format === 'int32'
    ? { minimum: minimum ?? -(2 ** 31), maximum: maximum ?? 2 ** 31 - 1 }
    : { minimum, maximum };
}
