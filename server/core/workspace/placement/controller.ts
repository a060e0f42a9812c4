/** An ingress or gateway controller of a cluster, as manifests tell of it. */
import type { DataMap } from '../../model/data.ts';
import type { Known } from '../../model/resource.ts';
import type { Span } from '../../text/span.ts';
import type { Product } from './products.ts';

export interface Controller {
  readonly product: Product;
  /** Names of the IngressClasses that it serves; undefined where a template decides it. */
  readonly ingressClasses: readonly string[] | undefined;
  /** Whether it serves Ingresses that name no class; undefined where that is not known. */
  readonly classless: boolean | undefined;
  /** Whether it brings the default IngressClass along, which Ingresses without one then get; undefined: not known. */
  readonly byDefault?: boolean | undefined;
  /** Names of the GatewayClasses that it serves. */
  readonly gatewayClasses: readonly string[];
  /** The one Gateway that it serves, where each has pods of its own. */
  readonly gateway: { readonly name: string; readonly namespace: string | undefined } | undefined;
  /** What makes its pods; `outside`: it runs on no node of the cluster. */
  readonly how: 'daemonset' | 'deployment' | 'pod' | 'outside';
  /** Whether the pods stand in a workload, or are made by a chart or an operator of what is written here. */
  readonly by: 'workload' | 'values' | 'class';
  readonly namespace: string | undefined;
  /** Labels that its pods have; empty where they are not known. */
  readonly podLabels: DataMap;
  /**
   * `nodeName`, `nodeSelector`, `affinity`, `tolerations`, `hostNetwork` of its pods as they are written; undefined where a
   * template or a source outside of the workspace has a say in it.
   */
  readonly scheduling: DataMap | undefined;
  /** Where that is written, or where it would be. */
  readonly place: { readonly resource: Known; readonly at: Span };
}

/** The fields of a pod that decide on which nodes it may run. */
export const schedulingFields = [
  'nodeName',
  'nodeSelector',
  'affinity',
  'tolerations',
  'hostNetwork',
] as const;
