import type { Instance, Sequenced, SpotOptions } from './records';

/** The request behind a spot instance. RunInstances makes it and has it fulfilled at once. */
export interface SpotRequest extends Sequenced {
  readonly id: string;
  /** The last one, also while there is none: see `state`. */
  instance: Instance;
  readonly options: SpotOptions;
  readonly createdAt: Date;
  /** Launches another instance as it was asked for. It is not booted yet. */
  readonly launch: () => Instance;
  state: 'open' | 'active' | 'closed' | 'cancelled' | 'disabled';
  status: { readonly code: string; readonly message: string; readonly at: Date };
}

export function setSpotStatus(request: SpotRequest, code: string, message: string): void {
  request.status = { code, message, at: new Date() };
}
