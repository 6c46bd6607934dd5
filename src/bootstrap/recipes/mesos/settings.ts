import type { Operation } from '../../operation';
import {
  findProgram,
  readSettings,
  settingsOperations,
  type Flags,
  type ServiceName,
  type SettingsPlace,
} from '../service';
import type { MesosParams } from './params';

/** Where packages of both conventions look for the masters' address. */
export const ZK_FILE = '/etc/mesos/zk';

type Program = Extract<ServiceName, 'mesos-master' | 'mesos-agent'>;

const words: Readonly<Record<Program, Readonly<Record<string, string>>>> = {
  'mesos-master': { zk: 'ZK', log_dir: 'LOGS' },
  'mesos-agent': { master: 'MASTER', log_dir: 'LOGS' },
};

export function placeOf(program: Program): SettingsPlace {
  return {
    folder: `/etc/${program}`,
    environment: `/etc/default/${program}`,
    prefix: 'MESOS_',
    on: 'true',
    off: 'no-',
    words: words[program],
  };
}

export function commonFlags(params: MesosParams): Flags {
  return {
    port: String(params.port),
    work_dir: params.workDir,
    ...(params.ip === undefined ? {} : { ip: params.ip }),
    ...(params.hostname === undefined ? {} : { hostname: params.hostname }),
  };
}

export function mesosSettings(program: Program, params: MesosParams, flags: Flags): readonly Operation[] {
  return [
    {
      kind: 'file',
      id: 'settings/zk',
      description: `write ${ZK_FILE}`,
      path: ZK_FILE,
      content: `${params.zookeeper}\n`,
      mode: '0644',
    },
    ...settingsOperations(placeOf(program), params.convention, flags),
  ];
}

/** sh; starts the program with its settings, with tarballs and with packages that bring no unit. */
export function mesosLauncher(program: Program): string {
  const names = program === 'mesos-agent' ? ['mesos-agent', 'mesos-slave'] : [program];
  const place = placeOf(program);
  return `#!/bin/sh
# Starts ${program} with the settings in ${place.folder} and ${place.environment}.
${findProgram(program, names)}
case $home in
  /opt/*)
    LD_LIBRARY_PATH=$home/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
    if [ -d "$home/libexec/mesos" ]; then export MESOS_LAUNCHER_DIR="$home/libexec/mesos"; fi
    if [ -d "$home/share/mesos/webui" ]; then export MESOS_WEBUI_DIR="$home/share/mesos/webui"; fi
    ;;
esac
${readSettings({
  environments: ['/etc/default/mesos', place.environment],
  folder: place.folder,
  words: place.words,
  ...(program === 'mesos-agent' ? { parts: ['attributes', 'resources'] } : {}),
})}
exec "$program" "$@"
`;
}
