import { isWhollyKnown } from '../../tfplugin';
import type { HostReference } from '../session';

/** What others are run on. */
export type ClusterService = 'kubernetes' | 'marathon';

/**
 * The services that this plan is going to make: what runs on them is planned after them, and cannot be tried where
 * nothing is there yet. One that was found is there, also when the plan replaces it.
 */
export class ComingServices {
  private readonly coming = new Set<string>();
  private readonly found = new Set<string>();

  /**
   * @param host Of a plan: it may be unknown, and so is then where those who need the service reach it.
   * @param exists Whether it is in the state.
   */
  planned(service: ClusterService, host: unknown, exists: boolean): void {
    if (!isWhollyKnown(host)) return;
    (exists ? this.found : this.coming).add(keyOf(service, host as HostReference));
  }

  made(service: ClusterService, host: HostReference): void {
    this.found.add(keyOf(service, host));
  }

  /** Whether none of the hosts has it, and all are going to. */
  awaits(service: ClusterService, hosts: readonly HostReference[] | null): boolean {
    const keys = (hosts ?? []).map((host) => keyOf(service, host));
    return keys.length > 0 && keys.every((key) => this.coming.has(key) && !this.found.has(key));
  }
}

function keyOf(service: ClusterService, { address, port }: HostReference): string {
  return `${service} ${address} ${String(port)}`;
}
