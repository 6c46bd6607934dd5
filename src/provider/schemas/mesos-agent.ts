import { a, defineSchema, t } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { marathonAccess } from '../attributes/marathon-access';
import {
  bindAddress,
  hostList,
  programAttributes,
  serviceAttributes,
  zookeeperUrl,
} from '../attributes/mesos';
import {
  validateAbsolutePath,
  validateAgentAttributes,
  validateAgentResources,
  validateMesosDuration,
  validateOneLine,
} from '../validation/mesos';
import { validateCredential } from '../validation/credential';
import { validateDuration } from '../validation/names';
import { validatePort } from '../validation/network';
import { oneOf } from '../validation/one-of';

const OWN_FLAGS: Readonly<Record<string, string>> = {
  master: 'zookeeper',
  attributes: 'attributes',
  resources: 'resources',
  containerizers: 'containerizers',
  isolation: 'isolation',
  image_providers: 'image_providers',
  executor_registration_timeout: 'executor_registration_timeout',
  port: 'port',
  ip: 'ip',
  hostname: 'hostname',
  work_dir: 'work_dir',
  domain: 'domain_region and domain_zone',
  credential: 'credential_wo',
};

export const mesosAgentSchema = defineSchema({
  version: 0,
  description:
    'One Mesos agent. What Mesos cannot change in place drains it first and makes a new agent of it; removing it drains it and marks it gone.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: true }), { required: true, description: 'The machine.' }),
    zookeeper: zookeeperUrl('Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.'),
    masters: hostList({
      required: true,
      description:
        'Hosts of the masters. The one that leads is asked to drain the agent and to say how it is.',
    }),
    attributes: a.map(t.string, {
      optional: true,
      validate: validateAgentAttributes,
      description:
        'Attributes, which constraints of apps refer to: `{ rack = "r1" }`. Another value drains the agent and makes it a new one.',
    }),
    resources: a.map(t.string, {
      optional: true,
      validate: validateAgentResources,
      description:
        'Resources that it offers: `{ cpus = "4", mem = "8192", ports = "[31000-32000]" }`; mem and disk in MiB. Default: what mesos-agent finds. Less of one drains the agent and makes it a new one.',
    }),
    containerizers: a.list(t.string, {
      default: ['mesos'],
      validate: severalOf('mesos', 'docker'),
      description: 'What runs tasks, `mesos` and `docker`: the first that can run a task does.',
    }),
    isolation: a.list(t.string, {
      optional: true,
      validate: (values) => {
        const stray = values.find((value) => !/^[a-z0-9_]+(\/[a-z0-9_]+)*$/.test(value));
        return stray === undefined
          ? undefined
          : `has ${JSON.stringify(stray)}, which is not an isolator such as "cgroups/cpu"`;
      },
      description:
        'Isolators of the Mesos containerizer: `cgroups/cpu`, `cgroups/mem`. Default: those of mesos-agent.',
    }),
    image_providers: a.list(t.string, {
      optional: true,
      validate: severalOf('docker', 'appc'),
      description:
        'Kinds of images that the Mesos containerizer runs, `docker` and `appc`. Default: none. Takes the isolators `filesystem/linux` and `docker/runtime`.',
    }),
    docker: a.bool({
      default: false,
      description:
        "Whether the distribution's Docker is installed and started, for the containerizer `docker`.",
    }),
    executor_registration_timeout: a.string({
      default: '5mins',
      validate: validateMesosDuration,
      description:
        'How long an executor may take to register, the pull of its image among it. Mesos itself allows one minute, too little for most images.',
    }),
    port: a.number({
      default: 5051,
      validate: validatePort,
      description: 'Port at which it listens. Another one drains the agent and makes it a new one.',
    }),
    ip: bindAddress,
    work_dir: a.string({
      default: '/var/lib/mesos/agent',
      forceNew: true,
      validate: validateAbsolutePath,
      description: "Folder of its checkpoints and of its tasks' sandboxes and volumes.",
    }),
    ...programAttributes('mesos-agent', OWN_FLAGS),
    domain_region: a.string({
      optional: true,
      validate: validateOneLine,
      description: 'Region of its fault domain; with `domain_zone`.',
    }),
    domain_zone: a.string({
      optional: true,
      validate: validateOneLine,
      description: 'Zone of its fault domain; with `domain_region`.',
    }),
    failure_domain: a.string({
      optional: true,
      validate: validateOneLine,
      description:
        'What it fails together with, for changes that restart or drain agents: those of one failure domain at a time. Default: its fault domain, else its attribute `rack`, else its host.',
    }),
    credential_wo: a.string({
      optional: true,
      writeOnly: true,
      validate: validateCredential,
      description:
        'What it authenticates with at the masters, as JSON: `{"principal": "agent", "secret": "…"}`; never in plan or state.',
    }),
    credential_wo_version: a.number({
      optional: true,
      description: 'Change it to have `credential_wo` written again: Terraform cannot see that it changed.',
    }),
    marathon: a.object(marathonAccess({ replaceOnMove: false }), {
      optional: true,
      description:
        'The Marathon whose apps run here: before a drain it starts replacements elsewhere, and they have to be healthy. Default: tasks are ended without any.',
    }),
    drain_timeout: a.string({
      default: '10m',
      validate: validateDuration,
      description:
        'How long replacements and the drain may take before a change or a removal gives up: `90s`, `10m`.',
    }),
    drain_grace_period: a.string({
      optional: true,
      validate: validateDuration,
      description: 'How long a task gets to end by itself during a drain. Default: its own grace period.',
    }),
    agent_id: a.string({ computed: true, description: 'Id by which the masters know it.' }),
    transition: a.string({
      computed: true,
      description:
        '`drains and becomes a new agent` in a plan with a change that Mesos cannot take in place.',
    }),
    ...serviceAttributes,
  },
});

function severalOf(...choices: readonly string[]): (values: readonly string[]) => string | undefined {
  const one = oneOf(...choices);
  return (values) => {
    if (values.length === 0) return 'must name at least one, is empty';
    if (new Set(values).size !== values.length) return `names one twice: ${values.join(', ')}`;
    return values.map(one).find((problem) => problem !== undefined);
  };
}
