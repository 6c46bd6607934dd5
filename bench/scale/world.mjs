// The sandbox as the measurement sees it: a process of its own that is given orders.
import { fork } from 'node:child_process';
import { spentSeconds } from './run.mjs';

/** @param options as Sandbox.start takes them */
export async function startWorld(options) {
  const child = fork(new URL('sandbox.mjs', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, result, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(result);
    else reject(new Error(`the sandbox: ${error}`));
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the sandbox ended with ${code ?? signal}`));
  });
  const order = (name, argument) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, order: name, argument });
    });

  const access = await order('start', options);
  return {
    access,
    inventory: () => order('inventory'),
    pid: child.pid,
    cpu: () => spentSeconds(child.pid),
    traffic: () => order('traffic'),
    async stop() {
      await order('stop');
      child.disconnect();
    },
  };
}

/** What there was between two looks at the traffic: of each operation, and of each kind of call. */
export function trafficBetween(before, after) {
  const key = ({ service, operation }) => `${service} ${operation}`;
  const known = new Map(before.map((one) => [key(one), one]));
  const operations = after
    .map((one) => {
      const { calls, seconds } = known.get(key(one)) ?? { calls: 0, seconds: 0 };
      return { ...one, calls: one.calls - calls, seconds: one.seconds - seconds };
    })
    .filter(({ calls }) => calls > 0);
  const calls = { ec2: 0, azure: 0, kubernetes: 0, connections: 0, commands: 0 };
  let seconds = 0;
  for (const one of operations) {
    const kind = KINDS[one.service === 'host' ? one.operation : one.service];
    if (kind === undefined) continue;
    calls[kind] += one.calls;
    seconds += one.seconds;
  }
  return { operations, calls, seconds };
}

/** SSM and STS are asked on behalf of EC2. A tunnel takes no time of its own: what goes through it does. */
const KINDS = {
  ec2: 'ec2',
  ssm: 'ec2',
  sts: 'ec2',
  azure: 'azure',
  kubernetes: 'kubernetes',
  connect: 'connections',
  exec: 'commands',
};
