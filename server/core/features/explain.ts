/** Hovers that look at values: what a reference resolves to, which solver answers for a name, what a value means. */
import { type AskedName, acmeRequest, solversOf } from '../issuance/acmeRequest.ts';
import { clusterIssuerKey, issuerGroupKey, issuerKey, issuerKindKey } from '../issuance/annotations.ts';
import { chooseSolver } from '../issuance/solverChoice.ts';
import type { Issuer } from '../model/issuer.ts';
import { dns01Providers, issuerTypes, providerNames } from '../model/issuerTypes.ts';
import { itemsAt, lacks, mapAt, nodeAt, textAt } from '../model/look.ts';
import { isJudged, type Known, knownResourcesOf } from '../model/resource.ts';
import type { Locale } from '../rules/rule.ts';
import { code } from '../text/markdown.ts';
import type { Span } from '../text/span.ts';
import type { YamlDocument } from '../yaml/documents.ts';
import { isDeeplyCertain } from '../yaml/read.ts';
import { maxDepth, type YamlMap, type YamlNode } from '../yaml/tree.ts';
import type { DocumentQuestion } from './assist.ts';
import { annotationDocs } from './completion/annotations.ts';
import type { Neighbours } from './completion/offer.ts';
import { docsPath } from './completion/spot.ts';
import { amountOf } from './explainAmount.ts';
import { type Explaining, texts } from './explainTexts.ts';
import { fieldsOfAnnotations, kindOf, meaningIn, meaningOf, servedOf } from './explainValue.ts';
import type { FieldDocs, Hover } from './fieldDocs.ts';
import { neighboursAround } from './neighbours.ts';
import { solverName } from './solverName.ts';

/** What is to be said of the value or annotation key at the offset. Places are those of the document. */
export function explain(question: DocumentQuestion, docs: FieldDocs): Hover | undefined {
  const { document, offset, options } = question;
  const say = texts[options.locale];
  for (const resource of knownResourcesOf(document.parsed().root)) {
    const at = placeIn(resource.map, offset, [], 0);
    if (!at) continue;
    const { steps, span, onKey, text } = at;
    const isAnnotation = steps.length === 3 && steps[0] === 'metadata' && steps[1] === 'annotations';
    const isType = steps.length === 1 && /^(?:apiVersion|kind)$/.test(steps[0] ?? '');
    if (isType || onKey) {
      const markdown = isAnnotation
        ? annotationOn(resource, steps[2] ?? '', docs)
        : typeOf(resource, steps, docs, options.locale);
      return markdown === undefined ? undefined : { span, markdown };
    }
    if (text === undefined || !isJudged(resource)) return undefined;
    const neighbours = neighboursAround(question);
    const path = docsPath(resource.kind, steps);
    const markdown =
      issuerNamed(resource, path, isAnnotation ? steps[2] : undefined, text, neighbours, options.locale) ??
      solverFor(resource, { span, path, text }, neighbours, say) ??
      (isAnnotation
        ? meaningIn(
            steps[2] ?? '',
            document.text.slice(span.start, span.end),
            offset - span.start,
            docs,
            options.locale,
          )
        : meaningOf(path, text, docs, options.locale)) ??
      amountOf(resource, (isAnnotation && fieldsOfAnnotations[steps[2] ?? '']) || path, text, options.locale);
    return markdown === undefined ? undefined : { span, markdown };
  }
  return injectionAt(document, offset, docs);
}

/** Kinds that the CA injector writes to; of them its annotations are known, and nothing else. */
const injected = /^(?:(?:Validating|Mutating)WebhookConfiguration|CustomResourceDefinition|APIService)$/;

function injectionAt({ text, parsed }: YamlDocument, offset: number, docs: FieldDocs): Hover | undefined {
  if (!/cert-manager\.io\/inject-/.test(text)) return undefined;
  const { root } = parsed();
  if (root?.type !== 'map' || !injected.test(textAt(root, 'kind')?.value ?? '')) return undefined;
  const at = placeIn(root, offset, [], 0);
  const [metadata, annotations, key = '', ...more] = at?.steps ?? [];
  if (!at?.onKey || metadata !== 'metadata' || annotations !== 'annotations' || more.length > 0)
    return undefined;
  const markdown = /\/inject-/.test(key) ? docs[annotationDocs(key)] : undefined;
  return markdown === undefined ? undefined : { span: at.span, markdown };
}

