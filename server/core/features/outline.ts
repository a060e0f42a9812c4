/** What a document holds, as an outline: resources, and in them solvers, names, TLS entries and listeners. */
import { choice, dns01Providers, issuerTypes } from '../model/issuerTypes.ts';
import { type Item, itemsAt, mapAt, nodeAt, textAt, textsAt } from '../model/look.ts';
import { type Known, knownResourcesOf } from '../model/resource.ts';
import { type Span, shift } from '../text/span.ts';
import { mayMatter } from '../workspace/matters.ts';
import type { PlacedDocument, YamlDocument } from '../yaml/documents.ts';
import { lookup } from '../yaml/read.ts';
import type { YamlMap, YamlNode } from '../yaml/tree.ts';

/** One line of the outline. Places are places in the file; those of a child lie within `whole`. */
export interface Outlined {
  readonly name: string;
  readonly detail: string;
  /** What it is: the kind of a resource, or a part of one. */
  readonly is: Known['kind'] | 'type' | 'solver' | 'selector' | 'name' | 'tls' | 'listener';
  readonly whole: Span;
  /** What is selected when somebody goes there. */
  readonly at: Span;
  readonly children: readonly Outlined[];
}

/** Makes the outline of a file; that of a document is remembered with it. */
export function createOutline(): (documents: readonly PlacedDocument[]) => readonly Outlined[] {
  const memory = new WeakMap<YamlDocument, readonly Outlined[]>();
  return (documents) =>
    documents.flatMap(({ document, start }) => {
      const known = memory.get(document) ?? outlineOf(document);
      memory.set(document, known);
      return start === 0 ? known : known.map((one) => moved(one, start));
    });
}

function moved(one: Outlined, by: number): Outlined {
  const children = one.children.map((child) => moved(child, by));
  return { ...one, whole: shift(one.whole, by), at: shift(one.at, by), children };
}

function outlineOf(document: YamlDocument): readonly Outlined[] {
  if (!mayMatter(document.text)) return [];
  return knownResourcesOf(document.parsed().root).map((resource) => ofResource(resource, document.text));
}

function ofResource(resource: Known, text: string): Outlined {
  const { kind, map, namespace } = resource;
  const metadata = lookup(map, 'metadata')?.entry.value;
  const written = metadata?.type === 'map' ? lookup(metadata, 'name')?.entry : undefined;
  const at = written && (written.alias ?? written.value.span);
  // A name with a template in it is shown as it is written.
  const name = resource.name ?? (at && text.slice(at.start, at.end).trim().split('\n')[0]) ?? '';
  const key = lookup(map, 'kind')?.entry.value.span ?? map.span;
  return outlined({
    name: `${kind} ${name}`.trim(),
    detail: namespace ?? '',
    is: kind,
    whole: map.span,
    at: at && at.end > at.start ? at : key,
    children: partsOf(resource),
  });
}

/** A parent holds its children and what is selected in it: what an alias brings from elsewhere is left out. */
function outlined(one: Outlined): Outlined {
  const { whole, at } = one;
  const within = (span: Span) => whole.start <= span.start && span.end <= whole.end;
  return {
    ...one,
    at: within(at) ? at : { start: whole.start, end: whole.start },
    children: one.children.filter((child) => within(child.whole)),
  };
}

function partsOf({ kind, map }: Known): readonly Outlined[] {
  switch (kind) {
    case 'Issuer':
    case 'ClusterIssuer':
      return ofIssuer(map);
    case 'Certificate':
      return [
        ...namesAt(map, 'spec.dnsNames'),
        ...namesAt(map, 'spec.ipAddresses'),
        ...namesAt(map, 'spec.uris'),
      ];
    case 'Ingress':
      return mapsAt(map, 'spec.tls').map(({ node, span }) => {
        const [secret, hosts] = [textAt(node, 'secretName'), namesAt(node, 'hosts')];
        const detail = hosts.map(({ name }) => name).join(', ');
        const name = secret?.value || 'tls';
        return outlined({
          name,
          detail,
          is: 'tls',
          whole: span,
          at: secret?.span ?? headOf(node, span),
          children: hosts,
        });
      });
    case 'Gateway':
    case 'ListenerSet':
    case 'XListenerSet':
      return mapsAt(map, 'spec.listeners').map(({ node, span }) => {
        const name = textAt(node, 'name');
        const [protocol, hostname] = [textAt(node, 'protocol'), textAt(node, 'hostname')];
        return outlined({
          name: name?.value || 'listener',
          detail: [protocol?.value, hostname?.value].filter(Boolean).join(' '),
          is: 'listener',
          whole: span,
          at: name?.span ?? headOf(node, span),
          children: [],
        });
      });
    default:
      return [];
  }
}

function ofIssuer(map: YamlMap): readonly Outlined[] {
  const spec = mapAt(map, 'spec')?.value;
  const solvers = spec ? mapsAt(spec, 'acme.solvers') : [];
  if (!spec || solvers.length > 0) return solvers.map(ofSolver);
  return issuerTypes.flatMap((type) => {
    const found = nodeAt(spec, [type]);
    if (!found) return [];
    const inner = found.value.type === 'map' ? found.value : undefined;
    const detail = inner && (textAt(inner, 'server') ?? textAt(inner, 'secretName'))?.value;
    const whole = { start: found.key.start, end: Math.max(found.key.end, found.span.end) };
    return [outlined({ name: type, detail: detail ?? '', is: 'type', whole, at: found.key, children: [] })];
  });
}

function ofSolver({ node, span }: MapItem): Outlined {
  const types = ['http01', 'dns01'].flatMap((type) => mapAt(node, type) ?? []);
  const name = types.map(({ entry, value }) => {
    const ways = entry.name === 'http01' ? ['ingress', 'gatewayHTTPRoute'] : dns01Providers;
    return [entry.name, ...(choice(value, ways) ?? []).map((way) => way.entry.name)].join(' ');
  });
  const selector = mapAt(node, 'selector');
  const names = selector
    ? [...namesAt(selector.value, 'dnsNames'), ...namesAt(selector.value, 'dnsZones')]
    : [];
  const detail = names.map((one) => one.name).join(', ');
  const whole = selector && { start: selector.key.start, end: Math.max(selector.key.end, selector.span.end) };
  return outlined({
    name: name.join(', ') || 'solver',
    detail,
    is: 'solver',
    whole: span,
    at: types[0]?.key ?? headOf(node, span),
    children:
      selector && whole
        ? [outlined({ name: 'selector', detail, is: 'selector', whole, at: selector.key, children: names })]
        : [],
  });
}

function namesAt(map: YamlMap, path: string): readonly Outlined[] {
  return textsAt(map, path)
    .filter(({ value }) => value.trim() !== '')
    .map(({ value, span }) => ({
      name: value.trim(),
      detail: '',
      is: 'name',
      whole: span,
      at: span,
      children: [],
    }));
}

interface MapItem extends Item {
  readonly node: YamlMap;
}

function mapsAt(map: YamlMap, path: string): readonly MapItem[] {
  return itemsAt(map, path).flatMap((item) => (isMap(item.node) ? [{ ...item, node: item.node }] : []));
}

function isMap(node: YamlNode): node is YamlMap {
  return node.type === 'map';
}

function headOf(node: YamlMap, otherwise: Span): Span {
  return node.entries[0]?.key ?? otherwise;
}
