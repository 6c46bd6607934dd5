import type { HostFacts, Operation } from '../../bootstrap';
import type { ServiceName, ServiceParams } from '../../bootstrap/recipes/service';
import type { Schema } from '../../tfplugin';
import type { HostReference } from '../session';

/** What all resources of one service on one host have. */
export interface ServiceState {
  readonly host: HostReference;
  readonly owner: string | null;
  readonly drift: readonly string[] | null;
}

/** A service as the lifecycle of its resource has it. */
export interface ServiceKind<P extends ServiceParams, State extends ServiceState> {
  readonly service: ServiceName;
  readonly typeName: string;
  readonly schema: Schema;
  claim(params: P): readonly Operation[];
  operations(facts: HostFacts, params: P): readonly Operation[];
  removal(state: State): readonly Operation[];
}