/** Annotations of Kubernetes mean this on an Ingress only. */
function annotationOn({ kind }: Known, key: string, docs: FieldDocs): string | undefined {
  return kind === 'Ingress' || !key.startsWith('kubernetes.io/') ? docs[annotationDocs(key)] : undefined;
}

/** What is to be said of `apiVersion` and `kind`. */
function typeOf(
  resource: Known,
  steps: readonly string[],
  docs: FieldDocs,
  locale: Locale,
): string | undefined {
  if (steps.length !== 1) return undefined;
  if (steps[0] === 'kind') return kindOf(resource, docs);
  return steps[0] === 'apiVersion' ? servedOf(resource, locale) : undefined;
}

interface Place {
  readonly steps: readonly string[];
  readonly span: Span;
  readonly onKey: boolean;
  readonly text: string | undefined;
}

function placeIn(node: YamlNode, offset: number, steps: readonly string[], depth: number): Place | undefined {
  if (depth > maxDepth || offset < node.span.start || offset > node.span.end) return undefined;
  if (node.type === 'scalar') {
    const text = node.certain && node.value !== null ? String(node.value) : undefined;
    return { steps, span: node.span, onKey: false, text };
  }
  if (node.type === 'list') {
    for (const { value, alias } of node.items) {
      const found = alias ? undefined : placeIn(value, offset, [...steps, '[]'], depth + 1);
      if (found) return found;
    }
    return undefined;
  }
  for (const { name, key, value, alias } of node.entries) {
    const inner = [...steps, name];
    if (key.start <= offset && offset <= key.end) return { steps: inner, span: key, onKey: true, text: name };
    const found = alias ? undefined : placeIn(value, offset, inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** What the name of an issuer leads to. */
function issuerNamed(
  { kind, namespace, map }: Known,
  path: string,
  annotation: string | undefined,
  name: string,
  neighbours: Neighbours,
  locale: Locale,
): string | undefined {
  const say = texts[locale];
  let wanted: 'Issuer' | 'ClusterIssuer';
  if (annotation === clusterIssuerKey) wanted = 'ClusterIssuer';
  else if (annotation === issuerKey) {
    const group = textAt(map, ['metadata', 'annotations', issuerGroupKey])?.value;
    const kind = textAt(map, ['metadata', 'annotations', issuerKindKey])?.value ?? 'Issuer';
    if (group !== undefined && group !== 'cert-manager.io') return say.externalIssuer(kind, name, group);
    if (kind !== 'Issuer' && kind !== 'ClusterIssuer') return undefined;
    wanted = kind;
  } else if (path === `${kind}.spec.issuerRef.name`) {
    const group = textAt(map, 'spec.issuerRef.group')?.value ?? 'cert-manager.io';
    const written = textAt(map, 'spec.issuerRef.kind')?.value ?? 'Issuer';
    if (group !== 'cert-manager.io') return say.externalIssuer(written, name, group);
    if (written !== 'Issuer' && written !== 'ClusterIssuer') return undefined;
    wanted = written;
  } else return undefined;
  const [issuer, ...others] = neighbours.find(wanted, wanted === 'Issuer' ? namespace : undefined, name);
  if (!issuer) return say.issuerNotSeen(wanted, name, wanted === 'Issuer' ? namespace : undefined);
  if (others.length > 0) return undefined;
  return [say.issuer(wanted, name), ...issuerLines(issuer, locale)].join('\n');
}

function issuerLines({ map }: Issuer, locale: Locale): readonly string[] {
  const say = texts[locale];
  const type = issuerTypes.find((one) => mapAt(map, ['spec', one]));
  if (type === undefined) return [];
  const lines = [`- ${say.type}: ${code(type)}`];
  const server = textAt(map, 'spec.acme.server')?.value ?? textAt(map, 'spec.vault.server')?.value;
  if (server !== undefined) lines.push(`- ${say.server}: ${code(server)}`);
  const secret = textAt(map, 'spec.ca.secretName')?.value;
  if (secret !== undefined) lines.push(`- ${say.secret}: ${code(secret)}`);
  for (const { node, index } of itemsAt(map, 'spec.acme.solvers').slice(0, 8)) {
    if (node.type === 'map') lines.push(`- ${solverName(index, locale)}: ${wayOf(node, say)}`);
  }
  return lines;
}

/** How a solver answers, in short: `HTTP-01, ingress class nginx`. */
function wayOf(solver: YamlMap, say: Explaining): string {
  const dns01 = mapAt(solver, 'dns01')?.value;
  const http01 = mapAt(solver, 'http01')?.value;
  if (dns01 && !http01) {
    const provider = providerNames.find((name) => mapAt(dns01, [name])) ?? '';
    const named = dns01Providers.find((name) => name.toLowerCase() === provider.toLowerCase()) ?? provider;
    return `DNS-01${named === '' ? '' : `, ${code(named)}`}`;
  }
  const ingressClass =
    http01 && (textAt(http01, 'ingress.ingressClassName') ?? textAt(http01, 'ingress.class'))?.value;
  const [gateway] = http01 ? itemsAt(http01, 'gatewayHTTPRoute.parentRefs') : [];
  const parent = gateway?.node.type === 'map' ? textAt(gateway.node, 'name')?.value : undefined;
  const through =
    ingressClass !== undefined
      ? `, ${say.ingressClass(ingressClass)}`
      : parent !== undefined
        ? `, ${say.gateway(parent)}`
        : '';
  return `HTTP-01${through}`;
}

/** Which solver of the issuer answers for the DNS name that stands at a place, or for the host of a rule of an Ingress. */
function solverFor(
  resource: Known,
  { span, path, text }: ValueAt,
  neighbours: Neighbours,
  say: Explaining,
): string | undefined {
  if (!isJudged(resource) || !/^(?:Certificate|Ingress|Gateway|ListenerSet)$/.test(resource.kind))
    return undefined;
  const request = acmeRequest(resource, neighbours);
  const isHost = path === 'Ingress.spec.rules[].host';
  const asked = isHost
    ? coveringName(request?.names ?? [], text)
    : request?.names.find(({ at }) => at.start === span.start && at.end === span.end);
  if (isHost && request && !asked && isCertainAt(resource.map, 'spec.tls')) return say.notAsked(text);
  const solvers = request && solversOf(request.acme);
  if (!request || !asked || !solvers) return undefined;
  const selected = itemsAt(request.acme, 'solvers');
  const byLabel = selected.some(({ node }) => node.type === 'map' && mapAt(node, 'selector.matchLabels'));
  if (byLabel && !request.labels) return undefined;
  const choice = chooseSolver(solvers, asked.name, request.labels ?? {});
  const issuer = `${request.issuer.kind} ${code(request.issuer.name ?? '')}`;
  if (!choice) return say.noSolver(asked.written, issuer);
  const node = selected[choice.index]?.node;
  if (node?.type !== 'map') return undefined;
  const lines = [say.solver(asked.written, issuer, choice.index, wayOf(node, say))];
  if (choice.type === 'http-01') lines.push('', say.request(asked.name));
  else lines.push('', say.record(asked.name.replace(/^\*\./, '')));
  if (request.server !== undefined) lines.push('', `${say.server}: ${code(request.server)}`);
  return lines.join('\n');
}

/** A value of a field. */
interface ValueAt {
  readonly span: Span;
  readonly path: string;
  readonly text: string;
}

/** The name that a certificate is asked for and that a host is covered by: itself, or a wildcard. */
function coveringName(names: readonly AskedName[], host: string): AskedName | undefined {
  const name = host.toLowerCase();
  const wildcard = name.replace(/^[^.]+/, '*');
  return names.find((one) => one.name === name) ?? names.find((one) => one.name === wildcard);
}

function isCertainAt(map: YamlMap, path: string): boolean {
  const node = nodeAt(map, path)?.value;
  return node === undefined ? lacks(map, path) : isDeeplyCertain(node);
}
