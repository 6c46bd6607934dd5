import { a, defineSchema, t } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { serviceAttributes } from '../attributes/mesos';
import { packageAttributes } from '../attributes/packages';
import { isOneLine, validateAbsolutePath, validateHostname } from '../validation/mesos';
import { validatePort } from '../validation/network';

/** Settings that have an attribute of their own, and that attribute. */
const TAKEN: Readonly<Record<string, string>> = {
  clientPort: 'client_port',
  dataDir: 'data_dir',
};

export const zookeeperNodeSchema = defineSchema({
  version: 0,
  description:
    'One node of a ZooKeeper ensemble. Members change one at a time, and each is back in the ensemble before the next.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: true }), { required: true, description: 'The machine.' }),
    server_id: a.number({
      required: true,
      forceNew: true,
      validate: validateServerId,
      description: 'Number of this node in the ensemble, its `myid`: 1 to 255.',
    }),
    ensemble: a.objectList(
      {
        server_id: a.number({
          required: true,
          validate: validateServerId,
          description: 'Its `myid`: 1 to 255.',
        }),
        address: a.string({
          required: true,
          validate: validateHostname,
          description: 'Name or address at which the other members reach it.',
        }),
      },
      {
        required: true,
        validate: validateEnsemble,
        description: 'All members, this one too: 1, 3 or 5.',
      },
    ),
    peers: a.objectList(hostAttributes({ replaceOnMove: false }), {
      default: [],
      description: 'Hosts of the other members, whom a change is coordinated with.',
    }),
    packages: a.object(packageAttributes, {
      optional: true,
      description:
        "Where ZooKeeper comes from: exactly one of `apt_repository`, `files` and `system`. Default: the distribution's zookeeperd.",
    }),
    client_port: a.number({
      default: 2181,
      validate: validatePort,
      description: 'Port at which it answers clients.',
    }),
    peer_port: a.number({
      default: 2888,
      validate: validatePort,
      description: 'Port at which the leader answers the other members.',
    }),
    election_port: a.number({
      default: 3888,
      validate: validatePort,
      description: 'Port at which members elect their leader.',
    }),
    data_dir: a.string({
      default: '/var/lib/zookeeper',
      forceNew: true,
      validate: validateAbsolutePath,
      description: 'Folder of its data and its `myid`.',
    }),
    settings: a.map(t.string, {
      optional: true,
      validate: validateSettings,
      description: 'More settings of zoo.cfg: `tickTime`, `autopurge.purgeInterval`.',
    }),
    ...serviceAttributes,
  },
});

// https://zookeeper.apache.org/doc/current/zookeeperStarted.html#sc_RunningReplicatedZooKeeper
function validateServerId(value: number): string | undefined {
  return Number.isInteger(value) && value >= 1 && value <= 255
    ? undefined
    : `must be a whole number from 1 to 255, is ${value}`;
}

function validateEnsemble(
  members: readonly { readonly server_id: number; readonly address: string }[],
): string | undefined {
  if (![1, 3, 5].includes(members.length))
    return `must have 1, 3 or 5 members, has ${members.length}: an even number survives no more failures than one less`;
  const ids = members.map(({ server_id }) => server_id);
  const twice = members.find(({ server_id }, index) => ids.indexOf(server_id) !== index);
  return twice === undefined
    ? undefined
    : `has the server_id ${twice.server_id} twice; give each member one of its own`;
}

function validateSettings(values: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const at = `has ${JSON.stringify(name)}`;
    if (/^server\./.test(name)) return `${at}, which is set by ensemble`;
    const attribute = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
    if (attribute !== undefined) return `${at}, which is set by ${attribute}`;
    if (!/^[A-Za-z0-9][A-Za-z0-9_.]*$/.test(name)) return `${at}, which is not a setting of zoo.cfg`;
    if (!isOneLine(value)) return `${at}, whose value must be one line`;
  }
  return undefined;
}
