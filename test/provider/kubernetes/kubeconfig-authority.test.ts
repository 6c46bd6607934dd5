import { kubeconfigAuthority } from '../../../src/provider/kubernetes/kubeconfig-authority';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Two clusters, of which the second is the current one, as other tools than kubeadm write them. */
const twoClusters = `
# certificate-authority-data: ${base64('a comment')}
apiVersion: v1
kind: Config
clusters:
- name: first
  cluster: {server: "https://10.0.0.1:6443", certificate-authority-data: ${base64('the first')}}
- name: "second"
  cluster:
    server: https://10.0.0.2:6443
    "certificate-authority-data": >-
      ${base64('the second')}
contexts:
- context: {cluster: first, user: admin}
  name: one
- context: {cluster: second, user: admin}
  name: two
current-context: two
users: []
`;

test('the authority is that of the current cluster', () => {
  expect(kubeconfigAuthority(twoClusters)).toBe('the second');
  expect(kubeconfigAuthority(twoClusters.replace('current-context: two', 'current-context: one'))).toBe(
    'the first',
  );
});

test('a kubeconfig may be JSON', () => {
  const config = {
    clusters: [{ name: 'k', cluster: { 'certificate-authority-data': base64('the only one') } }],
    contexts: [{ name: 'a@k', context: { cluster: 'k' } }],
    'current-context': 'a@k',
  };
  expect(kubeconfigAuthority(JSON.stringify(config))).toBe('the only one');
});

test.each([
  ['nothing', ''],
  ['no YAML', 'a: [b'],
  ['no map', '- a'],
  ['no current context', twoClusters.replace('current-context: two', '')],
  ['a context of no cluster', twoClusters.replace('cluster: second, user', 'cluster: third, user')],
  ['a cluster without an authority', twoClusters.replace('"certificate-authority-data"', 'other')],
])('%s holds none', (_, text) => {
  expect(kubeconfigAuthority(text)).toBeUndefined();
});
