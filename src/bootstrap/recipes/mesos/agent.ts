import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { RecipeError } from '../recipe-error';
import {
  assertServiceHost,
  mergedFlags,
  ownService,
  packageOperations,
  removeService,
  restartIds,
  runUnit,
  secretOperations,
  serviceDeclaration,
  unitOperations,
  type Flags,
  type PackagePlan,
  type SecretFile,
} from '../service';
import type { AgentParams } from './params';
import { commonFlags, mesosLauncher, mesosSettings, placeOf, ZK_FILE } from './settings';

const CREDENTIAL = '/etc/mesos/agent-credential.json';

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimAgent({ workDir, owner }: Pick<AgentParams, 'workDir' | 'owner'>): readonly Operation[] {
  return [ownService('mesos-agent', [`${workDir}/meta`], owner)];
}

/** Everything that makes a host a Mesos agent. */
export function agentOperations(facts: HostFacts, params: AgentParams): readonly Operation[] {
  const plan = packagePlan(params);
  assertServiceHost(facts, plan);
  assertAttributes(params);
  const base: readonly Operation[] = [
    ...packageOperations(plan),
    ...(params.docker ? [runDocker()] : []),
    {
      kind: 'directory',
      id: 'host/data',
      description: `keep checkpoints and sandboxes in ${params.workDir}`,
      path: params.workDir,
      mode: '0755',
    },
    ...secretOperations('mesos-agent', credentialFile(params)),
    ...mesosSettings('mesos-agent', params, flagsOf(params)),
    ...unitOperations({
      service: 'mesos-agent',
      description: 'Mesos agent',
      // Tasks survive a restart of the agent, and manage their cgroups with it.
      dropIn: [
        'Restart=always',
        'RestartSec=20',
        'KillMode=process',
        'Delegate=true',
        `EnvironmentFile=-${placeOf('mesos-agent').environment}`,
      ],
      launcher: mesosLauncher('mesos-agent'),
    }),
  ];
  return [
    ...claimAgent(params),
    ...base,
    runUnit('mesos-agent', restartIds(base)),
    ...serviceDeclaration('mesos-agent', params.declaration),
  ];
}

/**
 * What has the agent register as a new one, as Mesos itself advises when it finds an incompatible agent: it forgets which
 * one it was, and keeps its persistent volumes. Only for an agent that is drained.
 */
export function forgetAgent({ workDir }: Pick<AgentParams, 'workDir'>): readonly Operation[] {
  return [
    {
      kind: 'service',
      id: 'agent/stopped',
      description: 'stop the agent',
      unit: 'mesos-agent.service',
      enabled: true,
      state: 'stopped',
    },
    {
      kind: 'absent',
      id: 'agent/checkpoint',
      description: 'forget which agent it was',
      paths: [`${workDir}/meta/slaves/latest`],
    },
  ];
}

/** An agent that is marked gone exits in good order whenever it is started, which a unit would do for ever. */
export function retireAgent(): readonly Operation[] {
  return [
    {
      kind: 'service',
      id: 'agent/retired',
      description: 'stop the agent for good',
      unit: 'mesos-agent.service',
      enabled: false,
      state: 'stopped',
    },
  ];
}

/** Leaves the host without the agent, its checkpoints and its sandboxes. */
export function removeAgent({ workDir }: Pick<AgentParams, 'workDir'>): readonly Operation[] {
  const { folder, environment } = placeOf('mesos-agent');
  return removeService('mesos-agent', {
    files: [folder, environment, CREDENTIAL],
    shared: [
      { path: ZK_FILE, by: ['mesos-master'] },
      { path: '/etc/default/mesos', by: ['mesos-master'] },
      { path: '/var/log/mesos', by: ['mesos-master'] },
    ],
    data: [workDir, '/var/run/mesos'],
  });
}

function packagePlan({ packages, docker }: AgentParams): PackagePlan {
  return {
    service: 'mesos-agent',
    packages,
    defaultNames: ['mesos'],
    ...(docker ? { also: ['docker.io'] } : {}),
    units: ['mesos-agent.service', 'mesos-master.service', 'mesos-slave.service'],
  };
}

function runDocker(): Operation {
  return {
    kind: 'service',
    id: 'host/docker',
    description: 'run Docker',
    unit: 'docker.service',
    enabled: true,
    state: 'started',
    restartOn: [],
  };
}

function credentialFile({ credential }: AgentParams): SecretFile {
  return { name: 'credential', path: CREDENTIAL, content: credential, version: 'credential_wo_version' };
}

/** Without a value an agent ends with an abort, and `;` separates attributes. */
function assertAttributes({ attributes = {} }: AgentParams): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== '' && !/[;\n]/.test(value)) continue;
    throw new RecipeError(
      `attributes.${name} "${value}" must have a value, without ";"; mesos-agent does not start with it`,
      `attributes.${name}`,
    );
  }
}

function flagsOf(params: AgentParams): Flags {
  const { attributes = {}, resources = {}, isolation = [], imageProviders = [], domain } = params;
  const own: Flags = {
    ...commonFlags(params),
    master: params.zookeeper,
    containerizers: params.containerizers.join(','),
    executor_registration_timeout: params.executorRegistrationTimeout,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    ...(Object.keys(resources).length > 0 ? { resources } : {}),
    ...(isolation.length > 0 ? { isolation: isolation.join(',') } : {}),
    ...(imageProviders.length > 0 ? { image_providers: imageProviders.join(',') } : {}),
    ...(domain === undefined ? {} : { domain: domainText(domain) }),
    ...(params.credential === undefined ? {} : { credential: CREDENTIAL }),
  };
  return mergedFlags(own, params.flags);
}

function domainText({ region, zone }: NonNullable<AgentParams['domain']>): string {
  return JSON.stringify({ fault_domain: { region: { name: region }, zone: { name: zone } } });
}
