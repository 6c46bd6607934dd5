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
    cpu: () => spentSeconds(child.pid),
    /** Calls so far, by service; of hosts by what they were asked. */
    async calls() {
      const count = { ec2: 0, azure: 0, kubernetes: 0, connections: 0, commands: 0 };
      for (const { service, operation, calls } of await order('traffic')) {
        const kind = KINDS[service === 'host' ? operation : service];
        if (kind !== undefined) count[kind] += calls;
      }
      return count;
    },
    traffic: () => order('traffic'),
    async stop() {
      await order('stop');
      child.disconnect();
    },
  };
}

/** SSM and STS are asked on behalf of EC2. */
const KINDS = {
  ec2: 'ec2',
  ssm: 'ec2',
  sts: 'ec2',
  azure: 'azure',
  kubernetes: 'kubernetes',
  connect: 'connections',
  exec: 'commands',
};
