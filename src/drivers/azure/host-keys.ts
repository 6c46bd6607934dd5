import type { RunCommandResult } from '@azure/arm-compute';
import { sleep } from './abort';
import type { OperationOptions } from './configuration';
import { runInMachine, virtualMachines } from './kinds';
import type { Resources } from './resources';

const script = 'cat /etc/ssh/ssh_host_*_key.pub';
const command = { commandId: 'RunShellScript', script: [script] };
const defaultTimeoutMs = 600_000;

/** Strongest first; types that are not among them are not used. */
const keyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const;

/** Asks a machine for its host keys by run-command, until it has some. */
export async function hostKeysOf(
  resources: Resources,
  machineId: string,
  options: OperationOptions,
): Promise<readonly string[]> {
  const { api } = resources;
  const { firstPollMs, longestPollMs } = api.timing;
  const deadline = Date.now() + (options.timeoutMs ?? defaultTimeoutMs);
  for (let delay = firstPollMs; ; delay = Math.min(delay * 1.5, longestPollMs)) {
    const result = await resources.change(virtualMachines, machineId, runInMachine(command), {
      ...options,
      hasOutput: true,
    });
    const output = stdoutOf(result as RunCommandResult | undefined);
    const keys = parseHostKeys(output);
    if (keys.length > 0) return keys;
    if (Date.now() > deadline) {
      throw api.error(
        `the machine told no SSH host key: ${script} gave ${JSON.stringify(output.slice(0, 300))}; set host_key where the image brings a key along, or give it more time`,
        { kind: 'timeout' },
      );
    }
    await sleep(delay, options.signal);
  }
}

/**
 * What a command printed. Linux machines give both streams in one message, in sections; others give each its own.
 */
export function stdoutOf(result: RunCommandResult | undefined): string {
  const messages = (result?.value ?? []).map(({ code = '', message = '' }) => ({ code, message }));
  const own = messages.find(({ code }) => /\/StdOut\//i.test(code));
  if (own !== undefined) return own.message;
  const all = messages.map(({ message }) => message).join('\n');
  return /\[stdout\]\r?\n([\s\S]*?)(?:\r?\n)?\[stderr\]/.exec(all)?.[1] ?? '';
}

/**
 * Host keys, without their comments, strongest first. None unless every line is one: an output that is cut short or has
 * something else in it is no ground to trust a key on.
 */
export function parseHostKeys(output: string): readonly string[] {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  const keys: { readonly rank: number; readonly line: string }[] = [];
  for (const line of lines) {
    const [, type = '', blob = ''] = /^(\S+) ([A-Za-z0-9+/]+={0,2})(?: .*)?$/.exec(line.trim()) ?? [];
    if (type === '' || typeInside(blob) !== type) return [];
    const rank = keyTypes.findIndex((known) => known === type);
    if (rank >= 0) keys.push({ rank, line: `${type} ${blob}` });
  }
  return keys.sort((a, b) => a.rank - b.rank).map(({ line }) => line);
}

/** The type that a key's wire form names in its first string (RFC 4253, 6.6): a line cut short has another, or none. */
function typeInside(base64: string): string | undefined {
  const blob = Buffer.from(base64, 'base64');
  const fields: Buffer[] = [];
  let at = 0;
  while (at + 4 <= blob.length) {
    const length = blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return at === blob.length ? fields[0]?.toString('latin1') : undefined;
}
