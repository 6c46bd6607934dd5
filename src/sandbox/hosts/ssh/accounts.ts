import { utils, type ParsedKey } from 'ssh2';
import type { MachineFiles } from '../system/machine-files';

export interface Account {
  readonly name: string;
  readonly home: string;
}

const SUDOERS = '/etc/sudoers.d/90-cloud-init-users';

/** The users of a machine, in the files where a Linux machine has them. */
export class Accounts {
  constructor(private readonly files: MachineFiles) {}

  find(name: string): Account | undefined {
    for (const line of (this.files.read('/etc/passwd') ?? '').split('\n')) {
      const [user, , , , , home = '/', shell = ''] = line.split(':');
      if (user === name && !shell.endsWith('nologin') && !shell.endsWith('false')) return { name, home };
    }
    return undefined;
  }

  /** Makes the user when there is none of that name. */
  add(name: string, options: { readonly sudo: boolean }): Account {
    const existing = this.find(name);
    if (existing !== undefined) return existing;
    const passwd = this.files.read('/etc/passwd') ?? '';
    const taken = [...passwd.matchAll(/^[^:]*:[^:]*:(\d+):/gm)].map(([, id]) => Number(id));
    const id = String(Math.max(999, ...taken.filter((one) => one < 60_000)) + 1);
    const home = `/home/${name}`;
    this.files.append('/etc/passwd', `${name}:x:${id}:${id}::${home}:/bin/sh\n`);
    this.files.append('/etc/group', `${name}:x:${id}:\n`);
    this.files.makeFolder(home);
    if (options.sudo) this.files.append(SUDOERS, `${name} ALL=(ALL) NOPASSWD:ALL\n`);
    return { name, home };
  }

  /** Adds public keys that are not there yet. */
  authorize(account: Account, lines: readonly string[]): void {
    const path = authorizedKeysOf(account);
    const present = (this.files.read(path) ?? '').split('\n').filter((line) => line !== '');
    const all = new Set([...present, ...lines.map((line) => line.trim())]);
    this.files.makeFolder(`${account.home}/.ssh`, 0o700);
    this.files.write(path, [...all].map((line) => `${line}\n`).join(''), 0o600);
  }

  /** The keys that let somebody in as this user now. Options in front of a key are not looked at. */
  keysOf(account: Account): readonly ParsedKey[] {
    return (this.files.read(authorizedKeysOf(account)) ?? '').split('\n').flatMap((line) => {
      const key = /(?:^|\s)((?:ssh-|ecdsa-|sk-)\S+\s+AAAA\S+)/.exec(line)?.[1];
      if (key === undefined || line.startsWith('#')) return [];
      const parsed = utils.parseKey(key);
      return parsed instanceof Error ? [] : [parsed];
    });
  }
}

function authorizedKeysOf({ home }: Account): string {
  return `${home}/.ssh/authorized_keys`;
}
