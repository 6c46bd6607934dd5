import { connect } from 'node:net';
import { ZookeeperSession } from '../../../src/drivers/zookeeper';
import { keptIds } from '../../../src/provider/mesos/end-framework';
import { createPath } from '../../../src/sandbox/zookeeper/zookeeper';
import { ZooKeeperClient } from '../../../src/sandbox/zookeeper/zookeeper-client';
import { RealZooKeeper, zookeeper } from '../../sandbox/zookeeper/support/real-zookeeper';
import { describeWith } from '../../support/require-component';

const id = '5f8c7a52-7d34-4a0a-8f59-1c6d0a1f3b11-0000';
/** As protobuf has it: field 1, a text of that length. */
const protobuf = `\n${String.fromCharCode(id.length)}${id}`;

describeWith(zookeeper, 'the id of a framework on a real ZooKeeper', () => {
  let real: RealZooKeeper;
  beforeAll(async () => {
    real = await RealZooKeeper.start();
  });
  afterAll(() => real.stop());

  test.each([
    ['a Marathon since 1.4', '/new/state', '/framework-id/b', '/id'],
    ['an older one', '/old/state', '', '/framework:id'],
  ])('is found where %s keeps it', async (_what, state, folder, name) => {
    const marathon = new ZooKeeperClient(real.servers).connect(10);
    await createPath(marathon, `${state}${folder}`);
    await marathon.create(`${state}${folder}${name}`, protobuf);
    await createPath(marathon, `${state}/apps/3`);
    await marathon.close();

    const { signal } = new AbortController();
    const session = await ZookeeperSession.open(connect(real.port, '127.0.0.1'), { signal });
    const kept = await keptIds(session, state);
    expect(kept.filter((text) => text !== '')).toEqual([protobuf]);
    expect(await keptIds(session, '/nothing/state')).toEqual([]);
    await session.close();
  });
});
