/** What an annotated Ingress needs for a certificate: its hosts, and the Secret. */
import { clusterIssuerKey, issuerKey } from '../../issuance/annotations.ts';
import { placed } from './fields.ts';
import { scalar } from './layout.ts';
import { hostsWithoutTls, ownHosts, tlsSecrets } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import {
  entryOf,
  mapBelow,
  type OutlineMap,
  type Place,
  plainTextOf,
  renamed,
  textOf,
  textsOf,
} from './outline.ts';
import { asItem, shown } from './snippets.ts';

const detail = {
  en: 'The hosts of the certificate, and its Secret',
  ko: '인증서의 호스트와 시크릿',
};

/** `tls` in the spec of an Ingress whose annotations name an issuer, an item of it, or what an item lacks. */
export function tlsOffers(scene: Scene): readonly Offer[] {
  const { spot, outline, options } = scene;
  const { place, path, resource } = spot;
  if (resource.kind !== 'Ingress' || place.role === 'value') return [];
  const metadata = entryOf(resource.map, 'metadata')?.value;
  const annotations = entryOf(metadata, 'annotations')?.value;
  if (![clusterIssuerKey, issuerKey].some((key) => textOf(annotations, key))) return [];
  const map = place.role === 'key' ? mapBelow(place.holder, outline.root) : undefined;
  if (place.role === 'key' && path === 'Ingress.spec.tls[]' && map) return missingOffers(scene, place, map);
  if (place.flow) return [];
  const entry = `${hostsBody(scene)}\n${secretBody(scene)}`;
  const offer = (label: string, text: string, written: Pick<Offer, 'body' | 'span'>): readonly Offer[] => [
    { label, sort: 'snippet', detail: detail[options.locale], shows: () => shown(text), ...written },
  ];
  const tls = entryOf(entryOf(resource.map, 'spec')?.value, 'tls')?.value;
  if (place.role === 'item') {
    const isFirst = path === 'Ingress.spec.tls' && tls === undefined;
    return isFirst ? offer('- hosts', entry, { body: asItem(scene, place, entry), span: place.word }) : [];
  }
  if (place.entry) return [];
  const whole = `tls:\n  - ${entry.replaceAll('\n', '\n    ')}`;
  if (path === 'Ingress.spec' && !map?.entries.some(({ name }) => name === 'tls'))
    return offer('tls', whole, placed(scene, place, whole));
  const isBegun = path === 'Ingress.spec.tls[]' && map === undefined && tls?.type === 'list';
  return isBegun ? offer('hosts', entry, placed(scene, place, entry)) : [];
}

/** The one of the two fields that an entry of `tls` lacks; the name alone where its value stands there. */
function missingOffers(
  scene: Scene,
  place: Place & { readonly role: 'key' },
  map: OutlineMap,
): readonly Offer[] {
  const there = new Set(map.entries.filter((entry) => entry !== place.entry).map(({ name }) => name));
  const [host] = textsOf(entryOf(map, 'hosts')?.value);
  const bodies = { hosts: hostsBody(scene), secretName: secretBody(scene, host) };
  return Object.entries(bodies).flatMap(([name, body]): readonly Offer[] => {
    if (there.has(name)) return [];
    const written = place.entry
      ? { body: renamed(place, name), span: place.word }
      : placed(scene, place, place.flow ? `${name}: ${name === 'hosts' ? '[«»]' : '«»'}` : body);
    return [{ label: name, sort: 'snippet', ...written, goesOn: place.flow && !place.entry }];
  });
}

/** The hosts that no entry has yet; where there are none, those of nobody yet. */
function hostsBody(scene: Scene): string {
  const open = hostsWithoutTls(scene).map(({ value }) => `\n  - ${scalar(value)}`);
  const none = ownHosts(scene).length > 0 ? '«»' : '«www.example.com»';
  return `hosts:${open.join('') || `\n  - ${none}`}`;
}

/** A Secret of its own: named like the Ingress, or like the host where another entry has that one. */
function secretBody(scene: Scene, host = hostsWithoutTls(scene)[0]?.value): string {
  const name = plainTextOf(entryOf(scene.spot.resource.map, 'metadata')?.value, 'name') ?? 'www';
  const byHost = host === undefined ? [] : [host.replace(/^\*\./, '').replaceAll('.', '-')];
  const taken = tlsSecrets(scene);
  const secret = [name, ...byHost].map((one) => `${one}-tls`).find((one) => !taken.includes(one));
  return `secretName: «${secret === undefined ? '' : scalar(secret)}»`;
}
