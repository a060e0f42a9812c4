/**
 * The objects that cert-manager creates for an HTTP-01 challenge, before it does (`pkg/issuer/acme/http/{pod,service,
 * ingress,httproute}.go`, release 1.21; behaviour facts, sections 3.1 to 3.5). What is only known at run time is a hole.
 */
import { gatewayPodTemplateSince, isBefore, type Release } from '../facts.ts';
import { type Data, type DataMap, isMap, mapIn, textIn } from '../model/data.ts';
import { isRead, mergePod } from './podMerge.ts';

/** Data with holes in it. */
export type Shape = string | number | boolean | null | Hole | readonly Shape[] | ShapeMap;
export interface ShapeMap {
  readonly [name: string]: Shape;
}

/** What a hole will be filled with. */
export type Filling =
  | 'name'
  | 'nameHash'
  | 'tokenHash'
  | 'token'
  | 'key'
  | 'image'
  | 'challenge'
  | 'service'
  | 'namespace';

const filling: unique symbol = Symbol('filling');

/** A value that is made at run time; `before` is the part of it that is known. */
export interface Hole {
  readonly [filling]: Filling;
  readonly before: string;
}

/** A hole behind a text that is known. */
export function hole(what: Filling, before = ''): Hole {
  return { [filling]: what, before };
}

/** What will stand in a hole. */
export function fillingOf(of: Hole): Filling {
  return of[filling];
}

export function isHole(shape: Shape | undefined): shape is Hole {
  return typeof shape === 'object' && shape !== null && filling in shape;
}

/** Whether it is a mapping, and no hole. */
export function isShapeMap(shape: Shape | undefined): shape is ShapeMap {
  return typeof shape === 'object' && shape !== null && !isShapeList(shape) && !isHole(shape);
}

export function isShapeList(shape: Shape | undefined): shape is readonly Shape[] {
  return Array.isArray(shape);
}

/** An object as it will be, as it would be if the solver said nothing, and what the solver says, laid over its form. */
export interface Making {
  readonly made: ShapeMap;
  readonly plain: ShapeMap;
  readonly written: ShapeMap;
  /** By what annotation a value comes to be, in the same form; a text at a mapping or a list counts for all of it. */
  readonly causes?: ShapeMap;
}

export interface SolverObjects {
  readonly pod: Making;
  readonly service: Making;
  /** The Ingress or HTTPRoute. */
  readonly route: Making;
  /** The Ingress that the path is written into, where none is created. */
  readonly editedIngress: string | undefined;
}

/** The objects of one way of a solver (`ingress` or `gatewayHTTPRoute`, as data). `namespace`: the Challenge's, if known. */
export function solverObjects(
  way: 'ingress' | 'gatewayHTTPRoute',
  config: DataMap,
  namespace: string | undefined,
  release: Release,
): SolverObjects {
  const readsTemplate = way === 'ingress' || !isBefore(release, gatewayPodTemplateSince);
  const template = (readsTemplate && mapIn(config, 'podTemplate')) || {};
  return {
    pod: {
      made: podOf(template, namespace, release),
      plain: podOf({}, namespace, release),
      written: podWritten(template, namespace, release),
    },
    service: serviceOf(textIn(config, 'serviceType') ?? '', namespace),
    route: way === 'ingress' ? ingressOf(config, namespace, release) : httpRouteOf(config, namespace),
    editedIngress: (way === 'ingress' && textIn(config, 'name')) || undefined,
  };
}

/** The labels by which cert-manager finds again what it made; checksums of the name and of the token. */
const identity: ShapeMap = {
  'acme.cert-manager.io/http-domain': hole('nameHash'),
  'acme.cert-manager.io/http-token': hole('tokenHash'),
  'acme.cert-manager.io/http01-solver': 'true',
};

function metadataOf(labels: ShapeMap, annotations: ShapeMap, namespace: string | undefined): ShapeMap {
  return {
    generateName: 'cm-acme-http-solver-',
    namespace: namespace ?? hole('namespace'),
    labels,
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ownerReferences: [
      {
        apiVersion: 'acme.cert-manager.io/v1',
        kind: 'Challenge',
        name: hole('challenge'),
        controller: true,
        blockOwnerDeletion: true,
      },
    ],
  };
}

function podOf(template: DataMap, namespace: string | undefined, release: Release): ShapeMap {
  const asked = mapIn(template, 'spec') ?? {};
  const { resources = {}, nodeSelector, securityContext, ...rest } = mergePod(asked, release);
  const metadata = mapIn(template, 'metadata') ?? {};
  const annotations = {
    'sidecar.istio.io/inject': 'false',
    ...(!isBefore(release, '1.14') && { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'true' }),
    ...mapIn(metadata, 'annotations'),
  };
  const confined = {
    ...(!isBefore(release, '1.14') && { readOnlyRootFilesystem: true }),
    ...(!isBefore(release, '1.8') && { allowPrivilegeEscalation: false }),
    ...(!isBefore(release, '1.10') && { capabilities: { drop: ['ALL'] } }),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadataOf({ ...identity, ...mapIn(metadata, 'labels') }, annotations, namespace),
    spec: {
      ...(isFilled(nodeSelector) && { nodeSelector }),
      ...rest,
      ...(!isBefore(release, '1.12') && { automountServiceAccountToken: false }),
      ...(!isBefore(release, '1.13') && { enableServiceLinks: false }),
      restartPolicy: 'OnFailure',
      ...(isMap(readOf(asked, release)['securityContext']) || isFilled(securityContext)
        ? { securityContext: securityContext ?? {} }
        : {}),
      containers: [
        {
          name: 'acmesolver',
          image: hole('image'),
          imagePullPolicy: 'IfNotPresent',
          args: [
            '--listen-port=8089',
            hole('name', '--domain='),
            hole('token', '--token='),
            hole('key', '--key='),
          ],
          ports: [{ name: 'http', containerPort: 8089 }],
          resources,
          ...(isFilled(confined) && { securityContext: confined }),
        },
      ],
    },
  };
}

