import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Component } from '../../../support/require-component';

/** Where Debian's packages put jars; another folder can be named. */
const jars = process.env.FLEETWRIGHT_ZOOKEEPER_JARS ?? '/usr/share/java';

/** What the server needs of them. */
const CLASSPATH = [
  ...['zookeeper', 'zookeeper-jute', 'slf4j-api', 'slf4j-nop', 'commons-cli', 'commons-io', 'netty-all'],
  ...[
    'metrics-core',
    'servlet-api',
    'snappy-java',
    'jackson-core',
    'jackson-databind',
    'jackson-annotations',
  ],
].map((name) => join(jars, `${name}.jar`));

export const zookeeper: Component = {
  name: 'ZooKeeper',
  available:
    existsSync(join(jars, 'zookeeper.jar')) &&
    spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0,
  howToEnable:
    'install zookeeper (apt-get install zookeeper), or name a folder with its jars in FLEETWRIGHT_ZOOKEEPER_JARS',
};

/** One server of its own, with nothing in it. */
export class RealZooKeeper {
  private readonly folder = mkdtempSync(join(tmpdir(), 'zookeeper-'));
  private child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RealZooKeeper> {
    const zookeeper = new RealZooKeeper(await freePort());
    await zookeeper.run();
    return zookeeper;
  }

  get servers(): string {
    return `127.0.0.1:${String(this.port)}`;
  }

  /** Nobody is answered, and no connection ends. */
  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child !== undefined) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async run(): Promise<void> {
    const config = join(this.folder, 'zoo.cfg');
    writeFileSync(
      config,
      [
        'tickTime=200',
        'minSessionTimeout=400',
        'maxSessionTimeout=60000',
        `dataDir=${join(this.folder, 'data')}`,
        `clientPort=${String(this.port)}`,
        'clientPortAddress=127.0.0.1',
        'admin.enableServer=false',
      ].join('\n'),
    );
    this.child = spawn(
      'java',
      [
        ...['-Xmx128m', '-Dzookeeper.jmx.log4j.disable=true', '-cp', CLASSPATH.join(delimiter)],
        ...['org.apache.zookeeper.server.ZooKeeperServerMain', config],
      ],
      { stdio: 'ignore' },
    );
    for (let attempt = 0; !(await answers(this.port)); attempt += 1) {
      if (attempt > 300) throw new Error('ZooKeeper does not listen');
      await wait(100);
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
