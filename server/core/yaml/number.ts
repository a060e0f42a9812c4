/**
 * The number that a plain scalar is to Kubernetes, where YAML 1.2 reads text or another number: underscores do not
 * count, a zero in front means octal, `0b`, `0o` and `0x` may be of either case and carry a sign (sigs.k8s.io/yaml,
 * `goyaml.v2/resolve.go`: `strconv.ParseInt` with base 0). Undefined for what is no whole number there.
 */
export function wholeNumber(text: string): number | undefined {
  if (!/^[-+0-9]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(plain) ?? [];
  const magnitude = /^(?:0|[1-9]\d*|0b[01]+|0o[0-7]+|0x[\da-f]+)$/i.test(digits)
    ? Number(digits.toLowerCase())
    : /^0[0-7]+$/.test(digits)
      ? Number.parseInt(digits, 8)
      : undefined;
  return magnitude === undefined ? undefined : sign === '-' ? 0 - magnitude : magnitude;
}

/** The same for fractions and exponents with underscores; a dot in front is read without this. */
export function decimalNumber(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  return /^[-+0-9]/.test(text) && /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(plain)
    ? Number(plain)
    : undefined;
}