/** Go leaves out what is empty. */
function isFilled(data: Data | undefined): data is DataMap {
  return isMap(data) && Object.keys(data).length > 0;
}

/** What a podTemplate says, where it will stand in the pod; only what this release reads. */
function podWritten(template: DataMap, namespace: string | undefined, release: Release): ShapeMap {
  const { resources, ...spec } = readOf(mapIn(template, 'spec') ?? {}, release);
  return {
    metadata: { ...mapIn(template, 'metadata'), ...(namespace !== undefined && { namespace }) },
    spec: { ...spec, ...(resources !== undefined && { containers: [{ resources }] }) },
  };
}

function readOf(spec: DataMap, release: Release): DataMap {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => isRead(name, release)));
}

function serviceOf(serviceType: string, namespace: string | undefined): Making {
  const make = (type: string): ShapeMap => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(identity, { 'auth.istio.io/8089': 'NONE' }, namespace),
    spec: {
      type,
      ports: [{ name: 'http', port: 8089, targetPort: 8089 }],
      selector: identity,
    },
  });
  return {
    made: make(serviceType || 'NodePort'),
    plain: make('NodePort'),
    written: {
      metadata: { ...(namespace !== undefined && { namespace }) },
      spec: { ...(serviceType !== '' && { type: serviceType }) },
    },
  };
}

const openToAll = 'nginx.ingress.kubernetes.io/whitelist-source-range';

function ingressOf(config: DataMap, namespace: string | undefined, release: Release): Making {
  const [name, className] = [textIn(config, 'name') ?? '', textIn(config, 'class') ?? ''];
  const ingressClassName = isBefore(release, '1.12') ? '' : (textIn(config, 'ingressClassName') ?? '');
  const template = isBefore(release, '0.15') ? {} : mapIn(mapIn(config, 'ingressTemplate') ?? {}, 'metadata');
  const own = mapIn(template ?? {}, 'annotations') ?? {};
  const labels = mapIn(template ?? {}, 'labels') ?? {};
  const opened = Object.keys(own).some(
    (key) => key.slice(key.lastIndexOf('/') + 1) === 'whitelist-source-range',
  );
  const ofClass: ShapeMap = className === '' ? {} : { 'kubernetes.io/ingress.class': className };
  const make = (annotations: ShapeMap, added: ShapeMap, spec: ShapeMap): ShapeMap => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata:
      name === ''
        ? metadataOf({ ...identity, ...added }, annotations, namespace)
        : { name, namespace: namespace ?? hole('namespace') },
    spec: { ...spec, rules: [{ host: hole('name'), http: { paths: [pathFor(release)] } }] },
  });
  const byClass: ShapeMap = ingressClassName === '' || name !== '' ? {} : { ingressClassName };
  const open = { [openToAll]: '0.0.0.0/0,::/0' };
  return {
    made: make({ ...(!opened && open), ...ofClass, ...own }, labels, byClass),
    plain: make(open, {}, {}),
    written: {
      metadata: {
        ...(namespace !== undefined && { namespace }),
        ...(name !== '' && { name }),
        labels,
        annotations: { ...ofClass, ...own },
      },
      spec: byClass,
    },
  };
}

/** `pathType`: none up to 1.4, Exact in 1.5 and since 1.18, else whatever the controller takes it for. */
function pathFor(release: Release): ShapeMap {
  const exact = !isBefore(release, '1.18') || (isBefore(release, '1.6') && !isBefore(release, '1.5'));
  return {
    path: hole('token', '/.well-known/acme-challenge/'),
    ...(!isBefore(release, '1.5') && { pathType: exact ? 'Exact' : 'ImplementationSpecific' }),
    backend: { service: { name: hole('service'), port: { number: 8089 } } },
  };
}

function httpRouteOf(config: DataMap, namespace: string | undefined): Making {
  const parentRefs: Data = config['parentRefs'] ?? [];
  const labels = mapIn(config, 'labels') ?? {};
  const make = (added: ShapeMap, parents: Shape): ShapeMap => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf({ ...identity, ...added }, {}, namespace),
    spec: {
      parentRefs: parents,
      hostnames: [hole('name')],
      rules: [
        {
          matches: [{ path: { type: 'Exact', value: hole('token', '/.well-known/acme-challenge/') } }],
          backendRefs: [
            {
              group: '',
              kind: 'Service',
              name: hole('service'),
              namespace: namespace ?? hole('namespace'),
              port: 8089,
              weight: 1,
            },
          ],
        },
      ],
    },
  });
  return {
    made: make(labels, parentRefs),
    plain: make({}, []),
    written: {
      metadata: { labels, ...(namespace !== undefined && { namespace }) },
      spec: {
        parentRefs,
        ...(namespace !== undefined && { rules: [{ backendRefs: [{ namespace }] }] }),
      },
    },
  };
}
