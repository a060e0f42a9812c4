/** Syntax of Kubernetes names (k8s.io/apimachinery `pkg/util/validation/validation.go`, release 0.36). */

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(\\.${label})*$`);
const dnsLabel = new RegExp(`^${label}$`);

/** A DNS-1123 subdomain: names of most objects; at most 253 characters. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && subdomain.test(text);
}

/** A DNS-1123 label: names of namespaces and services; at most 63 characters. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && dnsLabel.test(text);
}

/** A qualified name, as label and annotation keys are: an optional DNS prefix with `/`, and a name of at most 63. */
export function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const [name = '', prefix] = [parts.at(-1), parts.length === 2 ? parts[0] : undefined];
  if (parts.length > 2 || (prefix !== undefined && !isDnsSubdomain(prefix))) return false;
  return name.length <= 63 && /^[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/.test(name);
}

/** A label value: at most 63 characters, empty or of the same alphabet as the name of a key. */
export function isLabelValue(text: string): boolean {
  return text.length <= 63 && /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/.test(text);
}
