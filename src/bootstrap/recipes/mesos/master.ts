import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
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
import type { MasterParams } from './params';
import { commonFlags, mesosLauncher, mesosSettings, placeOf, ZK_FILE } from './settings';

const CREDENTIALS = '/etc/mesos/master-credentials.json';

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimMaster({
  workDir,
  owner,
}: Pick<MasterParams, 'workDir' | 'owner'>): readonly Operation[] {
  return [ownService('mesos-master', [`${workDir}/replicated_log`], owner)];
}

/** Everything that makes a host a Mesos master. */
export function masterOperations(facts: HostFacts, params: MasterParams): readonly Operation[] {
  const plan = packagePlan(params);
  assertServiceHost(facts, plan);
  const base: readonly Operation[] = [
    ...packageOperations(plan),
    {
      kind: 'directory',
      id: 'host/data',
      description: `keep the replicated log in ${params.workDir}`,
      path: params.workDir,
      mode: '0755',
    },
    ...secretOperations('mesos-master', credentialsFile(params)),
    ...mesosSettings('mesos-master', params, flagsOf(params)),
    ...unitOperations({
      service: 'mesos-master',
      description: 'Mesos master',
      dropIn: ['Restart=always', 'RestartSec=20', environmentLine()],
      launcher: mesosLauncher('mesos-master'),
    }),
  ];
  return [
    ...claimMaster(params),
    ...base,
    runUnit('mesos-master', restartIds(base)),
    ...serviceDeclaration('mesos-master', params.declaration),
  ];
}

/** Has the master begin with an empty log, and so with an empty registry. Its service runs again afterwards. */
export function forgetRegistry({ workDir }: Pick<MasterParams, 'workDir'>): readonly Operation[] {
  return [
    {
      kind: 'service',
      id: 'registry/stopped',
      description: 'stop the master',
      unit: 'mesos-master.service',
      enabled: true,
      state: 'stopped',
    },
    {
      kind: 'absent',
      id: 'registry/log',
      description: 'remove the replicated log',
      paths: [`${workDir}/replicated_log`],
    },
  ];
}

/** Leaves the host without the master and its log. */
export function removeMaster({ workDir }: Pick<MasterParams, 'workDir'>): readonly Operation[] {
  const { folder, environment } = placeOf('mesos-master');
  return removeService('mesos-master', {
    files: [folder, environment, CREDENTIALS],
    shared: [
      { path: ZK_FILE, by: ['mesos-agent'] },
      { path: '/etc/default/mesos', by: ['mesos-agent'] },
      { path: '/var/log/mesos', by: ['mesos-agent'] },
    ],
    data: [workDir],
  });
}

function environmentLine(): string {
  return `EnvironmentFile=-${placeOf('mesos-master').environment}`;
}

function packagePlan({ packages }: MasterParams): PackagePlan {
  return {
    service: 'mesos-master',
    packages,
    defaultNames: ['mesos'],
    units: ['mesos-master.service', 'mesos-agent.service', 'mesos-slave.service'],
  };
}

function credentialsFile({ credentials }: MasterParams): SecretFile {
  return {
    name: 'credentials',
    path: CREDENTIALS,
    content: credentials,
    version: 'credentials_wo_version',
  };
}

function flagsOf(params: MasterParams): Flags {
  const own: Flags = {
    ...commonFlags(params),
    zk: params.zookeeper,
    quorum: String(params.quorum),
    ...(params.clusterName === undefined ? {} : { cluster: params.clusterName }),
    ...(params.authenticateAgents ? { authenticate_agents: true } : {}),
    ...(params.authenticateFrameworks ? { authenticate_frameworks: true } : {}),
    ...(params.credentials === undefined ? {} : { credentials: CREDENTIALS }),
  };
  return mergedFlags(own, params.flags);
}
