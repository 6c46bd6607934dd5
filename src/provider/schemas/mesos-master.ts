import { a, defineSchema, t } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import {
  bindAddress,
  hostList,
  programAttributes,
  serviceAttributes,
  zookeeperUrl,
} from '../attributes/mesos';
import { validateAbsolutePath, validateOneLine } from '../validation/mesos';
import { validatePort } from '../validation/network';

/** What has to be written to give up the registry. */
export const REGISTRY_CONSENT = 'I consent to a new registry';

const OWN_FLAGS: Readonly<Record<string, string>> = {
  zk: 'zookeeper',
  quorum: 'quorum',
  cluster: 'cluster_name',
  port: 'port',
  ip: 'ip',
  hostname: 'hostname',
  work_dir: 'work_dir',
  authenticate_agents: 'authenticate_agents',
  authenticate_frameworks: 'authenticate_frameworks',
  credentials: 'credentials_wo',
};

export const mesosMasterSchema = defineSchema({
  version: 0,
  description:
    'One Mesos master. Masters change one at a time, the leading one last; each is back in the replicated log before the next.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: true }), { required: true, description: 'The machine.' }),
    zookeeper: zookeeperUrl('Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.'),
    masters: hostList({
      required: true,
      description: 'Hosts of all masters, this one too. The quorum is a majority of them.',
    }),
    quorum: a.number({
      optional: true,
      computed: true,
      validate: (value) =>
        Number.isInteger(value) && value >= 1 ? undefined : `must be a whole number from 1 on, is ${value}`,
      description:
        'How many masters have to have a write in their log. Default, and the only value that is taken: the majority of `masters`.',
    }),
    cluster_name: a.string({
      optional: true,
      validate: validateOneLine,
      description: 'Name of the cluster, shown to people. Default: none.',
    }),
    port: a.number({ default: 5050, validate: validatePort, description: 'Port at which it listens.' }),
    ip: bindAddress,
    work_dir: a.string({
      default: '/var/lib/mesos/master',
      forceNew: true,
      validate: validateAbsolutePath,
      description: 'Folder of its replicated log.',
    }),
    ...programAttributes('mesos-master', OWN_FLAGS),
    authenticate_agents: a.bool({
      default: false,
      description: 'Whether agents have to authenticate, with one of `credentials_wo`.',
    }),
    authenticate_frameworks: a.bool({
      default: false,
      description: 'Whether frameworks have to authenticate, with one of `credentials_wo`.',
    }),
    credentials_wo: a.map(t.string, {
      optional: true,
      writeOnly: true,
      validate: validateCredentials,
      description:
        'Secrets by principal, which agents and frameworks authenticate with; never in plan or state.',
    }),
    credentials_wo_version: a.number({
      optional: true,
      description:
        'Change it to have `credentials_wo` written again: Terraform cannot see that those changed.',
    }),
    new_registry: a.string({
      optional: true,
      validate: (value) =>
        value === REGISTRY_CONSENT
          ? undefined
          : `must be ${JSON.stringify(REGISTRY_CONSENT)}, word by word, is ${JSON.stringify(value)}`,
      description: `\`${REGISTRY_CONSENT}\`: one master cannot become three with the registry it has, so that this change starts an empty one, and every agent registers anew.`,
    }),
    ...serviceAttributes,
  },
});

function validateCredentials(values: Readonly<Record<string, string>>): string | undefined {
  const principal = Object.keys(values).find((name) => name === '' || /[\s:]/.test(name));
  if (principal !== undefined)
    return `has the principal ${JSON.stringify(principal)}; it takes no spaces and no ":"`;
  const empty = Object.entries(values).find(([, secret]) => secret === '');
  return empty === undefined ? undefined : `has no secret for ${JSON.stringify(empty[0])}`;
}
