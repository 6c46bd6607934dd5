import { zookeeperNodeSchema } from '../../../src/provider/schemas/zookeeper-node';
import { problemsOf, sampleHost } from '../support/schema-problems';

const members = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ server_id: index + 1, address: `10.0.0.${index + 1}` }));

const declared = { host: sampleHost('10.0.0.1'), server_id: 1, ensemble: members(3) };

const sha256 = 'a'.repeat(64);

test.each<object>([
  {},
  { server_id: 255, ensemble: members(1) },
  { ensemble: members(5), peers: [sampleHost('10.0.0.2')], data_dir: '/srv/zookeeper' },
  { settings: { tickTime: '3000', 'autopurge.purgeInterval': '24', '4lw.commands.whitelist': 'ruok' } },
  { packages: { system: true, apt_packages: ['zookeeperd=3.8.0-11'] } },
  { packages: { apt_repository: 'https://packages.example.org/debian bookworm main' } },
  {
    packages: {
      apt_repository: 'https://packages.example.org/flat',
      apt_key_url: 'https://example.org/k.asc',
    },
  },
  { packages: { files: [{ url: 'https://example.org/zookeeper.deb?v=1', sha256, delivery: 'fetch' }] } },
  { packages: { files: [{ path: '~/zookeeper.tar.gz', sha256 }] } },
  { packages: { system: true, apt_key_fingerprint: 'AB12 '.repeat(10).trim() } },
])('%j is a node', (change) => {
  expect(problemsOf(zookeeperNodeSchema, { ...declared, ...change })).toEqual([]);
});

test.each<[object, string]>([
  [{ server_id: 0 }, 'server_id: invalid "server_id": must be a whole number from 1 to 255, is 0'],
  [{ server_id: 1.5 }, 'from 1 to 255, is 1.5'],
  [{ ensemble: members(2) }, 'ensemble: invalid "ensemble": must have 1, 3 or 5 members, has 2'],
  [{ ensemble: [] }, 'must have 1, 3 or 5 members, has 0'],
  [
    { ensemble: members(3).map((member) => ({ ...member, server_id: 7 })) },
    'has the server_id 7 twice; give each member one of its own',
  ],
  [{ ensemble: [{ server_id: 1, address: 'a b' }] }, 'must be a DNS name or an IP address, is "a b"'],
  [{ client_port: 0 }, 'client_port: invalid "client_port": must be a port from 1 to 65535, is 0'],
  [{ data_dir: 'zookeeper' }, 'must be an absolute path such as "/var/lib/mesos", is "zookeeper"'],
  [{ data_dir: '/var/../etc' }, 'must be an absolute path'],
  [{ settings: { 'server.1': 'a:2888:3888' } }, 'has "server.1", which is set by ensemble'],
  [{ settings: { clientPort: '2182' } }, 'has "clientPort", which is set by client_port'],
  [{ settings: { 'tick time': '1' } }, 'has "tick time", which is not a setting of zoo.cfg'],
  [{ settings: { tickTime: '1\nserver.9=x' } }, 'has "tickTime", whose value must be one line'],
  [
    { packages: { apt_repository: 'packages.example.org' } },
    'must be a URL, followed by suite and components',
  ],
  [{ packages: { apt_key_url: 'ftp://example.org/k' } }, 'must be an http(s) URL, is "ftp://example.org/k"'],
  [{ packages: { apt_key_fingerprint: 'AB12' } }, "must be a key's whole fingerprint"],
  [{ packages: { apt_packages: [] } }, 'must name at least one package, is empty'],
  [
    { packages: { apt_packages: ['a; reboot'] } },
    'has "a; reboot", which is neither a package nor one with its',
  ],
  [{ packages: { files: [] } }, 'must name at least one file, is empty'],
  [{ packages: { files: [{ path: 'x.deb', sha256: 'abc' }] } }, 'must be a SHA-256 in 64 lower-case'],
  [{ packages: { files: [{ path: 'x.rpm', sha256 }] } }, 'must end in .deb, .tar, .tar.gz, .tgz or .tar.xz'],
  [{ packages: { files: [{ path: 'x.deb', sha256, delivery: 'torrent' }] } }, 'must be "push" or "fetch"'],
])('%j is none', (change, problem) => {
  expect(problemsOf(zookeeperNodeSchema, { ...declared, ...change })).toEqual([
    expect.stringContaining(problem),
  ]);
});
