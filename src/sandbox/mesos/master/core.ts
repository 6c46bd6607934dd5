import type { MasterInfo } from '../election/master-info';
import type { MessageName, Messages } from '../protocol/messages';
import { post } from '../protocol/post';
import type { Surroundings } from '../surroundings';
import type { Pid } from '../transport/transport';
import { messageOf } from '../failure';
import { Counters } from './counters';
import type { OperatorEvents } from './operator/operator-events';
import type { Operation } from './registry/operations';
import type { Registrar } from './registry/registrar';
import type { MasterSettings } from './settings';
import type { MasterState } from './state/master-state';

/** What the parts of a master work with. */
export class MasterCore {
  /** Whether it is the one, whether or not it can do anything yet. */
  elected = false;
  readonly counters = new Counters();

  constructor(
    readonly settings: MasterSettings,
    readonly world: Surroundings,
    readonly info: MasterInfo,
    readonly startTime: number,
    readonly state: MasterState,
    readonly registrar: Registrar,
    readonly events: OperatorEvents,
  ) {}

  get now(): number {
    return this.world.clock.now();
  }

  tell<N extends MessageName>(to: Pid, name: N, body: Messages[N]): void {
    post(this.world.transport, this.info.pid, to, name, body);
  }

  /** Changes the registry where a master that cannot do it must not go on. */
  async mustApply(operation: Operation, what: string): Promise<void> {
    try {
      await this.registrar.apply(operation);
    } catch (error) {
      this.world.onExit(134, `Failed to ${what} in the registry: ${messageOf(error)}`);
      throw error;
    }
  }
}
