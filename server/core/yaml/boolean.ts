import type { YamlScalar } from './tree.ts';

/**
 * The boolean that a scalar is to Kubernetes: YAML 1.1, so that a plain `yes` is one, but no `yES` (sigs.k8s.io/yaml,
 * `goyaml.v2/resolve.go`). Undefined for what is none.
 */
export function booleanOf({ value, style }: YamlScalar): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (style !== 'plain' || typeof value !== 'string') return undefined;
  if (/^(?:y|yes|on|Y(?:es|ES)?|O[nN])$/.test(value)) return true;
  return /^(?:n|no|off|N[oO]?|O(?:ff|FF))$/.test(value) ? false : undefined;
}
