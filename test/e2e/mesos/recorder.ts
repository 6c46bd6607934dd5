import { request } from 'node:http';
import { connect } from 'node:net';
import type { TestHost } from '../harness/test-host';
import { taskPorts } from './mesos-fleet';

/** How often it is looked. */
const PERIOD_MS = 200;
/** A machine that has a lot to do may take its time; longer than this is no answer. */
const PATIENCE_MS = 2_000;

interface MasterSample {
  readonly name: string;
  readonly quorum: number;
}

/** One look at everything. */
export interface Sample {
  /** Milliseconds since the recording began. */
  readonly at: number;
  /** Instances that answer that they are well. */
  readonly healthy: number;
  /** The masters that run, with the quorum that each works with. */
  readonly masters: readonly MasterSample[];
  /** The members of ZooKeeper's ensemble that serve. */
  readonly zookeepers: readonly string[];
}

/**
 * Looks at a cluster from outside all the time: each port that a task may have, each master's flags, each member of the
 * ensemble. Nothing of Marathon's and nothing of ours is asked.
 */
export class Recorder {
  readonly samples: Sample[] = [];
  private readonly began = Date.now();
  private readonly ended: Promise<void>;
  private stopped = false;

  constructor(
    private readonly masters: readonly TestHost[],
    private readonly agents: readonly TestHost[],
  ) {
    this.ended = this.run();
  }

  async stop(): Promise<readonly Sample[]> {
    this.stopped = true;
    await this.ended;
    return this.samples;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const next = Date.now() + PERIOD_MS;
      this.samples.push(await this.look());
      await new Promise((resolve) => setTimeout(resolve, next - Date.now()));
    }
  }

  private async look(): Promise<Sample> {
    const at = Date.now() - this.began;
    const places = this.agents.flatMap(({ address }) => taskPorts.map((port) => ({ address, port })));
    const [answers, masters, zookeepers] = await Promise.all([
      Promise.all(places.map(({ address, port }) => get(`http://${address}:${String(port)}/healthz`))),
      Promise.all(this.masters.map(quorumOf)),
      Promise.all(this.masters.map(servesZookeeper)),
    ]);
    return {
      at,
      healthy: answers.filter((text) => text !== undefined).length,
      masters: masters.filter((one) => one !== undefined),
      zookeepers: zookeepers.filter((one) => one !== undefined),
    };
  }
}

/** The moments at which fewer instances were healthy. */
export function shortOf(samples: readonly Sample[], instances: number): readonly Sample[] {
  return samples.filter(({ healthy }) => healthy < instances);
}

/**
 * The moments at which two groups of masters, each as many as one of them takes for a quorum, had no master in common: what
 * one of them had written the other could have missed.
 */
export function unsafeQuorums(samples: readonly Sample[]): readonly Sample[] {
  return samples.filter(({ masters }) => masters.some(({ quorum }) => 2 * quorum <= masters.length));
}

/** The moments at which fewer members of the ensemble served than it takes. */
export function ensembleLost(samples: readonly Sample[], majority: number): readonly Sample[] {
  return samples.filter(({ zookeepers }) => zookeepers.length < majority);
}

async function quorumOf({ name, address }: TestHost): Promise<MasterSample | undefined> {
  const text = await get(`http://${address}:5050/flags`);
  if (text === undefined) return undefined;
  const { flags } = JSON.parse(text) as { flags: { quorum?: string } };
  return { name, quorum: Number(flags.quorum) };
}

/** What answers with 200 there; undefined when nothing does. */
function get(url: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asking = request(url, { agent: false, timeout: PATIENCE_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve(response.statusCode === 200 ? text : undefined);
      });
      response.on('error', () => {
        resolve(undefined);
      });
    });
    asking.on('timeout', () => asking.destroy());
    asking.on('error', () => {
      resolve(undefined);
    });
    asking.end();
  });
}

/** A member that has no quorum says that it does not serve requests. */
function servesZookeeper({ name, address }: TestHost): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 2181, timeout: PATIENCE_MS });
    let text = '';
    const end = () => {
      socket.destroy();
      resolve(/^Mode: /m.test(text) ? name : undefined);
    };
    socket.once('connect', () => socket.write('srvr'));
    socket.on('data', (part) => (text += part.toString()));
    for (const event of ['end', 'error', 'timeout']) socket.once(event, end);
  });
}
