import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MachineFiles } from '../../../../src/sandbox/hosts/system/machine-files';

test('a file that goes away while it is read is one that is not there', async () => {
  const root = mkdtempSync(join(tmpdir(), 'machine-files-'));
  const files = new MachineFiles(root);
  const coming = spawn('sh', ['-c', 'echo; while :; do : >file; rm file; done'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(coming.stdout, 'data');
    const seen = new Set<string | undefined>();
    const deadline = Date.now() + 1000;
    while (Date.now() < deadline) seen.add(files.read('/file'));
    expect(seen.size).toBeGreaterThan(0);
    for (const content of seen) expect([undefined, '']).toContain(content);
  } finally {
    coming.kill('SIGKILL');
    await once(coming, 'close');
    rmSync(root, { recursive: true });
  }
});
