import { parseReleaseImportId } from '../../../src/provider/kubernetes/release-import-id';

const KEY = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPu/';
const HASH = `sha256:${'0f'.repeat(32)}`;
const SSH = `ssh://root@10.0.0.11?credential=default&host_key=${KEY}`;
const host = { address: '10.0.0.11', port: 22, user: 'root', credential: 'default', host_key: KEY };

test.each([
  [
    'kubeconfig://lab/default/web',
    { namespace: 'default', name: 'web', cluster: { kubeconfig: 'lab' }, settings: {} },
  ],
  [
    'kubeconfig://my%20lab/shop/web-1?wait=false&timeout=1m30s&force_conflicts=true',
    {
      namespace: 'shop',
      name: 'web-1',
      cluster: { kubeconfig: 'my lab' },
      settings: { wait: false, timeout: '1m30s', force_conflicts: true },
    },
  ],
  [
    `${SSH}&release=default/web`,
    { namespace: 'default', name: 'web', cluster: { hosts: [host], authority: 'read' }, settings: {} },
  ],
  [
    `${SSH}&release=default%2Fweb&ca_certificate_hash=none&wait=true`,
    {
      namespace: 'default',
      name: 'web',
      cluster: { hosts: [host], authority: 'none' },
      settings: { wait: true },
    },
  ],
  [
    `${SSH}&release=default/web&ca_certificate_hash=${HASH}&control_plane=${encodeURIComponent(SSH.replace('.11', '.12'))}`,
    {
      namespace: 'default',
      name: 'web',
      cluster: { hosts: [host, { ...host, address: '10.0.0.12' }], authority: { hash: HASH } },
      settings: {},
    },
  ],
])('%s', (id, expected) => {
  expect(parseReleaseImportId(id)).toEqual(expected);
});

test.each([
  ['', 'names no release'],
  ['web', 'names no release'],
  ['default/web', 'names no release'],
  ['kubeconfig://lab/web', 'names no release'],
  ['kubeconfig://lab/default/web/1', 'names no release'],
  ['kubeconfig:///default/web', 'names no release'],
  ['kubeconfig://%zz/default/web', 'names no release'],
  ['https://lab/default/web', 'names no release'],
  [SSH, 'names no release'],
  [`${SSH}&release=web`, 'names no release'],
  [`${SSH}&release=a/b/c`, 'names no release'],
  ['ssh://root@10.0.0.11?release=default/web', 'names no host'],
  [`${SSH}&release=default/web&control_plane=10.0.0.12`, 'import id "10.0.0.12" names no host'],
  [`${SSH}&release=default/web&ca_certificate_hash=sha256:00`, 'ca_certificate_hash is "sha256:00"'],
  ['kubeconfig://lab/Default/web', 'the namespace of the release must be at most 63 lower-case letters'],
  ['kubeconfig://lab/default/web.1', 'the name of the release must be at most 63 lower-case letters'],
  ['kubeconfig://lab/default/web?wait=no', 'wait is "no"'],
  ['kubeconfig://lab/default/web?timeout=10', 'timeout must be a duration'],
  ['kubeconfig://lab/default/web?context=x', 'there is no parameter "context"'],
  [`${SSH}&release=default/web&wiat=false`, 'there is no parameter "wiat"'],
])('%j is refused', (id, problem) => {
  expect(() => parseReleaseImportId(id)).toThrow(problem);
});
