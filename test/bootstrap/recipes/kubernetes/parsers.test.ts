import {
  bootstrapTokenId,
  caCertificateHash,
  newCertificateKey,
  nodeDrift,
  parseEtcdMembers,
  parseJoinToken,
  parseNodeStatus,
  syncNodeMetadata,
} from '../../../../src/bootstrap/recipes/kubernetes';

test('the token is found among warnings', () => {
  const token = parseJoinToken('W1121 something\nabcdef.0123456789abcdef\n');
  expect(token).toBe('abcdef.0123456789abcdef');
  expect(bootstrapTokenId(token)).toBe('abcdef');
  expect(() => parseJoinToken('no')).toThrow('printed no token');
});

test('certificate keys are 32 random bytes', () => {
  expect(newCertificateKey()).toMatch(/^[0-9a-f]{64}$/);
  expect(newCertificateKey()).not.toBe(newCertificateKey());
});

test('the hash of a CA is the one openssl computes of its public key', () => {
  expect(caCertificateHash(authority)).toBe(authorityHash);
});

test('members of etcd, also one that has not started', () => {
  const stdout =
    '{"header":{},"members":[{"ID":"130","name":"a","peerURLs":["https://10.0.0.1:2380"],"clientURLs":["https://10.0.0.1:2379"]},{"ID":"7","isLearner":true}]}';
  expect(parseEtcdMembers(stdout)).toEqual([
    {
      id: '130',
      name: 'a',
      peerUrls: ['https://10.0.0.1:2380'],
      clientUrls: ['https://10.0.0.1:2379'],
      learner: false,
    },
    { id: '7', name: '', peerUrls: [], clientUrls: [], learner: true },
  ]);
  expect(() => parseEtcdMembers('<html>')).toThrow('etcd answered something else');
});

const node = {
  metadata: {
    labels: { zone: 'b', keep: '1', old: 'x' },
    annotations: { 'fleetwright.dev/labels': 'old,zone', 'fleetwright.dev/taints': 'gone:NoSchedule' },
  },
  spec: { unschedulable: true, taints: [{ key: 'gone', effect: 'NoSchedule' }] },
  status: {
    conditions: [{ type: 'Ready', status: 'False', message: 'no network' }],
    addresses: [{ type: 'InternalIP', address: '10.0.0.12' }],
    nodeInfo: { kubeletVersion: 'v1.34.4' },
  },
};
const wanted = { labels: { zone: 'a' }, taints: ['dedicated=web:NoSchedule'] };

test('what differs on a node is named', () => {
  expect(nodeDrift('n', parseNodeStatus(JSON.stringify(node)), wanted)).toEqual([
    'node n is not ready: no network',
    'node n is cordoned',
    'node n: label zone is "b", declared "a"',
    'node n: taint dedicated=web:NoSchedule is missing',
  ]);
  expect(() => parseNodeStatus('Error from server')).toThrow(
    'something else than a node: "Error from server"',
  );
  expect(nodeDrift('n', parseNodeStatus(''), wanted)).toEqual(['node n is missing']);
});

test('only labels and taints that were set here are taken away', () => {
  const status = parseNodeStatus(JSON.stringify(node));
  if (status === null) throw new Error('the node was not understood');
  const lines = syncNodeMetadata('n', status, wanted)?.text.split('\n').slice(3) ?? [];
  expect(lines).toEqual([
    'kubectl --request-timeout 20s annotate --overwrite node n fleetwright.dev/labels=zone fleetwright.dev/taints=dedicated:NoSchedule >/dev/null',
    'kubectl --request-timeout 20s label --overwrite node n zone=a old- >/dev/null',
    'kubectl --request-timeout 20s taint --overwrite node n dedicated=web:NoSchedule gone:NoSchedule- >/dev/null',
    '',
  ]);
});

test('a node as it should be needs nothing', () => {
  const status = parseNodeStatus(
    JSON.stringify({
      metadata: { labels: { zone: 'a' }, annotations: { 'fleetwright.dev/labels': 'zone' } },
      spec: {},
      status: { conditions: [{ type: 'Ready', status: 'True' }] },
    }),
  );
  if (status === null) throw new Error('the node was not understood');
  expect(syncNodeMetadata('n', status, { labels: { zone: 'a' } })).toBeNull();
  expect(nodeDrift('n', status, { labels: { zone: 'a' } })).toEqual([]);
});

const authorityHash = 'sha256:e9b6ed6cd168950f1717e7db0e7bf79c2a872ca0400d0388c38c0cd02fc77ae0';

const authority = `-----BEGIN CERTIFICATE-----
MIIDBTCCAe2gAwIBAgIIZg71J5SH0PowDQYJKoZIhvcNAQELBQAwFTETMBEGA1UE
AxMKa3ViZXJuZXRlczAeFw0yNjExMjEwMTMwMThaFw0zNjExMTgwMTM1MThaMBUx
EzARBgNVBAMTCmt1YmVybmV0ZXMwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEK
AoIBAQDO/CS4uiClA2D++3GIWqyjcA+gnEcBXRAe/KrfzU77dQXeGB4VAO/3E46h
b9lJwHZoMKJauuwfzrBgyeEOK92bANchB231mlEy1pnNtVI4jF8Wv8t/FnLs638S
1I1u17xTVPiDtjUGTV9eR90vcESB5HpdnIKsiu5pKZ3oRsN7OBX+uJk1fUgiOan7
MMOyHpgKenjGih52CIh5uXxGviBTcXZpLO9F8pMNXGwMM/hoBUBBWXAz1+KPJknF
fVRKmtlYmyqS9+WGRCto56DA4+P5nDga1MbrQHYoJYLKtE+55+iHMCRPiVZ7Q1by
CnRQTj/OqyeP4gkCJK2RnAPQz0HpAgMBAAGjWTBXMA4GA1UdDwEB/wQEAwICpDAP
BgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBTf4AH2tfYAOlgUcL7Q1gWlK67q5DAV
BgNVHREEDjAMggprdWJlcm5ldGVzMA0GCSqGSIb3DQEBCwUAA4IBAQChJzVB9s5e
GcWyCDF0qwGag3NI0vpqtAUgOypmZjMxsunPc050e7YDmb94si5OabD4OARV7ON9
sVveoaeTGPsmC0F77CbFeYDQXRquG9hJmyOeVJH3z1fr+qR2TEEx4vDemDJbjm+g
rSjjEiimlnTdPStBnp0CTcnAX6RU/DOLH93Zy34CgnNchW66ODqdfFQvXZlSbDYK
SGhwId5mpUiBHeYOECYn3ys5IWBDtzm95kvLgI2kcl1qH3PhI9V9VpwTogmRZLOR
KGsTriXLXJmcComuH1RoHj5ECf5rBVpHRCuVa4Qbc03TPDfKNJ9yXgWajO6bhfza
FyaKJIwo6vol
-----END CERTIFICATE-----
`;
