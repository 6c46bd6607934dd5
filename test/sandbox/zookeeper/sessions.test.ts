import { setTimeout as wait } from 'node:timers/promises';
import { MemoryZooKeeper } from '../../../src/sandbox/zookeeper/memory-zookeeper';
import { createPath, type ZooKeeper, type ZooKeeperSession } from '../../../src/sandbox/zookeeper/zookeeper';
import { ZooKeeperClient } from '../../../src/sandbox/zookeeper/zookeeper-client';
import { describeWith } from '../../support/require-component';
import { RealZooKeeper, zookeeper } from './support/real-zookeeper';

interface Kind {
  readonly zookeeper: ZooKeeper;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** The shortest that the server allows. */
const TIMEOUT_SECONDS = 1;

/** What one must be able to rely on, whoever answers. */
function sessions(start: () => Promise<Kind>): void {
  let kind: Kind;
  const open: ZooKeeperSession[] = [];

  function connect(): ZooKeeperSession {
    const session = kind.zookeeper.connect(TIMEOUT_SECONDS);
    open.push(session);
    return session;
  }

  beforeAll(async () => {
    kind = await start();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((session) => session.close()));
  });

  afterAll(async () => {
    await kind.stop();
  });

  async function seen(is: () => boolean): Promise<boolean> {
    for (let attempt = 0; attempt < 200 && !is(); attempt += 1) await wait(10);
    return is();
  }

  test('numbers sequential nodes in the order in which they came', async () => {
    const session = connect();
    await createPath(session, '/order/log_replicas');
    const first = await session.create('/order/json.info_', 'a', { ephemeral: true, sequential: true });
    const second = await session.create('/order/json.info_', 'b', { ephemeral: true, sequential: true });
    // The other child of the node counts as well.
    expect([first, second]).toEqual(['/order/json.info_0000000001', '/order/json.info_0000000002']);
    expect([...(await session.children('/order'))].sort()).toEqual([
      'json.info_0000000001',
      'json.info_0000000002',
      'log_replicas',
    ]);
    expect(await session.get(second)).toBe('b');
  });

  test('says what is wrong', async () => {
    const session = connect();
    await createPath(session, '/wrong/child');
    await expect(session.get('/nowhere')).rejects.toMatchObject({ code: 'NO_NODE' });
    await expect(session.create('/nowhere/child', '')).rejects.toMatchObject({ code: 'NO_NODE' });
    await expect(session.create('/wrong', '')).rejects.toMatchObject({ code: 'NODE_EXISTS' });
    await expect(session.remove('/wrong')).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    await session.create('/wrong/short', '', { ephemeral: true });
    await expect(session.create('/wrong/short/child', '')).rejects.toMatchObject({
      code: 'NO_CHILDREN_FOR_EPHEMERALS',
    });
    expect(await session.exists('/nowhere')).toBe(false);
  });

  test('tells of a change once', async () => {
    const [one, other] = [connect(), connect()];
    await createPath(one, '/watched');
    let told = 0;
    await one.children('/watched', () => {
      told += 1;
    });
    let [changed, came] = [false, false];
    await one.get('/watched', () => {
      changed = true;
    });
    await one.exists('/watched/a', () => {
      came = true;
    });
    await other.create('/watched/a', '');
    await other.create('/watched/b', '');
    expect([changed, await seen(() => came)]).toEqual([false, true]);
    await other.set('/watched', 'new');
    expect(await seen(() => changed)).toBe(true);
    expect(told).toBe(1);
    expect(await one.get('/watched')).toBe('new');
    await other.remove('/watched/a');
    expect(await one.children('/watched')).toEqual(['b']);
  });

  test('what was ephemeral goes with its session: at once when it is closed, later when its program is killed', async () => {
    const [one, other, watcher] = [connect(), connect(), connect()];
    await createPath(watcher, '/members');
    await one.create('/members/one', '', { ephemeral: true });
    await other.create('/members/other', '', { ephemeral: true });
    await one.close();
    expect(one.state).toBe('closed');
    expect(await watcher.children('/members')).toEqual(['other']);
    const gone = new Promise<void>((resolve) => void watcher.children('/members', resolve));
    other.abandon();
    expect(await watcher.children('/members')).toEqual(['other']);
    await gone;
    expect(await watcher.children('/members')).toEqual([]);
  });

  test('expires when nobody answers for as long as its timeout', async () => {
    const session = connect();
    await createPath(session, '/outage');
    const states: string[] = [];
    session.onState((state) => states.push(state));
    kind.freeze();
    await wait(50);
    const asked = session.get('/outage').then(
      () => 'answered',
      (error: unknown) => (error as { code?: string }).code,
    );
    while (session.state !== 'expired') await wait(20);
    kind.thaw();
    expect(states).toEqual(['connecting', 'expired']);
    expect(['CONNECTION_LOSS', 'SESSION_EXPIRED']).toContain(await asked);
    await expect(session.get('/outage')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    expect(await connect().exists('/outage')).toBe(true);
  });

  test('goes on after an outage that was shorter', async () => {
    const session = connect();
    await createPath(session, '/short-outage');
    const told = new Promise<void>((resolve) => void session.children('/short-outage', resolve));
    kind.freeze();
    await wait(200);
    kind.thaw();
    await session.create('/short-outage/mine', '', { ephemeral: true });
    await told;
    expect(session.state).toBe('connected');
  });
}

describe('in memory', () => {
  sessions(() => {
    const memory = new MemoryZooKeeper({
      after: (seconds, action) => {
        const timer = setTimeout(action, seconds * 1000);
        return () => {
          clearTimeout(timer);
        };
      },
    });
    return Promise.resolve({
      zookeeper: memory,
      freeze: () => {
        memory.stop();
      },
      thaw: () => {
        memory.resume();
      },
      stop: () => Promise.resolve(),
    });
  });
});

describeWith(zookeeper, 'a real one', () => {
  sessions(async () => {
    const real = await RealZooKeeper.start();
    return {
      zookeeper: new ZooKeeperClient(real.servers),
      freeze: () => {
        real.freeze();
      },
      thaw: () => {
        real.thaw();
      },
      stop: () => real.stop(),
    };
  });
});
