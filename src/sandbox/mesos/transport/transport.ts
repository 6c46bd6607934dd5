import type { JsonObject } from '../values/json';
import type { Reply, Request } from './http';

/** Where a program listens. */
export interface Address {
  readonly ip: string;
  readonly port: number;
}

/** The name of an actor in a program, as in `master@10.0.0.1:5050`. */
export type Pid = string;

export interface Message {
  readonly from: Pid;
  readonly to: Pid;
  /** As in `PingSlaveMessage`. */
  readonly name: string;
  readonly body: JsonObject;
}

/** What a program does with what reaches it. */
export interface Node {
  handle(request: Request): Promise<Reply> | Reply;
  receive(message: Message): void;
}

/** How programs reach each other: by requests, and by messages that are lost when nobody listens. */
export interface Transport {
  /** Gives what ends it, at once. @throws AddressInUse */
  listen(address: Address, node: Node): Promise<() => Promise<void>>;
  /** In the order in which they were sent, to one address. */
  send(message: Message): void;
  /** Calls back, once, when a program has ended or cannot be reached. Gives what ends the watch. */
  link(to: Pid, onExited: () => void): () => void;
}

export class AddressInUse extends Error {
  constructor({ ip, port }: Address) {
    super(`Failed to bind on ${ip}:${String(port)}: Address already in use`);
  }
}

export function pid(name: string, { ip, port }: Address): Pid {
  return `${name}@${ip}:${String(port)}`;
}

/** @throws Error when it is none */
export function parsePid(text: Pid): { readonly name: string; readonly address: Address } {
  const match = /^([^@]+)@(.+):(\d+)$/.exec(text);
  if (match === null) throw new Error(`"${text}" is not the name of an actor, as in "master@10.0.0.1:5050"`);
  const [, name = '', ip = '', port = ''] = match;
  return { name, address: { ip, port: Number(port) } };
}
