import { readFile } from 'node:fs/promises';
import {
  HostKeyMismatchError,
  HostKeyRevokedError,
  HostKeyUnknownError,
  SshConfigurationError,
  type SshError,
} from './errors';
import { expandHome, reasonOf } from './files';
import {
  algorithmsOf,
  fingerprintOf,
  HOST_KEY_TYPES,
  hostKeyTypeOf,
  parseHostKey,
  type HostKeyAlgorithm,
  type HostKeyIdentity,
  type HostKeyType,
} from './host-key';
import { knownHostKeys, parseKnownHosts } from './known-hosts';
import { describeTarget, type SshTarget } from './target';

type Expectation =
  | { readonly kind: 'any' }
  | {
      readonly kind: 'keys';
      readonly accepted: readonly HostKeyIdentity[];
      readonly revoked: readonly string[];
      /** Where the expectation was written down, for errors. */
      readonly source: string;
    };

/**
 * Decides on the key that a host presents. A server with several keys presents one of the type that the client
 * asks for first, so the types that are expected come first; a fingerprint alone does not tell its type, so the
 * other types are asked for in turn before the host is refused.
 */
export class HostKeyCheck {
  private readonly presented: Buffer[] = [];

  private constructor(
    private readonly host: string,
    private readonly expectation: Expectation,
  ) {}

  /** @throws SshConfigurationError, HostKeyUnknownError */
  static async of(target: SshTarget): Promise<HostKeyCheck> {
    return new HostKeyCheck(describeTarget(target), await expectationOf(target));
  }

  /** What to ask the server for now, in this order. */
  algorithms(): HostKeyAlgorithm[] {
    const seen = new Set(this.presented.map(hostKeyTypeOf));
    const expected = this.expectation.kind === 'any' ? [] : this.expectation.accepted.map((key) => key.type);
    const left = HOST_KEY_TYPES.filter((type) => !seen.has(type));
    const rank = (type: HostKeyType): number => (expected.includes(type) ? 0 : 1);
    return algorithmsOf(left.toSorted((a, b) => rank(a) - rank(b)));
  }

  accepts(blob: Buffer): boolean {
    if (this.expectation.kind === 'any') return true;
    const fingerprint = fingerprintOf(blob);
    return (
      !this.expectation.revoked.includes(fingerprint) &&
      this.expectation.accepted.some((key) => key.fingerprint === fingerprint)
    );
  }

  /** Notes a refused key; the error when no other key of this host can be the expected one. */
  refuse(blob: Buffer): SshError | undefined {
    this.presented.push(blob);
    if (this.expectation.kind === 'any') return undefined;
    const fingerprint = fingerprintOf(blob);
    if (this.expectation.revoked.includes(fingerprint)) {
      return new HostKeyRevokedError(
        `${this.host} presented the host key ${fingerprint}, which ${this.expectation.source} marks as revoked; ` +
          'do not connect before the host has a new key and the file has its entry',
        { host: this.host },
      );
    }
    const typeUnknown = this.expectation.accepted.some((key) => key.type === undefined);
    return typeUnknown && this.algorithms().length > 0 ? undefined : this.mismatch();
  }

  /** After a refusal: the server has no key of another type. */
  mismatch(): HostKeyMismatchError | undefined {
    if (this.presented.length === 0 || this.expectation.kind === 'any') return undefined;
    const expected = this.expectation.accepted.map((key) => key.fingerprint);
    const presented = this.presented.map((blob) => fingerprintOf(blob));
    return new HostKeyMismatchError(
      `${this.host} presented the host key ${presented.join(' and ')}, but ${this.expectation.source} expects ` +
        `${expected.join(' or ')}; either another machine answers at this address, or the host was reinstalled: ` +
        'find out which, compare with `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` on its console, and ' +
        'only then change the expected key',
      { host: this.host },
      expected,
      presented,
    );
  }
}

async function expectationOf(target: SshTarget): Promise<Expectation> {
  const host = describeTarget(target);
  // Callers without types could leave it out, and ssh2 accepts any key when it is not told otherwise.
  const policy = target.hostKeys as SshTarget['hostKeys'] | undefined;
  if (policy === undefined) {
    throw new SshConfigurationError(
      `no host key policy for ${host}; pin its host key, name a known_hosts file or ask for trust on first use`,
      { host },
    );
  }
  switch (policy.kind) {
    case 'pinned': {
      if (policy.keys.length === 0) {
        throw new SshConfigurationError(`no host key is pinned for ${host}; give at least one`, { host });
      }
      try {
        return {
          kind: 'keys',
          accepted: policy.keys.map(parseHostKey),
          revoked: [],
          source: 'the pinned host key',
        };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new SshConfigurationError(`pinned host key of ${host}: ${reason}`, { host, cause: error });
      }
    }
    case 'known-hosts':
      return knownHostsExpectation(target, policy.file);
    case 'trust-on-first-use':
      return { kind: 'any' };
  }
}

async function knownHostsExpectation(target: SshTarget, file: string): Promise<Expectation> {
  const host = describeTarget(target);
  const path = expandHome(file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new HostKeyUnknownError(`known_hosts file "${path}" for ${host}: ${reasonOf(error)}`, {
      host,
      cause: error,
    });
  }
  const { trusted, revoked } = knownHostKeys(parseKnownHosts(text), target.address, target.port);
  const accepted = trusted.flatMap(identityOrNothing);
  if (accepted.length === 0) {
    const name = target.port === 22 ? target.address : `[${target.address}]:${target.port}`;
    throw new HostKeyUnknownError(
      `known_hosts file "${path}" has no usable key of "${name}"; check the host's fingerprint on its console, ` +
        `then add it: ssh-keyscan -p ${target.port} ${target.address} >> ${path}`,
      { host },
    );
  }
  return {
    kind: 'keys',
    accepted,
    revoked: revoked.flatMap(identityOrNothing).map((key) => key.fingerprint),
    source: `"${path}"`,
  };
}

/** Keys of types that cannot be negotiated anyway (`ssh-dss`, damaged lines) are passed over, as OpenSSH does. */
function identityOrNothing(line: string): HostKeyIdentity[] {
  try {
    return [parseHostKey(line)];
  } catch {
    return [];
  }
}
