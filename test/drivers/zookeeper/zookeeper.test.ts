import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import {
  childrenOf,
  parseZookeeperUrl,
  removeTree,
  serverStatus,
  ZookeeperError,
  ZookeeperSession,
} from '../../../src/drivers/zookeeper';
import { realClock } from '../../../src/sandbox/mesos';
import { MemoryZooKeeper } from '../../../src/sandbox/zookeeper/memory-zookeeper';
import { ZooKeeperServer } from '../../../src/sandbox/zookeeper/server';
import { createPath } from '../../../src/sandbox/zookeeper/zookeeper';

const { signal } = new AbortController();

describe('a server that serves', () => {
  const zookeeper = new MemoryZooKeeper(realClock);
  let mode: 'leader' | undefined = 'leader';
  let server: ZooKeeperServer;
  let port: number;

  beforeAll(async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    ({ port } = free.address() as AddressInfo);
    await new Promise((resolve) => free.close(resolve));
    server = await ZooKeeperServer.listen({ address: '127.0.0.1', port, mode: () => mode, zookeeper });
  });
  afterAll(() => server.close());

  const dial = () => Promise.resolve(connect(port, '127.0.0.1'));
  const make = async (...paths: readonly string[]) => {
    const session = zookeeper.connect(10);
    for (const path of paths) await createPath(session, path);
    await session.close();
  };

  test('says what it is', async () => {
    expect(await serverStatus(dial, { signal })).toEqual({ mode: 'leader' });
    mode = undefined;
    expect(await serverStatus(dial, { signal })).toEqual({ mode: 'waiting' });
    await expect(ZookeeperSession.open(await dial(), { signal, timeoutMs: 500 })).rejects.toMatchObject({
      name: 'ZookeeperError',
      kind: 'unreachable',
    });
    mode = 'leader';
  });

  test('a tree is removed with all that is below it, and nothing beside it', async () => {
    await make('/marathon/state/apps/web', '/marathon/leader', '/mesos/log_replicas');
    const session = await ZookeeperSession.open(await dial(), { signal });
    expect([...(await session.children('/marathon'))].sort()).toEqual(['leader', 'state']);
    await removeTree(session, '/marathon');
    expect(zookeeper.paths()).toEqual(['/', '/mesos', '/mesos/log_replicas']);
    await removeTree(session, '/marathon');
    expect(await childrenOf(session, '/marathon')).toEqual([]);
    await expect(session.get('/marathon')).rejects.toMatchObject({ kind: 'no-node' });
    await expect(session.remove('/mesos')).rejects.toMatchObject({ kind: 'not-empty' });
    await expect(removeTree(session, '/')).rejects.toBeInstanceOf(ZookeeperError);
    await session.close();
  });
});

test('a server that is not there is silent, with the reason', async () => {
  const dial = () => Promise.reject(new Error('connection refused'));
  expect(await serverStatus(dial, { signal })).toEqual({ mode: 'silent', detail: 'connection refused' });
});

test.each([
  [
    'zk://a:2181,b:2182/mesos',
    [
      ['a', 2181],
      ['b', 2182],
    ],
    '/mesos',
    undefined,
  ],
  ['zk://user:pass@a/marathon/', [['a', 2181]], '/marathon', 'user:pass'],
  ['zk://[::1]:2181', [['::1', 2181]], '/', undefined],
])('%s', (url, servers, path, login) => {
  const parsed = parseZookeeperUrl(url);
  expect(parsed).toEqual({ servers: servers.map(([host, port]) => ({ host, port })), path, login });
});

test('another URL is refused', () => {
  expect(() => parseZookeeperUrl('http://a/mesos')).toThrow('is no URL of a ZooKeeper');
});
