import { readFile } from 'node:fs/promises';
import { createAgent, utils, type AgentAuthMethod, type BaseAgent, type PublicKeyAuthMethod } from 'ssh2';
import { SshCredentialError } from './errors';
import { expandHome, reasonOf } from './files';
import { fingerprintOf } from './host-key';
import { describeTarget, type SshTarget } from './target';

/** A credential that was read and found usable, before any packet is sent. */
export interface Login {
  readonly method: PublicKeyAuthMethod | AgentAuthMethod;
  /** What is offered to the host, for errors: `the key "…" (SHA256:…)`. */
  readonly description: string;
}

/** @throws SshCredentialError at once: waiting for a host cannot repair a wrong credential. */
export async function loadLogin(target: SshTarget): Promise<Login> {
  const credential = target.credential;
  return credential.kind === 'agent'
    ? agentLogin(target, credential.socket)
    : keyFileLogin(target, credential.privateKeyFile, credential.passphraseFile);
}

async function keyFileLogin(target: SshTarget, keyFile: string, passphraseFile?: string): Promise<Login> {
  const host = describeTarget(target);
  const path = expandHome(keyFile);
  const text = await readCredentialFile(host, 'private key', path);
  const passphrase =
    passphraseFile === undefined
      ? undefined
      : (await readCredentialFile(host, 'passphrase', expandHome(passphraseFile))).replace(/\r?\n$/, '');
  const parsed: unknown = utils.parseKey(text, passphrase);
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error) {
    const encrypted = /passphrase|encrypted|decrypt/i.test(key.message);
    const way = !encrypted
      ? 'name the file of an OpenSSH or PEM private key'
      : passphraseFile === undefined
        ? 'name the file that holds its passphrase, or use an agent'
        : `check the passphrase in "${expandHome(passphraseFile)}"`;
    throw new SshCredentialError(`private key file "${path}" for ${host}: ${key.message}; ${way}`, {
      host,
      cause: key,
    });
  }
  if (!isParsedKey(key) || !key.isPrivateKey()) {
    throw new SshCredentialError(
      `private key file "${path}" for ${host} holds a public key; name the file without ".pub"`,
      { host },
    );
  }
  return {
    method: {
      type: 'publickey',
      username: target.user,
      key: text,
      ...(passphrase === undefined ? {} : { passphrase }),
    },
    description: `the key "${path}" (${fingerprintOf(key.getPublicSSH())})`,
  };
}

function isParsedKey(value: unknown): value is { isPrivateKey(): boolean; getPublicSSH(): Buffer } {
  return typeof value === 'object' && value !== null && 'isPrivateKey' in value && 'getPublicSSH' in value;
}

async function readCredentialFile(host: string, what: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SshCredentialError(`${what} file "${path}" for ${host}: ${reasonOf(error)}`, {
      host,
      cause: error,
    });
  }
}

async function agentLogin(target: SshTarget, socket: string | undefined): Promise<Login> {
  const host = describeTarget(target);
  const path = socket === undefined ? process.env.SSH_AUTH_SOCK : expandHome(socket);
  if (path === undefined || path === '') {
    throw new SshCredentialError(
      `no SSH agent for ${host}: SSH_AUTH_SOCK is not set; start one with: eval "$(ssh-agent)" && ssh-add`,
      { host },
    );
  }
  const agent = createAgent(path);
  const count = await countIdentities(agent).catch((error: unknown) => {
    throw new SshCredentialError(
      `the SSH agent at "${path}" for ${host} does not answer; start one with: eval "$(ssh-agent)" && ssh-add`,
      { host, cause: error },
    );
  });
  if (count === 0) {
    throw new SshCredentialError(
      `the SSH agent at "${path}" for ${host} holds no key; add one with: ssh-add ~/.ssh/id_ed25519`,
      { host },
    );
  }
  return {
    method: { type: 'agent', username: target.user, agent },
    description: `any of the ${count} keys of the agent at "${path}"`,
  };
}

function countIdentities(agent: BaseAgent): Promise<number> {
  return new Promise((resolve, reject) => {
    agent.getIdentities((error, keys) => {
      if (error) reject(error);
      else resolve(keys?.length ?? 0);
    });
  });
}
