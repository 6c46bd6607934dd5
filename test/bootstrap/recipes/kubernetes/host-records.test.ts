import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { CommandOperation, Operation } from '../../../../src/bootstrap';
import {
  nodeOwner,
  controlPlaneOperations,
  findHost,
  INIT_OPERATION,
  JOIN_OPERATION,
  nodeOperations,
  parseFoundHost,
  removeOperations,
  uploadCertificates,
  type ControlPlaneParams,
  type JoinParams,
  type NodeRole,
} from '../../../../src/bootstrap/recipes/kubernetes';
import { knownBundles } from '../sample-bundle';
import { preparedDebian } from '../sample-facts';

/** The scripts of the recipe run for real, in a folder that stands for the root of a host. */
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'host-records-'));
  for (const folder of ['var/lib/fleetwright/kubernetes', 'run', 'stubs', 'etc/kubernetes/manifests']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  put('etc/kubernetes/fleetwright/patches/kubeletconfiguration0+merge.yaml', '');
  put('etc/kubernetes/fleetwright/kubeadm.yaml', '');
  stub('systemctl', 'exit 0');
  stub('journalctl', 'exit 0');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const clusterA = `sha256:${'aa'.repeat(32)}`;
const clusterB = `sha256:${'bb'.repeat(32)}`;

const node = (
  role: NodeRole,
  caCertificateHash = clusterA,
  changes: Partial<JoinParams> = {},
): readonly Operation[] => {
  const params: JoinParams = {
    version: '1.34.4',
    packages: { kind: 'bundle', bundle: knownBundles.complete, delivery: 'push' },
    podNetwork: 'bridge',
    podCidr: '10.244.0.0/16',
    role,
    endpoint: '10.0.0.11:6443',
    caCertificateHash,
    ...changes,
  };
  const credentials = { token: 'abcdef.0123456789abcdef', certificateKey: 'cd'.repeat(32) };
  return nodeOperations(preparedDebian, params, credentials);
};

const first = (changes: Partial<ControlPlaneParams> = {}): readonly Operation[] =>
  controlPlaneOperations(preparedDebian, {
    version: '1.34.4',
    packages: { kind: 'apt' },
    podNetwork: 'bridge',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.96.0.0/12',
    ...changes,
  });

/** kubeadm as far as the records need it: it leaves the files that are recorded afterwards. */
function stubKubeadm(): void {
  stub(
    'kubeadm',
    `echo "$1" >>${root}/kubeadm-calls
case "$*" in *phase*|reset*) exit 0 ;; esac
mkdir -p ${root}/var/lib/kubelet
for file in etc/kubernetes/manifests/etcd.yaml etc/kubernetes/kubelet.conf etc/kubernetes/admin.conf var/lib/kubelet/config.yaml; do
  : >${root}/$file
done`,
  );
}

describe('a host that is complete', () => {
  const make: Record<string, () => void> = {
    'a worker': () => apply(node('worker'), JOIN_OPERATION),
    'a control plane': () => apply(node('control-plane'), JOIN_OPERATION),
    'the first control plane': () => apply(first(), INIT_OPERATION),
    'a node from before there was a record': () => {
      apply(node('worker'), JOIN_OPERATION);
      rmSync(join(root, 'var/lib/fleetwright/kubernetes/joined'));
    },
  };
  const another = 'the host is a node of another cluster';

  test.each([
    ['a worker', node('worker'), null],
    ['a worker', node('worker', clusterB), another],
    ['a worker', node('control-plane'), 'the host is a worker, declared control-plane'],
    ['a worker', first(), 'the host joined a cluster as worker, declared its first control plane'],
    ['a control plane', node('control-plane'), null],
    ['a control plane', node('control-plane', clusterB), another],
    ['a control plane', node('worker'), 'the host is a control-plane, declared worker'],
    ['a control plane', first(), 'the host joined a cluster as control-plane'],
    ['the first control plane', first(), null],
    ['the first control plane', first({ mayInitialise: false }), null],
    [
      'the first control plane',
      node('worker'),
      'the host is the first control plane of a cluster, declared worker',
    ],
    ['a node from before there was a record', node('worker', clusterB), null],
  ])('as %s is taken for nothing else (case %#)', (made, declared, reason) => {
    stubKubeadm();
    make[made]?.();
    const checked = sh(operation(declared, 'host/ownership').check);
    if (reason === null) {
      expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });
      return;
    }
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain(reason);
    const refused = sh(`set -eu\n${operation(declared, 'host/ownership').apply}`);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(reason);
    expect(refused.stderr).toContain('nothing was changed');
  });
});

