import type { DebianPackage, PackagedFile } from './debian-package';

/**
 * Where packages of Mesos and Marathon keep their settings, what their units start, and what they do as soon as they are
 * unpacked: /etc/mesos/zk, one file per flag in /etc/mesos-master and /etc/mesos-agent, /etc/default, units that are
 * enabled and started at once. Marathon's have read /etc/default/marathon alone since 1.5.
 */

/** sh; calls a program that is kept elsewhere. */
export function callOf(program: string): PackagedFile {
  return { text: `#!/bin/sh\nexec ${program} "$@"\n`, executable: true };
}

const mesosUnit = (role: string, more: string) => `[Unit]
Description=Mesos ${role}
After=network.target
Wants=network.target

[Service]
ExecStart=/usr/bin/mesos-init-wrapper ${role}
Restart=always
RestartSec=20
LimitNOFILE=16384
${more}
[Install]
WantedBy=multi-user.target
`;

export const mesosFiles: DebianPackage['files'] = {
  'lib/systemd/system/mesos-master.service': { text: mesosUnit('master', '') },
  'lib/systemd/system/mesos-agent.service': {
    text: mesosUnit('agent', 'KillMode=process\nDelegate=true\n'),
  },
  'etc/mesos/zk': { text: 'zk://localhost:2181/mesos\n' },
  'etc/mesos-master/quorum': { text: '1\n' },
  'etc/mesos-master/work_dir': { text: '/var/lib/mesos\n' },
  'etc/mesos-agent/work_dir': { text: '/var/lib/mesos\n' },
  'etc/default/mesos': { text: 'LOGS=/var/log/mesos\nULIMIT="-n 8192"\n' },
  'etc/default/mesos-master': { text: 'PORT=5050\nZK=`cat /etc/mesos/zk`\n' },
  'etc/default/mesos-agent': { text: 'MASTER=`cat /etc/mesos/zk`\n' },
};

/** sh; a unit that is masked is neither enabled nor started. */
const startUnits = (...units: readonly string[]) => `
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload
  for unit in ${units.join(' ')}; do
    [ "$(systemctl is-enabled "$unit" 2>/dev/null)" = masked ] || systemctl enable --now --no-block "$unit"
  done
fi
`;

const stopUnits = (...units: readonly string[]) => `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then systemctl disable --now ${units.join(' ')} || true; fi
`;

export const mesosScripts = {
  postinst: `#!/bin/sh
set -e
mkdir -p /var/log/mesos /var/lib/mesos
ldconfig
${startUnits('mesos-master.service', 'mesos-agent.service')}`,
  prerm: stopUnits('mesos-master.service', 'mesos-agent.service'),
};

export const marathonFiles: DebianPackage['files'] = {
  'usr/bin/marathon': callOf('/usr/share/marathon/bin/marathon'),
  'lib/systemd/system/marathon.service': {
    text: `[Unit]
Description=Scheduler for Apache Mesos
After=network.target
Wants=network.target

[Service]
User=marathon
EnvironmentFile=-/etc/default/marathon
ExecStart=/usr/bin/marathon
Restart=always
RestartSec=60

[Install]
WantedBy=multi-user.target
`,
  },
};

export const marathonScripts = {
  postinst: `#!/bin/sh
set -e
id marathon >/dev/null 2>&1 ||
  useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin marathon
${startUnits('marathon.service')}`,
  prerm: stopUnits('marathon.service'),
};
