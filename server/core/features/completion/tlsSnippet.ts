/** What an annotated Ingress needs for a certificate: its hosts, and the Secret. */
import { clusterIssuerKey, issuerKey } from '../../issuance/annotations.ts';
import { placed } from './fields.ts';
import { scalar } from './layout.ts';
import { ownHosts } from './neighbourValues.ts';
import type { Offer, Scene } from './offer.ts';
import { entryOf, mapBelow, plainTextOf, textOf } from './outline.ts';
import { asItem, shown } from './snippets.ts';

const detail = {
  en: 'The hosts of the certificate, and its Secret',
  ko: '인증서의 호스트와 시크릿',
};

/** `tls` in the spec of an Ingress whose annotations name an issuer, or its first item. */
export function tlsOffers(scene: Scene): readonly Offer[] {
  const { spot, outline, options } = scene;
  const { place, path, resource } = spot;
  if (resource.kind !== 'Ingress' || place.role === 'value' || place.flow) return [];
  const metadata = entryOf(resource.map, 'metadata')?.value;
  const annotations = entryOf(metadata, 'annotations')?.value;
  if (![clusterIssuerKey, issuerKey].some((key) => textOf(annotations, key))) return [];
  const hosts = ownHosts(scene).map(({ value }) => `\n  - ${scalar(value)}`);
  const secret = scalar(`${plainTextOf(metadata, 'name') ?? 'www'}-tls`);
  const entry = `hosts:${hosts.join('') || '\n  - «www.example.com»'}\nsecretName: «${secret}»`;
  const offer = (label: string, text: string, written: Pick<Offer, 'body' | 'span'>): readonly Offer[] => [
    { label, sort: 'snippet', detail: detail[options.locale], shows: () => shown(text), ...written },
  ];
  const tls = entryOf(entryOf(resource.map, 'spec')?.value, 'tls')?.value;
  if (place.role === 'item') {
    const isFirst = path === 'Ingress.spec.tls' && tls === undefined;
    return isFirst ? offer('- hosts', entry, { body: asItem(scene, place, entry), span: place.word }) : [];
  }
  if (place.entry) return [];
  const map = mapBelow(place.holder, outline.root);
  const whole = `tls:\n  - ${entry.replaceAll('\n', '\n    ')}`;
  if (path === 'Ingress.spec' && !map?.entries.some(({ name }) => name === 'tls'))
    return offer('tls', whole, placed(scene, place, whole));
  const isBegun = path === 'Ingress.spec.tls[]' && map === undefined && tls?.type === 'list';
  return isBegun && tls.items.length === 1 ? offer('hosts', entry, placed(scene, place, entry)) : [];
}
