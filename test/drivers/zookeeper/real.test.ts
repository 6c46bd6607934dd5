import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { childrenOf, removeTree, serverStatus, ZookeeperSession } from '../../../src/drivers/zookeeper';
import { createPath } from '../../../src/sandbox/zookeeper/zookeeper';
import { ZooKeeperClient } from '../../../src/sandbox/zookeeper/zookeeper-client';
import { RealZooKeeper, zookeeper } from '../../sandbox/zookeeper/support/real-zookeeper';
import { describeWith } from '../../support/require-component';

const { signal } = new AbortController();

describeWith(zookeeper, 'a real ZooKeeper', () => {
  let real: RealZooKeeper;
  beforeAll(async () => {
    real = await RealZooKeeper.start();
  });
  afterAll(() => real.stop());

  const dial = () => Promise.resolve(connect(real.port, '127.0.0.1'));

  test('says what it is, once it serves', async () => {
    let status = await serverStatus(dial, { signal });
    for (let look = 0; look < 100 && status.mode === 'waiting'; look += 1) {
      await wait(100);
      status = await serverStatus(dial, { signal });
    }
    expect(status).toEqual({ mode: 'standalone' });
  });

  test('a tree is removed with all that is below it, and nothing beside it', async () => {
    const others = new ZooKeeperClient(real.servers).connect(10);
    for (const path of ['/marathon/state/apps/web', '/marathon/leader', '/mesos/log_replicas']) {
      await createPath(others, path);
    }
    await others.close();

    const session = await ZookeeperSession.open(await dial(), { signal });
    expect([...(await session.children('/marathon'))].sort()).toEqual(['leader', 'state']);
    await removeTree(session, '/marathon');
    expect([...(await session.children('/'))].sort()).toEqual(['mesos', 'zookeeper']);
    await removeTree(session, '/marathon');
    expect(await childrenOf(session, '/marathon')).toEqual([]);
    await expect(session.get('/marathon')).rejects.toMatchObject({ kind: 'no-node' });
    await expect(session.remove('/mesos')).rejects.toMatchObject({ kind: 'not-empty' });
    await session.close();
  });
});
