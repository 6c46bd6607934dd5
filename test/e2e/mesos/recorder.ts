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
  readonly leads: boolean;
}

/** One look at everything. */
export interface Sample {
  /** Milliseconds since the recording began. */
  readonly at: number;
  /** Instances that answer that they are well. */
  readonly healthy: number;
  /** The masters that answer, with the quorum that each works with. */
  readonly masters: readonly MasterSample[];
  /** The members of ZooKeeper's ensemble that run. */
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
      Promise.all(this.masters.map(lookAtMaster)),
      Promise.all(this.masters.map(runsZookeeper)),
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

/** The moments at which fewer masters, or fewer members of the ensemble, ran. */
export function fewerServing(samples: readonly Sample[], count: number): readonly Sample[] {
  return samples.filter(({ masters, zookeepers }) => masters.length < count || zookeepers.length < count);
}

/** The masters in the order in which they began to work with this quorum, with whether each led when it was last seen before. */
export function orderOfQuorum(
  samples: readonly Sample[],
  quorum: number,
): readonly { readonly name: string; readonly led: boolean }[] {
  const order: { name: string; led: boolean }[] = [];
  const before = new Map<string, MasterSample>();
  for (const { masters } of samples) {
    for (const master of masters) {
      const last = before.get(master.name);
      if (master.quorum === quorum && last !== undefined && last.quorum !== quorum)
        order.push({ name: master.name, led: last.leads });
      before.set(master.name, master);
    }
  }
  return order;
}

async function lookAtMaster({ name, address }: TestHost): Promise<MasterSample | undefined> {
  const [flags, metrics] = await Promise.all(
    ['flags', 'metrics/snapshot'].map((path) => get(`http://${address}:5050/${path}`)),
  );
  if (flags === undefined || metrics === undefined) return undefined;
  const { quorum } = (JSON.parse(flags) as { flags: { quorum?: string } }).flags;
  const { 'master/elected': elected } = JSON.parse(metrics) as { 'master/elected'?: number };
  return { name, quorum: Number(quorum), leads: elected === 1 };
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

/** Whether a member takes connections, be there a quorum of them or not. */
function runsZookeeper({ name, address }: TestHost): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: 2181, timeout: PATIENCE_MS });
    const end = (answer: string | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => {
      end(name);
    });
    socket.once('error', () => {
      end(undefined);
    });
    socket.once('timeout', () => {
      end(undefined);
    });
  });
}

/** Looks at the cluster for as long as something takes. */
export async function recorded(
  masters: readonly TestHost[],
  agents: readonly TestHost[],
  work: () => Promise<unknown>,
): Promise<readonly Sample[]> {
  const recorder = new Recorder(masters, agents);
  try {
    await work();
  } finally {
    await recorder.stop();
  }
  return recorder.samples;
}
