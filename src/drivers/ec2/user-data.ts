import { gunzipSync, gzipSync } from 'node:zlib';
import { Ec2Error } from './errors';
import type { HostKeyPair } from './host-keys';
import { mimeArchive, mimeTypeOf, type MimePart } from './mime-archive';

/** Bytes that EC2 takes, before they are put into base64. */
export const userDataLimit = 16_384;

export interface UserDataParts {
  /** The user's own: a script, cloud-config, a MIME archive, anything that cloud-init takes, also compressed. */
  readonly own?: Buffer;
  /** Further ones of the same kinds, which cloud-init takes before it. */
  readonly further?: readonly Buffer[];
  /** To be installed as the machine's only host key at its first boot. */
  readonly hostKey?: HostKeyPair;
}

/**
 * User data for cloud-init. A single part stays as it is, several become a MIME archive; it is compressed when it is too
 * large otherwise. The same parts give the same bytes, so that a launch can be repeated with its client token.
 *
 * An injected private host key can be read by whoever may read the instance's user data: replace it at the first login.
 * @throws Ec2Error `invalid` when it is larger than EC2 takes, or cannot be combined.
 */
export function buildUserData({ own, further = [], hostKey }: UserDataParts): Buffer | undefined {
  const contents = [...further, ...(own === undefined || own.length === 0 ? [] : [own])];
  if (hostKey === undefined && contents.length <= 1) {
    return contents[0] === undefined ? undefined : fitted(contents[0]);
  }
  const parts: MimePart[] = contents.map(plain).map((content, index) => ({
    type: typeOf(content),
    name: `part-${String(index)}`,
    content,
  }));
  if (hostKey !== undefined) {
    if (parts.some(({ content }) => /^ssh_keys\s*:/m.test(content.toString('latin1')))) {
      throw invalid(
        'the user data sets "ssh_keys", and so would the host key that is to be injected; ' +
          'remove "ssh_keys" from the user data, or take the host key from the console output',
      );
    }
    // The last part wins where several set the same.
    const content = Buffer.from(hostKeyConfig(hostKey));
    parts.push({ type: 'text/cloud-config', name: 'host-key', content });
  }
  const [only, ...others] = parts;
  return fitted(only !== undefined && others.length === 0 ? only.content : mimeArchive(parts));
}

/** The host key that {@link buildUserData} was given, read back from an instance's user data. */
export function injectedHostKey(userData: Buffer): HostKeyPair | undefined {
  const lines =
    /^ {2}ed25519_private: \|\n((?: {4}.*\n)+) {2}ed25519_public: (ssh-ed25519 [A-Za-z0-9+/]+=*)$/m;
  const [, indented, publicKey] = lines.exec(plain(userData).toString('latin1')) ?? [];
  if (indented === undefined || publicKey === undefined) return undefined;
  return { privateKey: indented.replace(/^ {4}/gm, ''), publicKey };
}

/** Whether an instance's user data is what {@link buildUserData} makes of this, whatever host key was injected. */
export function isUserDataOf(
  userData: Buffer | undefined,
  { own, injectsHostKey }: { readonly own?: Buffer; readonly injectsHostKey: boolean },
): boolean {
  const there = userData ?? Buffer.alloc(0);
  const hostKey = injectsHostKey ? injectedHostKey(there) : undefined;
  if (injectsHostKey && hostKey === undefined) return false;
  const wanted = buildUserData({
    ...(own === undefined ? {} : { own }),
    ...(hostKey === undefined ? {} : { hostKey }),
  });
  return plain(there).equals(plain(wanted ?? Buffer.alloc(0)));
}

/** cloud-init then deletes the image's keys and makes none of other types. */
function hostKeyConfig({ privateKey, publicKey }: HostKeyPair): string {
  const indented = privateKey
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`);
  return [
    '#cloud-config',
    'ssh_deletekeys: true',
    'ssh_keys:',
    '  ed25519_private: |',
    ...indented,
    `  ed25519_public: ${publicKey}`,
    '',
  ].join('\n');
}

function typeOf(content: Buffer): string {
  const type = mimeTypeOf(content);
  if (type !== undefined) return type;
  const [firstLine = ''] = content.subarray(0, 60).toString('utf8').split('\n');
  throw invalid(
    `the user data begins with ${JSON.stringify(firstLine)}, which cloud-init does not know, so nothing can be added to it; ` +
      'begin it with "#!/bin/sh" or "#cloud-config", or take the host key from the console output',
  );
}

function fitted(content: Buffer): Buffer {
  if (content.length <= userDataLimit) return content;
  const small = isCompressed(content) ? content : gzipSync(content, { level: 9 });
  if (small.length <= userDataLimit) return small;
  throw invalid(
    `the user data has ${String(content.length)} bytes, ${String(small.length)} compressed, and EC2 takes ` +
      `${String(userDataLimit)}; let the machine fetch what is large`,
  );
}

function plain(content: Buffer): Buffer {
  return isCompressed(content) ? gunzipSync(content) : content;
}

function isCompressed(content: Buffer): boolean {
  return content[0] === 0x1f && content[1] === 0x8b;
}

function invalid(message: string): Ec2Error {
  return new Ec2Error(message, { kind: 'invalid' });
}
