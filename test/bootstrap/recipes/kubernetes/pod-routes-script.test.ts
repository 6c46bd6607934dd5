import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podRoutesScript } from '../../../../src/bootstrap/recipes/kubernetes/pod-routes-script';
import { scratchFolder } from '../../../support/scratch';

const programs = {
  ip: 'case "$*" in *"addr show to 10.0.0.1/32"*) echo "2: eth0 inet 10.0.0.1/24" ;; esac',
  iptables: ':',
  kubectl:
    'case "$*" in *--watch*) ;; *) echo list >>"$ASKED"; echo "one 10.244.1.0/24 10.0.0.1"; echo "two 10.244.2.0/24 10.0.0.2" ;; esac',
};

test('the configuration of the pod network is written once and then left alone', async () => {
  const root = scratchFolder();
  const bin = join(root, 'bin');
  const folder = join(root, 'etc/cni/net.d');
  const asked = join(root, 'asked');
  for (const path of [bin, folder, join(root, 'etc/kubernetes')]) mkdirSync(path, { recursive: true });
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(root, 'etc/kubernetes/kubelet.conf'), '');
  const text = podRoutesScript('10.244.0.0/16')
    .replaceAll('/etc/', `${root}/etc/`)
    .replaceAll('/run/', `${root}/run/`)
    .replace(/^PATH=/m, `PATH=${bin}:`);
  const script = spawn('sh', ['-c', text], { env: { ...process.env, ASKED: asked }, detached: true });
  try {
    const lists = () => (existsSync(asked) ? readFileSync(asked, 'utf8').split('\n').length - 1 : 0);
    const until = async (done: () => boolean) => {
      while (!done()) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    // A list is asked for only after all that follows from the one before.
    await until(() => lists() >= 2);
    const before = statSync(folder, { bigint: true }).mtimeNs;
    expect(JSON.parse(readFileSync(join(folder, '10-fleetwright.conflist'), 'utf8'))).toMatchObject({
      plugins: [{ type: 'bridge', ipam: { ranges: [[{ subnet: '10.244.1.0/24' }]] } }, { type: 'portmap' }],
    });
    await until(() => lists() >= 4);
    expect(statSync(folder, { bigint: true }).mtimeNs).toBe(before);
  } finally {
    if (script.pid !== undefined) process.kill(-script.pid, 'SIGKILL');
  }
});
