import type { Message, Pid, Transport } from '../transport/transport';
import type { JsonObject } from '../values/json';
import type { MessageName, Messages } from './messages';

/** What to do with each message that may come. */
export type Receivers = { readonly [N in MessageName]?: (body: Messages[N], from: Pid) => void };

export function post<N extends MessageName>(
  transport: Transport,
  from: Pid,
  to: Pid,
  name: N,
  body: Messages[N],
): void {
  transport.send({ from, to, name, body: body as unknown as JsonObject });
}

/** Messages that nobody waits for are dropped. */
export function dispatch(receivers: Receivers, { name, body, from }: Message): void {
  const receive = receivers[name as MessageName] as ((body: unknown, from: Pid) => void) | undefined;
  receive?.(body, from);
}
