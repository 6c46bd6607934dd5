import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { validateOperations, type Operation } from '../../../src/bootstrap';
import {
  deleteJoinToken,
  deleteNode,
  drainNode,
  listEtcdMembers,
  mintJoinToken,
  nodeOperations,
  readCaCertificate,
  readNodeStatus,
  removeEtcdMember,
  syncNodeMetadata,
  uncordonNode,
  uploadCertificates,
  waitForNode,
  waitForRegistration,
  type JoinParams,
} from '../../../src/bootstrap/recipes/kubernetes';
import { podRoutesScript } from '../../../src/bootstrap/recipes/kubernetes/pod-routes-script';
import { preparedDebian } from './sample-facts';

const folder = join(__dirname, 'cases');
const lists = readdirSync(folder)
  .map((name) => ({
    name,
    ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as { operations?: Operation[] }),
  }))
  .filter((one): one is { name: string; operations: Operation[] } => one.operations !== undefined);

describe.each(lists)('$name', ({ operations }) => {
  test('is a list the engine accepts', () => {
    expect(() => {
      validateOperations(operations);
    }).not.toThrow();
  });

  test('every script of it is POSIX sh', () => {
    for (const operation of operations) {
      if (operation.kind !== 'command') continue;
      expectPosix(operation.check);
      expectPosix(operation.apply);
    }
  });
});

const join_: JoinParams = {
  version: '1.34.4',
  packages: { kind: 'apt' },
  podNetwork: 'bridge',
  podCidr: '10.244.0.0/16',
  role: 'control-plane',
  endpoint: '10.0.0.11:6443',
  caCertificateHash: `sha256:${'ab'.repeat(32)}`,
};

test('a token and a key are in one operation only, which declares them as secrets', () => {
  const token = 'abcdef.0123456789abcdef';
  const certificateKey = 'cd'.repeat(32);
  const operations = nodeOperations(preparedDebian, join_, { token, certificateKey });
  const holding = operations.filter((one) => JSON.stringify(one).includes('0123456789abcdef'));
  expect(holding.map(({ id }) => id)).toEqual(['kubeadm/join']);
  const [joining] = holding;
  expect(joining).toMatchObject({ secrets: [token, '0123456789abcdef', certificateKey] });
  expect(operations.filter((one) => JSON.stringify(one).includes(certificateKey))).toEqual([joining]);
});

test('without credentials the list is the same, so that it can be checked', () => {
  const ids = (list: readonly Operation[]) => list.map(({ id }) => id);
  const credentials = { token: 'abcdef.0123456789abcdef', certificateKey: 'cd' };
  expect(ids(nodeOperations(preparedDebian, join_))).toEqual(
    ids(nodeOperations(preparedDebian, join_, credentials)),
  );
});

const status = {
  ready: true,
  reason: null,
  unschedulable: false,
  labels: { old: '1' },
  taints: [],
  managed: { labels: ['old'], taints: [] },
  internalAddress: null,
  kubeletVersion: '',
};
const awkward = `it's $HOME "x"`;

test.each([
  readCaCertificate(),
  mintJoinToken(awkward),
  deleteJoinToken('abcdef.0123456789abcdef'),
  uploadCertificates('cd'.repeat(32)),
  drainNode(awkward),
  uncordonNode(awkward),
  deleteNode(awkward),
  readNodeStatus(awkward),
  waitForNode(awkward),
  waitForRegistration(awkward),
  listEtcdMembers(),
  removeEtcdMember({ id: '1', name: 'a', peerUrls: [], clientUrls: [], learner: false }),
  syncNodeMetadata(awkward, status, { labels: { new: awkward }, taints: ['a=b:NoExecute'] }),
])('$description: is POSIX sh', (script) => {
  expectPosix(script?.text ?? '');
});

test('the certificate key is declared as a secret', () => {
  expect(uploadCertificates('abc').secrets).toEqual(['abc']);
});

test('the program of the pod routes is POSIX sh', () => {
  expectPosix(podRoutesScript('10.244.0.0/16'));
});

function expectPosix(text: string): void {
  const { status: exit, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
}
