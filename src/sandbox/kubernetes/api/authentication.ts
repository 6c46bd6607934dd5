import { TLSSocket } from 'node:tls';
import type { IncomingMessage } from 'node:http';
import type { Actor } from '../objects/actor';
import { unauthorized } from './status-error';

export interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
}

export const anonymous: Identity = { user: 'system:anonymous', groups: ['system:unauthenticated'] };

/**
 * Who makes a request, by client certificate or bearer token.
 * @throws StatusError 401 for a token that is none
 */
export function authenticate(
  request: IncomingMessage,
  identityOfToken: (token: string) => Identity | undefined,
): Identity {
  const { socket } = request;
  if (socket instanceof TLSSocket && socket.authorized) {
    const { subject } = socket.getPeerCertificate();
    const several = (value: unknown): string[] =>
      Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
    const [user = ''] = several(subject.CN);
    return { user, groups: [...several(subject.O), 'system:authenticated'] };
  }
  const { authorization } = request.headers;
  if (authorization === undefined) return anonymous;
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const identity = token === undefined ? undefined : identityOfToken(token);
  if (identity === undefined) throw unauthorized();
  return { ...identity, groups: [...identity.groups, 'system:authenticated'] };
}

/** The name under which the fields that a request sets are known. */
export function actorOf(identity: Identity, request: IncomingMessage, fieldManager: string | null): Actor {
  const agent = (request.headers['user-agent'] ?? '').split('/')[0] ?? '';
  const manager = fieldManager === null || fieldManager === '' ? agent : fieldManager;
  return { user: identity.user, groups: identity.groups, manager: manager === '' ? 'unknown' : manager };
}
