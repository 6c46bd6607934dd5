import { createHash } from 'node:crypto';
import { utils } from 'ssh2';
import { makeSshKeyPair } from '../../world/ssh-key-pair';
import type { MachineFiles } from '../system/machine-files';

/** The kinds a machine makes for itself at its first boot. ECDSA before Ed25519, as cloud-init lists them. */
const KINDS = ['ecdsa', 'ed25519'] as const;
/** All that are read. */
const KNOWN = ['rsa', ...KINDS] as const;
export type HostKeyKind = (typeof KNOWN)[number];

export interface HostKey {
  readonly kind: HostKeyKind;
  /** In a format that ssh2 reads. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA… root@name` */
  readonly publicLine: string;
  readonly bits: number;
  /** `SHA256:…` */
  readonly fingerprint: string;
}

function pathOf(kind: HostKeyKind): string {
  return `/etc/ssh/ssh_host_${kind}_key`;
}

/** Writes a private host key and its public half. */
export function writeHostKey(
  files: MachineFiles,
  kind: HostKeyKind,
  privateKey: string,
  publicLine: string,
): void {
  files.write(pathOf(kind), privateKey.endsWith('\n') ? privateKey : `${privateKey}\n`, 0o600);
  files.write(`${pathOf(kind)}.pub`, `${publicLine.trim()}\n`);
}

/** Makes the keys that are missing on a machine that has none. */
export function generateHostKeys(files: MachineFiles, hostname: string): void {
  const comment = `root@${hostname}`;
  for (const kind of KINDS) {
    const made = makeSshKeyPair(kind, comment);
    writeHostKey(files, kind, made.private, made.public);
  }
}

/** What is in the files now; a key that cannot be read is left out, as sshd does. */
export function readHostKeys(files: MachineFiles): readonly HostKey[] {
  return KNOWN.flatMap((kind) => {
    const privateKey = files.read(pathOf(kind));
    if (privateKey === undefined) return [];
    const parsed = utils.parseKey(privateKey);
    if (parsed instanceof Error || !parsed.isPrivateKey()) return [];
    const wire = parsed.getPublicSSH();
    const comment = (files.read(`${pathOf(kind)}.pub`) ?? '').trim().split(' ')[2] ?? '';
    return [
      {
        kind,
        privateKey,
        publicLine: `${parsed.type} ${wire.toString('base64')} ${comment}`.trim(),
        bits: kind === 'rsa' ? modulusBits(wire) : 256,
        fingerprint: `SHA256:${createHash('sha256').update(wire).digest('base64').replace(/=+$/, '')}`,
      },
    ];
  });
}

/** The public half of a private key, for keys that come without one. */
export function publicLineOf(privateKey: string, comment: string): string | undefined {
  const parsed = utils.parseKey(privateKey);
  if (parsed instanceof Error) return undefined;
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')} ${comment}`.trim();
}

/** The wire form of an RSA key ends in the modulus, which begins with its length. */
function modulusBits(wire: Buffer): number {
  let offset = 0;
  for (let field = 0; field < 2; field += 1) offset += 4 + wire.readUInt32BE(offset);
  const length = wire.readUInt32BE(offset);
  return (wire[offset + 4] === 0 ? length - 1 : length) * 8;
}
