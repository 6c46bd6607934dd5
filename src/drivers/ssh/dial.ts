import { Client, type ConnectConfig } from 'ssh2';
import type { Login } from './credential';
import {
  SshAbortError,
  SshAuthenticationError,
  SshConfigurationError,
  SshCredentialError,
  SshProtocolError,
  SshUnreachableError,
} from './errors';
import type { HostKeyCheck } from './host-key-check';
import type { HostKeyAlgorithm } from './host-key';
import { onAbort } from './patience';
import { describeTarget, type SshTarget } from './target';

/** A link that leaves so many questions in a row unanswered is dead. */
const KEEPALIVE_COUNT = 3;

/** The layer of an error that ssh2 does not raise: the host closed the connection without a word. */
const CLOSED = 'closed';

export interface Dialled {
  readonly client: Client;
  /** The host's key in wire form. */
  readonly hostKey: Buffer;
}

export interface DialOptions {
  readonly attemptTimeoutMs: number;
  readonly keepaliveIntervalMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** One attempt to reach a host and log in. @throws SshError of the kind that says whether another attempt may help */
export async function dial(
  target: SshTarget,
  login: Login,
  hostKeys: HostKeyCheck,
  options: DialOptions,
): Promise<Dialled> {
  for (;;) {
    const result = await handshake(target, login, hostKeys, options);
    if (result.kind === 'ready') return result;
    if (result.kind === 'failed') throw result.error;
    const refusal = result.kind === 'refused' ? hostKeys.refuse(result.key) : hostKeys.mismatch();
    if (refusal) throw refusal;
    if (result.kind === 'no-such-key') throw result.error;
  }
}

type HandshakeResult =
  | ({ readonly kind: 'ready' } & Dialled)
  | { readonly kind: 'refused'; readonly key: Buffer }
  /** The server has no host key of a type that was asked for. */
  | { readonly kind: 'no-such-key'; readonly error: Error }
  | { readonly kind: 'failed'; readonly error: Error };

function handshake(
  target: SshTarget,
  login: Login,
  hostKeys: HostKeyCheck,
  { attemptTimeoutMs, keepaliveIntervalMs, signal }: DialOptions,
): Promise<HandshakeResult> {
  return new Promise((resolve) => {
    const host = describeTarget(target);
    const client = new Client();
    let accepted: Buffer | undefined;
    let refused: Buffer | undefined;
    let keysExchanged = false;
    let settled = false;
    let stopListening = (): void => undefined;

    const settle = (result: HandshakeResult): void => {
      if (settled) return;
      settled = true;
      stopListening();
      if (result.kind !== 'ready') client.destroy();
      resolve(result);
    };
    const stop = (): void => {
      settle({ kind: 'failed', error: aborted(host, signal) });
    };

    // The listener stays for the connection's life: ssh2 reports a lost link as an error before it closes.
    const fail = (error: RawError): void => {
      if (refused) settle({ kind: 'refused', key: refused });
      else settle(failure(error, host, login, keysExchanged));
    };
    client.on('error', fail);
    client.on('close', () => {
      fail(Object.assign(new Error('it closed the connection before the login'), { level: CLOSED }));
    });
    client.on('handshake', () => {
      keysExchanged = true;
    });
    client.on('ready', () => {
      client.setNoDelay(true);
      if (accepted) settle({ kind: 'ready', client, hostKey: accepted });
    });
    stopListening = onAbort(signal, stop);
    if (settled) return;

    const config: ConnectConfig = {
      keepaliveInterval: keepaliveIntervalMs,
      keepaliveCountMax: KEEPALIVE_COUNT,
      host: target.address,
      port: target.port,
      username: target.user,
      readyTimeout: attemptTimeoutMs,
      authHandler: [login.method],
      algorithms: { serverHostKey: hostKeys.algorithms() satisfies HostKeyAlgorithm[] },
      // Also asked again whenever the keys are exchanged anew during the connection's life.
      hostVerifier: (key: Buffer): boolean => {
        if (hostKeys.accepts(key) && (accepted === undefined || accepted.equals(key))) {
          accepted = Buffer.from(key);
          return true;
        }
        refused = Buffer.from(key);
        return false;
      },
    };
    try {
      client.connect(config);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      settle({
        kind: 'failed',
        error: new SshConfigurationError(`cannot connect to ${host}: ${reason}`, { host, cause: error }),
      });
    }
  });
}

export function aborted(host: string, signal: AbortSignal | undefined): SshAbortError {
  return new SshAbortError(`stopped by request while connected or connecting to ${host}`, {
    host,
    cause: signal?.reason,
  });
}

/** As ssh2 raises it: `level` tells the layer, a `code` that is a number the reason of a disconnect message. */
type RawError = Error & { level?: string; code?: unknown };

function failure(error: RawError, host: string, login: Login, keysExchanged: boolean): HandshakeResult {
  const failed = (typed: Error): HandshakeResult => ({ kind: 'failed', error: typed });
  const details = { host, cause: error };
  const refused = new SshAuthenticationError(
    `${host} refused ${login.description}: ${error.message}; check the user name and that the public key is in ` +
      "the user's authorized_keys",
    { ...details, retryable: true },
  );
  const unreachable = new SshUnreachableError(
    `cannot reach ${host}: ${error.message}; check that it is up and that sshd listens`,
    { ...details, retryable: true },
  );
  switch (error.level ?? '') {
    case 'client-authentication':
      return failed(refused);
    case 'agent':
      return failed(
        new SshCredentialError(`the SSH agent refused to sign for ${host}: ${error.message}`, details),
      );
    case 'client-timeout': {
      const message = `${host} did not answer in time; check the address, the port and firewalls between`;
      return failed(new SshUnreachableError(message, { ...details, retryable: true }));
    }
    case 'client-socket':
    case 'client-dns':
    case CLOSED:
      return failed(unreachable);
    default:
  }
  if (error.message === 'Connection lost before handshake') return failed(unreachable);
  if (typeof error.code === 'number') {
    // Once keys are exchanged only the login is left: sshd disconnects for too many keys or a user that it bars.
    return failed(keysExchanged ? refused : unreachable);
  }
  const protocol = new SshProtocolError(
    `${host} does not speak SSH as this client does: ${error.message}; check the port and the host's sshd`,
    details,
  );
  return error.message.includes('no matching host key')
    ? { kind: 'no-such-key', error: protocol }
    : failed(protocol);
}
