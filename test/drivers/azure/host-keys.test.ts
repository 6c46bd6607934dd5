import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunCommandResult } from '@azure/arm-compute';
import { parseHostKeys, stdoutOf } from '../../../src/drivers/azure/host-keys';
import { describeWith } from '../../support/require-component';
import { scratchFolder } from '../../support/scratch';
import { contracts, readJson } from './support/contracts';

const folder = scratchFolder();

function keyOf(type: string): string {
  const file = join(folder, type);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', 'root@box', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').trim();
}

const bare = (line: string): string => line.split(' ').slice(0, 2).join(' ');

describe('host keys that a machine tells', () => {
  const [rsa, ecdsa, ed25519] = [keyOf('rsa'), keyOf('ecdsa'), keyOf('ed25519')];

  test('are taken without their comments, strongest first', () => {
    expect(parseHostKeys(`${ecdsa}\n${ed25519}\r\n${rsa}\n`)).toEqual([ed25519, ecdsa, rsa].map(bare));
  });

  test.each([
    ['nothing', ''],
    ['an error beside them', `${ed25519}\ncat: /etc/ssh/ssh_host_rsa_key.pub: Permission denied`],
    ['a key that is cut short', ed25519.split(' ').slice(0, 2).join(' ').slice(0, -8)],
    ['a key of another type than it says', ed25519.replace('ssh-ed25519', 'ssh-rsa')],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ])('%s is no ground to trust a key on', (_, output) => {
    expect(parseHostKeys(output)).toEqual([]);
  });

  test('are found in the one message that Linux machines give, and in messages by stream', () => {
    const message = `Enable succeeded: \n[stdout]\n${ed25519}\n\n[stderr]\nssh-rsa AAAA`;
    const one = { value: [{ code: 'ProvisioningState/succeeded', message }] };
    expect(parseHostKeys(stdoutOf(one))).toEqual([bare(ed25519)]);
    const several = {
      value: [
        { code: 'ComponentStatus/StdErr/succeeded', message: rsa },
        { code: 'ComponentStatus/StdOut/succeeded', message: ed25519 },
      ],
    };
    expect(parseHostKeys(stdoutOf(several))).toEqual([bare(ed25519)]);
  });
});

describeWith(contracts, "what Azure's own examples of run commands say", () => {
  test('is told apart by stream', () => {
    const { responses } = readJson<{ responses: Record<string, { body?: RunCommandResult }> }>(
      'compute/2024-03-01/VirtualMachineRunCommand.json',
    );
    expect(stdoutOf(responses['200']?.body)).toBe('This is a sample script with parameters value1 value2');
  });
});
