import type { Duplex } from 'node:stream';

/** How a cluster's API is reached. Lives in memory only: the kubeconfig holds credentials. */
export interface ClusterConnection {
  /** The text of a kubeconfig file (YAML or JSON). */
  readonly kubeconfig: string;
  /** Which of its contexts to use; its current one when absent. */
  readonly context?: string;
  /**
   * Opens a connection to the API server's host and port, for instance through SSH. When absent the API
   * server is dialled directly, through the kubeconfig's `proxy-url` if it has one.
   */
  readonly openSocket?: (host: string, port: number) => Promise<Duplex>;
  /** How errors name the cluster: `cluster "prod" through host 10.0.0.11`, `kubeconfig "lab"`. */
  readonly source: string;
}
