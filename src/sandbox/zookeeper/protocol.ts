import type { ZooKeeperErrorCode } from './zookeeper';

/** What is asked, by its number on the wire. */
export const OPERATIONS = {
  create: 1,
  delete: 2,
  exists: 3,
  getData: 4,
  setData: 5,
  getChildren: 8,
  ping: 11,
  auth: 100,
  close: -11,
} as const;

/** Numbers of requests that are no request of a user. */
export const XID_WATCH = -1;
export const XID_PING = -2;
export const XID_AUTH = -4;

export const EVERYTHING = 31;
export const ANY_VERSION = -1;

export const EPHEMERAL = 1;
export const SEQUENTIAL = 2;

const ERRORS: Readonly<Record<number, ZooKeeperErrorCode>> = {
  [-4]: 'CONNECTION_LOSS',
  [-101]: 'NO_NODE',
  [-102]: 'NO_AUTH',
  [-103]: 'BAD_VERSION',
  [-108]: 'NO_CHILDREN_FOR_EPHEMERALS',
  [-110]: 'NODE_EXISTS',
  [-111]: 'NOT_EMPTY',
  [-112]: 'SESSION_EXPIRED',
};

export function errorCode(number: number): ZooKeeperErrorCode {
  return ERRORS[number] ?? 'UNKNOWN';
}

/** As {@link errorCode} reads it. */
export function errorNumber(code: ZooKeeperErrorCode): number {
  const found = Object.entries(ERRORS).find(([, one]) => one === code);
  return found === undefined ? -1 : Number(found[0]);
}
