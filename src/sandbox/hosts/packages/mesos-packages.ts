import { MARATHON_START, MESOS_START } from '../mesos/start-scripts';
import { debian, type Package } from './package';

const START = '/usr/local/lib/mesos/start';
const MARATHON = '/usr/local/share/marathon/bin/marathon';

function unit(description: string, lines: readonly string[]): string {
  return `[Unit]
Description=${description}
After=network.target

[Service]
${lines.join('\n')}

[Install]
WantedBy=multi-user.target
`;
}

/** Of the repository of Mesos: one package has both the master and the agent, and starts both, as such packages do. */
const packages: readonly Package[] = [
  debian('libevent-core-2.1-7', '2.1.12-stable-8'),
  debian('mesos', '1.11.0-2.0.1', {
    depends: ['libevent-core-2.1-7'],
    programs: ['mesos-master', 'mesos-agent'],
    units: {
      'mesos-master.service': unit('Mesos Master', [`ExecStart=${START} mesos-master`, 'Restart=on-failure']),
      'mesos-agent.service': unit('Mesos Agent', [`ExecStart=${START} mesos-agent`, 'Restart=on-failure']),
    },
    starts: ['mesos-master.service', 'mesos-agent.service'],
    files: {
      [START]: MESOS_START,
      '/etc/mesos/zk': 'zk://localhost:2181/mesos\n',
      '/etc/mesos-master/quorum': '1\n',
      '/etc/mesos-master/work_dir': '/var/lib/mesos\n',
      '/etc/default/mesos': 'LOGS=/var/log/mesos\nULIMIT="-n 8192"\n',
      '/etc/default/mesos-master': 'PORT=5050\nZK=`cat /etc/mesos/zk`\n',
      '/etc/default/mesos-agent': 'MASTER=`cat /etc/mesos/zk`\n',
    },
  }),
  debian('marathon', '1.11.24-1.0', {
    programs: ['marathon'],
    units: {
      'marathon.service': unit('Marathon', [
        `ExecStart=${MARATHON}`,
        'EnvironmentFile=-/etc/default/marathon',
        'Restart=on-failure',
      ]),
    },
    starts: ['marathon.service'],
    files: {
      [MARATHON]: MARATHON_START,
      '/etc/default/marathon': 'MARATHON_MASTER=zk://localhost:2181/mesos\n',
    },
  }),
];

/** Of Debian, for what Mesos needs. */
export const mesosDebianPackages: readonly Package[] = [
  debian('default-jre-headless', '2:1.17-74'),
  debian('zookeeper', '3.8.0-11+deb12u1', { depends: ['default-jre-headless'], users: ['zookeeper'] }),
  debian('zookeeperd', '3.8.0-11+deb12u1', {
    depends: ['zookeeper'],
    programs: ['zookeeper-server'],
    units: {
      'zookeeper.service': unit('Coordination service for distributed applications', [
        'ExecStart=/usr/local/bin/zookeeper-server',
        'Restart=on-failure',
      ]),
    },
    starts: ['zookeeper.service'],
    files: { '/etc/zookeeper/conf/zoo.cfg': 'tickTime=2000\ndataDir=/var/lib/zookeeper\nclientPort=2181\n' },
  }),
];

/** A package of a repository whose path ends in `/mesos`. */
export function mesosPackage(name: string): Package | undefined {
  return packages.find((one) => one.name === name);
}

export const mesosPackageNames: readonly string[] = packages.map(({ name }) => name);
