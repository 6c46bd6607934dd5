import type { Instance, Sequenced, SpotOptions } from './records';

/** The request behind a spot instance. RunInstances makes it and has it fulfilled at once. */
export interface SpotRequest extends Sequenced {
  readonly id: string;
  readonly instance: Instance;
  readonly options: SpotOptions;
  readonly createdAt: Date;
  state: 'active' | 'closed' | 'cancelled' | 'disabled';
  status: { readonly code: string; readonly message: string; readonly at: Date };
}

export function setSpotStatus(request: SpotRequest, code: string, message: string): void {
  request.status = { code, message, at: new Date() };
}
