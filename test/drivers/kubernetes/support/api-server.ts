/** A cluster without nodes that the driver's suite runs against: the API server and the controllers, no kubelets. */
export interface ApiServerUnderTest {
  /** Where it listens on 127.0.0.1. */
  readonly port: number;
  /** A kubeconfig in JSON with a client certificate; the context is `admin@test`. */
  kubeconfig(server?: string): string;
  /** While `work` runs, the API server does not answer, as on a frozen machine. */
  whileApiServerIsFrozen<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}