describe('what a host says of itself', () => {
  const found = () => {
    const { status, stdout, stderr } = sh(findHost().text);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return parseFoundHost(stdout);
  };
  const record = '{\n  "version": "1.34.4"\n}\n';

  test('nothing, when no cluster was ever on it', () => {
    expect(found()).toEqual({ kind: 'nothing' });
  });

  test('what is left of a cluster that somebody else made', () => {
    put('etc/kubernetes/admin.conf', '');
    put('etc/kubernetes/pki/ca.crt', '');
    expect(found()).toEqual({
      kind: 'foreign',
      files: `${root}/etc/kubernetes/admin.conf ${root}/etc/kubernetes/pki/ca.crt`,
    });
  });

  test('that kubeadm was stopped on it', () => {
    put('var/lib/fleetwright/kubernetes/kubeadm-started', '');
    put('etc/kubernetes/admin.conf', '');
    expect(found()).toEqual({ kind: 'unfinished' });
  });

  test('what it became, where its API is, and what was declared of it', () => {
    stubKubeadm();
    apply(first(), INIT_OPERATION);
    const complete = { kind: 'complete', membership: { role: 'control-plane-init' } };
    expect(found()).toEqual({ ...complete, endpoint: undefined, declaration: undefined });
    put(
      'etc/kubernetes/admin.conf',
      'clusters:\n- cluster:\n    server: https://api.test:443\n  name: lab\n',
    );
    put('var/lib/fleetwright/kubernetes/declaration.json', record);
    expect(found()).toEqual({ ...complete, endpoint: 'https://api.test:443', declaration: record });
  });

  test('which cluster it joined, unless it did so before there was a record', () => {
    stubKubeadm();
    apply(node('worker'), JOIN_OPERATION);
    rmSync(join(root, 'etc/kubernetes/admin.conf'));
    put('var/lib/fleetwright/kubernetes/declaration.json', record);
    const complete = { kind: 'complete', endpoint: undefined, declaration: record };
    expect(found()).toEqual({ ...complete, membership: { role: 'worker', caCertificateHash: clusterA } });
    put('var/lib/fleetwright/kubernetes/joined', 'something else\n');
    expect(found()).toEqual({ ...complete, membership: undefined });
    rmSync(join(root, 'var/lib/fleetwright/kubernetes/joined'));
    expect(found()).toEqual({ ...complete, membership: undefined });
  });
});

describe('a host with an owner', () => {
  const owner = 'var/lib/fleetwright/kubernetes/owner';
  const claim = (token: string, state = 'here') =>
    operation(node('worker', clusterA, { owner: { token, state } }), 'host/ownership');
  const claimed = (token: string, state?: string) => sh(`set -eu\n${claim(token, state).apply}`);

  test('is marked as being made, until it is confirmed', () => {
    expect(sh(claim('one').check)).toMatchObject({
      status: 1,
      stdout: 'the host has no record of whose it is\n',
    });
    expect(claimed('one').status).toBe(0);
    expect(readFileSync(join(root, owner), 'utf8')).toBe('one\nhere\n');
    expect(sh(claim('one').check).status).toBe(0);
    expect(claimed('two', 'elsewhere').status).toBe(1);
    // A run that was killed is gone on with under another token.
    expect(claimed('two').status).toBe(0);
    sh(nodeOwner.confirm('one').text);
    expect(readFileSync(join(root, owner), 'utf8')).toBe('two\nhere\n');
    sh(nodeOwner.confirm('two').text);
    expect(readFileSync(join(root, owner), 'utf8')).toBe('two\n');
  });

  test('belongs to nobody else', () => {
    put(owner, 'one\n');
    const other = 'the host belongs to another Terraform state';
    expect(sh(claim('two').check)).toMatchObject({ status: 1, stdout: `${other}\n` });
    const refused = claimed('two');
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(other) as string });
    expect(sh(nodeOwner.read().text).stdout).toBe('one\n');
  });
});

