/** The Secrets that an issuer or a Certificate reads, wherever in its spec they are named. */
import { type Found, mapAt, textAt } from '../model/look.ts';
import { maxDepth, type YamlMap, type YamlNode } from '../yaml/tree.ts';

/**
 * The names of Secrets in an Issuer or ClusterIssuer, without that of its ACME account key: `name` in each `…SecretRef`
 * and in Venafi's `credentialsRef`, each `secretName` (cert-manager `pkg/apis/certmanager/v1/types_issuer.go`,
 * `pkg/apis/acme/v1/types_issuer.go`, release 1.21). Webhook solvers keep to the same names in their `config`.
 */
export function secretNamesIn(issuer: YamlMap): readonly Found<string>[] {
  const spec = mapAt(issuer, 'spec')?.value;
  return spec ? walk(spec) : [];
}

/** The names of the Secrets with the passwords of a Certificate's keystores. */
export function keystoreSecretsIn(certificate: YamlMap): readonly Found<string>[] {
  const keystores = mapAt(certificate, 'spec.keystores')?.value;
  return keystores ? walk(keystores) : [];
}

/** These hold Kubernetes objects of other kinds, or the one reference that is looked for elsewhere. */
const left: readonly string[] = ['podTemplate', 'ingressTemplate', 'privateKeySecretRef'];

function walk(root: YamlNode): readonly Found<string>[] {
  const found: Found<string>[] = [];
  // Aliases make the tree a graph: each node is seen once.
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode, depth: number): void => {
    if (node.type === 'scalar' || depth > maxDepth || seen.has(node)) return;
    seen.add(node);
    if (node.type === 'list') {
      for (const { value } of node.items) visit(value, depth + 1);
      return;
    }
    for (const { name, value } of node.entries) {
      if (left.includes(name)) continue;
      const reference = /(?:^s|S)ecretRef$|^credentialsRef$/.test(name) && value.type === 'map';
      const text = reference
        ? textAt(value, 'name')
        : name === 'secretName'
          ? textAt(node, [name])
          : undefined;
      if (text) found.push(text);
      if (!reference) visit(value, depth + 1);
    }
  };
  visit(root, 0);
  return found;
}
