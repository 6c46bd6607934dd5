import type { IHosts } from '../hosts/host';

/** Mesos-DNS, which gives apps names: `web.marathon.mesos`. It runs as an app of Marathon, on agents that are named. */
export interface MesosDnsSettings {
  /** The agents it runs on, one instance each; others ask it at their addresses. */
  readonly hosts: IHosts;
  /** http(s) URL of the program itself, which agents download. */
  readonly url: string;
  /** SHA-256 of the program in hex, checked before every start. */
  readonly sha256: string;
  /**
   * The domain that names are in.
   *
   * @default 'mesos'
   */
  readonly domain?: string;
  /**
   * IP addresses of name servers that it asks for all other names.
   *
   * @default other names are not answered
   */
  readonly resolvers?: string[];
}

/**
 * marathon-lb: HAProxy, which offers apps at their service ports. It runs as an app of Marathon, on agents that are named and run
 * Docker.
 */
export interface LoadBalancerSettings {
  /** The agents it runs on, one instance each. Clients connect to their service ports. */
  readonly hosts: IHosts;
  /**
   * The image of marathon-lb.
   *
   * @example 'registry.example/marathon-lb:v1.15.0'
   */
  readonly image: string;
  /**
   * The group of apps that it offers: workloads that expose a port, and apps with this as their label `HAPROXY_GROUP`.
   *
   * @default 'external'
   */
  readonly group?: string;
}

export const DEFAULT_GROUP = 'external';
