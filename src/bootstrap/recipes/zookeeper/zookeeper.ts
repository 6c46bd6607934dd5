import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { RecipeError } from '../recipe-error';
import {
  assertServiceHost,
  findProgram,
  ownService,
  packageOperations,
  removeService,
  restartIds,
  runUnit,
  serviceDeclaration,
  unitOperations,
  type PackagePlan,
} from '../service';
import type { ZookeeperParams } from './params';

const CONFIGURATION = '/etc/zookeeper/conf/zoo.cfg';
const USER = 'zookeeper';

/** Of zoo.cfg where the user says nothing: https://zookeeper.apache.org/doc/current/zookeeperAdmin.html. */
const defaults = {
  tickTime: '2000',
  initLimit: '10',
  syncLimit: '5',
  // Without it every snapshot and log is kept for ever.
  'autopurge.snapRetainCount': '3',
  'autopurge.purgeInterval': '24',
  '4lw.commands.whitelist': 'srvr',
  'admin.enableServer': 'false',
} as const;

/** To be converged before anything is recorded: a host that is refused is none of ours, and must not be cleaned. */
export function claimZookeeper({
  dataDir,
  owner,
}: Pick<ZookeeperParams, 'dataDir' | 'owner'>): readonly Operation[] {
  return [ownService('zookeeper', [`${dataDir}/version-2`], owner)];
}

/** Everything that makes a host a member of a ZooKeeper ensemble. */
export function zookeeperOperations(facts: HostFacts, params: ZookeeperParams): readonly Operation[] {
  const plan = packagePlan(params);
  assertServiceHost(facts, plan);
  if (!params.ensemble.some(({ serverId }) => serverId === params.serverId)) {
    throw new RecipeError(
      `server_id ${String(params.serverId)} is not in ensemble, which has ${params.ensemble.map(({ serverId }) => serverId).join(', ')}; add this host to ensemble`,
      'server_id',
    );
  }
  const settings = [
    ...packageOperations(plan),
    ...(params.packages.kind === 'files' ? [systemUser()] : []),
    dataFolder(params),
    ...settingsOf(params),
    ...unitOperations({
      service: 'zookeeper',
      description: 'Apache ZooKeeper',
      own: [`User=${USER}`, `Group=${USER}`],
      dropIn: ['Restart=always', 'RestartSec=10'],
      launcher: launcher(),
    }),
  ];
  return [
    ...claimZookeeper(params),
    ...settings,
    runUnit('zookeeper', restartIds(settings)),
    ...serviceDeclaration('zookeeper', params.declaration),
  ];
}

/** Leaves the host without the member and its data. */
export function removeZookeeper({ dataDir }: Pick<ZookeeperParams, 'dataDir'>): readonly Operation[] {
  return removeService('zookeeper', {
    files: ['/etc/zookeeper', '/etc/default/zookeeper'],
    data: [dataDir, '/var/log/zookeeper'],
  });
}

function packagePlan({ packages }: ZookeeperParams): PackagePlan {
  const needsJava = packages.kind === 'files';
  return {
    service: 'zookeeper',
    packages,
    defaultNames: ['zookeeperd'],
    ...(needsJava ? { also: ['default-jre-headless'] } : {}),
    units: ['zookeeper.service'],
  };
}

function settingsOf(params: ZookeeperParams): readonly Operation[] {
  return [
    {
      kind: 'file',
      id: 'settings/zoo.cfg',
      description: 'write zoo.cfg',
      path: CONFIGURATION,
      content: zooCfg(params),
      mode: '0644',
    },
    {
      kind: 'file',
      id: 'settings/myid',
      description: `be the member ${String(params.serverId)} of the ensemble`,
      path: `${params.dataDir}/myid`,
      content: `${String(params.serverId)}\n`,
      mode: '0644',
    },
  ];
}

/** A single member needs no `server.` line, and with one it waits for an election that takes no one else. */
export function zooCfg(params: ZookeeperParams): string {
  const settings = {
    ...defaults,
    dataDir: params.dataDir,
    clientPort: String(params.clientPort),
    ...params.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  const members = [...params.ensemble]
    .sort((left, right) => left.serverId - right.serverId)
    .map(
      ({ serverId, address }) =>
        `server.${String(serverId)}=${address.includes(':') ? `[${address}]` : address}:${String(params.peerPort)}:${String(params.electionPort)}\n`,
    );
  return [...lines, ...(params.ensemble.length > 1 ? members : [])].join('');
}

/** Packages bring the user that owns the data; tarballs do not. */
function systemUser(): Operation {
  return {
    kind: 'command',
    id: 'host/user',
    description: `have a user ${USER}`,
    check: `id ${USER} >/dev/null 2>&1 || { echo 'there is no user ${USER}'; exit 1; }`,
    apply: `id ${USER} >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin ${USER}`,
  };
}

function dataFolder({ dataDir }: ZookeeperParams): Operation {
  return {
    kind: 'command',
    id: 'host/data',
    description: `keep the data in ${dataDir}`,
    check: `[ -n "$(find ${dataDir} -maxdepth 0 -type d -user ${USER} 2>/dev/null)" ] || { echo 'folder ${dataDir} is not there, or not of the user ${USER}'; exit 1; }`,
    apply: `
mkdir -p ${dataDir}
chown ${USER}:${USER} ${dataDir}
chmod 0750 ${dataDir}
`,
  };
}

function launcher(): string {
  return `#!/bin/sh
# Starts ZooKeeper in the foreground, with tarballs and with packages that bring no unit.
${findProgram('zookeeper', ['zkServer.sh'], ['/usr/share/zookeeper/bin/zkServer.sh'])}
exec "$program" start-foreground ${CONFIGURATION}
`;
}
