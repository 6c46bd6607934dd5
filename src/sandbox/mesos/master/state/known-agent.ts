import type { AgentInfo, DrainInfo } from '../../protocol/agents';
import { parsePid, type Pid } from '../../transport/transport';
import type { Resources } from '../../values/resource';
import type { MachineId } from '../registry/registry';

/** An agent that is registered with this master. */
export class KnownAgent {
  /** Whether it gets offers: neither lost nor taken out by an operator. */
  active = true;
  connected = true;
  deactivated = false;
  drain: DrainInfo | undefined;
  /** Since when, as far as this master knows. */
  drainStart: number | undefined;
  reregisteredTime: number | undefined;
  /** How many pings in a row it has not answered. */
  missedPings = 0;
  /** Ends what watches it. */
  unwatch = (): void => undefined;

  constructor(
    readonly id: string,
    public info: AgentInfo,
    public pid: Pid,
    public version: string,
    /** As operators and frameworks have reserved it. */
    public total: Resources,
    readonly registeredTime: number,
  ) {}

  get machine(): MachineId {
    return { hostname: this.info.hostname, ip: parsePid(this.pid).address.ip };
  }

  get mayBeOffered(): boolean {
    return this.active && this.connected && !this.deactivated;
  }
}
