/**
 * Which annotation of an Ingress, Gateway or ListenerSet says what stands where in its Certificate (cert-manager
 * `pkg/controller/certificate-shim/{helper,sync}.go`, release 1.21; behaviour facts, section 6.5).
 */
import { isBefore, type Release } from '../facts.ts';
import { type Data, type DataMap, listIn } from '../model/data.ts';
import { textAt } from '../model/look.ts';
import type { YamlMap } from '../yaml/tree.ts';
import {
  clusterIssuerKey,
  editInPlaceKey,
  ingressClassKey,
  ingressClassNameKey,
  issuerGroupKey,
  issuerKey,
  issuerKindKey,
  parentFallbackKey,
  shimAnnotations,
} from './annotations.ts';
import { commaList } from './shimValues.ts';

/** Fields of `spec` that come of one annotation and nothing else. */
const specFields: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  commonName: 'cert-manager.io/common-name',
  emailAddresses: 'cert-manager.io/email-sans',
  duration: 'cert-manager.io/duration',
  renewBefore: 'cert-manager.io/renew-before',
  renewBeforePercentage: 'cert-manager.io/renew-before-percentage',
  revisionHistoryLimit: 'cert-manager.io/revision-history-limit',
  secretTemplate: 'cert-manager.io/secret-template',
  subject: {
    organizations: 'cert-manager.io/subject-organizations',
    organizationalUnits: 'cert-manager.io/subject-organizationalunits',
    countries: 'cert-manager.io/subject-countries',
    provinces: 'cert-manager.io/subject-provinces',
    localities: 'cert-manager.io/subject-localities',
    postalCodes: 'cert-manager.io/subject-postalcodes',
    streetAddresses: 'cert-manager.io/subject-streetaddresses',
    serialNumber: 'cert-manager.io/subject-serialnumber',
  },
  privateKey: {
    algorithm: 'cert-manager.io/private-key-algorithm',
    encoding: 'cert-manager.io/private-key-encoding',
    size: 'cert-manager.io/private-key-size',
    rotationPolicy: 'cert-manager.io/private-key-rotation-policy',
  },
};

/** Annotations of the Certificate, by what they come of. */
const annotations: Readonly<Record<string, string>> = {
  'acme.cert-manager.io/http01-override-ingress-name': editInPlaceKey,
  'cert-manager.io/issue-temporary-certificate': editInPlaceKey,
  'acme.cert-manager.io/http01-override-ingress-class': ingressClassKey,
  'acme.cert-manager.io/http01-override-ingress-ingressclassname': ingressClassNameKey,
};

/**
 * The form of a Certificate with the annotation's key at each place that one says; a key for a mapping or a list stands for all
 * that is in it. `map`: the resource that the annotations stand on; `made`: the annotations of the Certificate.
 */
export function causesOf(
  map: YamlMap,
  spec: DataMap,
  made: Readonly<Record<string, string>>,
  release: Release,
): DataMap {
  const text = (key: string) =>
    isBefore(release, shimAnnotations.get(key)?.since ?? release)
      ? undefined
      : textAt(map, ['metadata', 'annotations', key])?.value;
  const written = (...keys: readonly string[]) => keys.find((key) => text(key) !== undefined) ?? null;
  const inList = (field: string, key: string): readonly Data[] => {
    const [all, value] = [listIn(spec, field) ?? [], text(key)];
    const own = value === undefined ? 0 : commaList(value).length;
    // Those of the annotation stand behind all others.
    return all.map((_, i) => (i < all.length - own ? null : key));
  };
  const toParent =
    textAt(map, 'kind')?.value === 'ListenerSet' &&
    made['acme.cert-manager.io/http01-parentrefkind'] === 'Gateway' &&
    text(parentFallbackKey);
  return {
    metadata: {
      annotations: {
        ...annotations,
        ...(toParent && {
          'acme.cert-manager.io/http01-parentrefkind': parentFallbackKey,
          'acme.cert-manager.io/http01-parentrefname': parentFallbackKey,
        }),
      },
    },
    spec: {
      ...specFields,
      dnsNames: inList('dnsNames', 'cert-manager.io/alt-names'),
      ipAddresses: inList('ipAddresses', 'cert-manager.io/ip-sans'),
      usages: written('cert-manager.io/usages'),
      issuerRef: {
        name: written(clusterIssuerKey, issuerKey),
        kind: written(issuerKindKey, clusterIssuerKey),
        group: written(issuerGroupKey),
      },
    },
  };
}
