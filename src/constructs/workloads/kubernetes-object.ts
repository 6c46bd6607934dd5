/** A Kubernetes object as its manifest says it. */
export interface KubernetesObject {
  /** @example 'apps/v1' */
  readonly apiVersion: string;
  /** @example 'Deployment' */
  readonly kind: string;
  readonly metadata: KubernetesObjectMetadata;
  /** All that this kind has besides. */
  readonly [field: string]: unknown;
}

/** What names a Kubernetes object. */
export interface KubernetesObjectMetadata {
  readonly name: string;
  /** @default the release's namespace, for kinds that have one */
  readonly namespace?: string;
  /** Labels, annotations and the like. */
  readonly [field: string]: unknown;
}
