import type { Encodables } from '../wire/protobuf';
import type { stopProviderResponse } from '../wire/messages';
import type { Invocation } from './invocation';

/** The user interrupts Terraform: every handler's signal is aborted, and what is under way ends by itself. */
export async function stopProvider({
  session,
}: Invocation): Promise<Encodables<typeof stopProviderResponse>> {
  session.log.info('stopping on request');
  session.stop.abort(new Error('Terraform was interrupted'));
  return { Error: '' };
}
