// The sandbox in a process of its own, so that what it costs is not taken for what is measured. Its parent gives the orders.
import { Sandbox } from 'fleetwright/sandbox';

let sandbox;

const orders = {
  async start(options) {
    sandbox = await Sandbox.start({ ...options, log: (line) => console.error(line) });
    const { ec2, azure, sshKeyFile, sshPublicKey } = sandbox;
    return { ec2, azure, sshKeyFile, sshPublicKey, environment: sandbox.environment() };
  },
  traffic: () => sandbox.traffic(),
  inventory: () => sandbox.inventory(),
  stop: () => sandbox.stop(),
};

process.on('message', ({ id, order, argument }) => {
  Promise.resolve()
    .then(() => orders[order](argument))
    .then(
      (result) => process.send({ id, result }),
      (error) => process.send({ id, error: error.stack }),
    );
});
// However the parent ends, no machine is left.
process.once('disconnect', () => sandbox?.stop().finally(() => process.exit()));