describe('a host that lost its cluster', () => {
  test.each(['host/ownership', INIT_OPERATION])('%s refuses to make a new one', (id) => {
    stubKubeadm();
    const refused = sh(`set -eu\n${operation(first({ mayInitialise: false }), id).apply}`);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/^the host has lost its cluster: .* terraform apply -replace=/);
    expect(existsSync(join(root, 'kubeadm-calls'))).toBe(false);
  });

  test('shows as that', () => {
    const checked = sh(operation(first({ mayInitialise: false }), 'host/ownership').check);
    expect(checked).toMatchObject({ status: 1, stdout: 'the host has lost its cluster\n' });
  });

  test('also when an earlier run was killed in the middle', () => {
    stubKubeadm();
    put('var/lib/fleetwright/kubernetes/kubeadm-started', '');
    expect(sh(operation(first({ mayInitialise: false }), INIT_OPERATION).apply).status).toBe(1);
    apply(first(), INIT_OPERATION);
    expect(readFileSync(join(root, 'kubeadm-calls'), 'utf8')).toBe('init\n');
  });
});

test('what a bundle brought is removed without the bundle, also what an earlier one brought', () => {
  put('var/lib/fleetwright/kubernetes/installed-files', `${root}/opt/cni/bin/earlier\n`);
  put('opt/cni/bin/earlier', '');
  put('opt/cni/bin/of-somebody-else', '');
  const record = operation(node('worker'), 'kubernetes/installed-files');
  expect(sh(record.check)).toMatchObject({ status: 1 });
  apply(node('worker'), 'kubernetes/installed-files');
  apply(node('worker'), 'kubernetes/installed-files');
  const brought = ['usr/local/bin/kubelet', 'opt/cni/bin/bridge', 'etc/systemd/system/kubelet.service'];
  for (const path of brought) put(path, '');

  const removal = removeOperations({ packageManager: 'apt' }, { podNetwork: 'bridge' });
  expect(sh(operation(removal, 'remove/files').check).status).toBe(1);
  apply(removal, 'remove/files');
  expect(brought.filter((path) => existsSync(join(root, path)))).toEqual([]);
  expect(readdirSync(join(root, 'opt/cni/bin'))).toEqual(['of-somebody-else']);
});

describe('keys and tokens do not stay on the host', () => {
  const secrets = () => readdirSync(join(root, 'run')).filter((name) => name.startsWith('fleetwright-'));

  test.each(['TERM', 'HUP', 'INT'])('after SIG%s', (signal) => {
    stub('kubectl', `kill -${signal} $PPID`);
    expect(sh(uploadCertificates('cd'.repeat(32)).text).status).toBe(signal === 'INT' ? 130 : 143);
    stub('kubeadm', `kill -${signal} $PPID`);
    expect(sh(`set -eu\n${operation(node('worker'), JOIN_OPERATION).apply}`).status).not.toBe(0);
    expect(secrets()).toEqual([]);
  });

  test('when an earlier run was killed outright', () => {
    const leave = () => {
      for (const name of ['fleetwright-join.old', 'fleetwright-certificates.old'])
        put(`run/${name}`, 'secret');
    };
    stubKubeadm();
    stub('kubectl', 'exit 0');
    leave();
    expect(sh(uploadCertificates('cd'.repeat(32)).text).status).toBe(0);
    expect(secrets()).toEqual([]);
    leave();
    apply(node('worker'), JOIN_OPERATION);
    expect(secrets()).toEqual([]);
    leave();
    apply(removeOperations({ packageManager: 'apt' }, { podNetwork: 'none' }), 'remove/state');
    expect(secrets()).toEqual([]);
  });
});

function operation(list: readonly Operation[], id: string): CommandOperation {
  const found = list.find((one) => one.id === id);
  if (found?.kind !== 'command') throw new Error(`no command ${id}`);
  return found;
}

/** Applies one operation, which must make its check pass. */
function apply(list: readonly Operation[], id: string): void {
  const { check, apply: text } = operation(list, id);
  expect(sh(`set -eu\n${text}`)).toMatchObject({ status: 0, stderr: '' });
  expect(sh(check)).toMatchObject({ status: 0 });
}

function sh(text: string): { status: number | null; stdout: string; stderr: string } {
  const input = text
    .replace('PATH=/usr/local/sbin', `PATH=${root}/stubs`)
    .replaceAll(/(?<=^|[\s'"<>])\/(?=(var|etc|opt|run|usr\/local)\/)/gm, `${root}/`);
  const { status, stdout, stderr } = spawnSync('sh', ['-s'], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function stub(name: string, body: string): void {
  const path = join(root, 'stubs', name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

function put(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
