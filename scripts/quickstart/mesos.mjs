// The quickstart on Mesos, with --mesos.
import { summary } from './summary.mjs';

/** How long anything that is asked may take. */
const PATIENCE_MS = 10_000;

/** The sandbox stands in for a repository of Mesos under every URL like this. */
const repository = {
  aptRepository: 'https://packages.example.org/mesos',
  aptKeyUrl: 'https://packages.example.org/mesos/key.asc',
};

/** As `kubernetes` of kubernetes.mjs. */
export const mesos = {
  title: 'Mesos and Marathon',
  fleet: { mesosPackages: { mesos: repository, marathon: repository } },
  count: 'instances',
  unit: 'mesos-agent',

  /** What there is, as the master, Marathon and every instance of the app answer over HTTP at the outputs of the stack. */
  async describe({ inventory: { machines } }, outputs) {
    const state = await json(`${outputs['mesos-master']}/state`);
    const { apps } = await json(`${outputs.marathon}/v2/apps?embed=apps.tasks`);
    const master = {
      address: state.hostname,
      leads: true,
      state: `ZooKeeper, Marathon, Mesos master ${state.version} with ${state.activated_slaves} agents`,
    };
    const agents = state.slaves.map(({ hostname, active, version }) => ({
      address: hostname,
      leads: false,
      state: `Mesos agent ${version}, ${active ? 'active' : 'not active'}`,
    }));
    const rows = await Promise.all(apps.map(describeApp));
    return summary(machines, [master, ...agents], rows.flat());
  },
};

/** One row for an app, and one for every instance, with what it answers. */
async function describeApp({ id, tasksHealthy, instances, tasks }) {
  const name = id.slice(1);
  const answers = tasks.map(async ({ host, ports }) => {
    const address = `http://${host}:${ports[0]}/`;
    return { name, what: 'instance', address, state: `answers "${await (await get(address)).text()}"` };
  });
  return [
    { name, what: 'app', address: '', state: `${tasksHealthy} of ${instances} instances healthy` },
    ...(await Promise.all(answers)),
  ];
}

async function json(url) {
  return (await get(url)).json();
}

async function get(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return response;
    throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new Error(`${url} does not answer: ${error.cause?.message ?? error.message}`, { cause: error });
  }
}
