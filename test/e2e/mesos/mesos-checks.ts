import type { TestHost } from '../harness/test-host';
import type { MesosFleet } from './mesos-fleet';

/** What Marathon says, asked on one of its hosts: the truth, not our view of it. Fails with its answer unless that is 2xx. */
export async function marathon<T>(
  fleet: MesosFleet,
  path: string,
  options: { readonly method?: string; readonly body?: unknown } = {},
): Promise<T> {
  const { method = 'GET', body } = options;
  const login = fleet.login === undefined ? '' : `-u '${fleet.login}'`;
  const data = body === undefined ? '' : `-H 'Content-Type: application/json' --data-binary @-`;
  const said: string[] = [];
  for (const host of fleet.masters) {
    const answer = await host.exec(
      `curl -sS -L --location-trusted -m 20 -w '\\n%{http_code}' ${login} -X ${method} ${data} 'http://${host.address}:8080${path}' 2>&1 <<'END' || true
${body === undefined ? '' : JSON.stringify(body)}
END`,
    );
    const [, text = '', status = ''] = /^([\s\S]*)\n(\d+)$/.exec(answer.trimEnd()) ?? [];
    if (status.startsWith('2')) return (text === '' ? undefined : JSON.parse(text)) as T;
    said.push(`${host.name}: ${answer}`);
  }
  throw new Error(`${method} ${path} of Marathon:\n${said.join('\n')}`);
}

/** What the leading master says to one of the reads of its API. */
export async function mesos<T>(fleet: MesosFleet, path: string): Promise<T> {
  const leader = await leadingMaster(fleet);
  return JSON.parse(await leader.exec(`curl -sS -f -m 20 http://${leader.address}:5050${path}`)) as T;
}

/** The master that has the lowest node in ZooKeeper, which is what leading means. */
export async function leadingMaster(fleet: MesosFleet): Promise<TestHost> {
  const [asked] = fleet.masters.filter((host) => host.isRunning);
  if (asked === undefined) throw new Error('no master is up');
  const nodes = (await zookeeper(asked, 'ls /mesos')).match(/json\.info_\d+/g) ?? [];
  const [first] = nodes.sort();
  if (first === undefined) throw new Error('no master leads');
  const info = await zookeeper(asked, `get /mesos/${first}`);
  const ip = /"ip"\s*:\s*"([\d.]+)"/.exec(info)?.[1];
  const leader = fleet.masters.find(({ address }) => address === ip);
  if (leader === undefined) throw new Error(`"${info}" leads, which is none of ours`);
  return leader;
}

/** ZooKeeper's own command line, on the host of a member. */
export function zookeeper(host: TestHost, command: string): Promise<string> {
  return host.exec(`
script=$(command -v zkCli.sh || echo /usr/share/zookeeper/bin/zkCli.sh)
"$script" -server 127.0.0.1:2181 ${command} 2>&1 </dev/null || true`);
}

/** The agents that are registered and active, by the address they are reached at, with their attributes. */
export async function activeAgents(
  fleet: MesosFleet,
): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const { slaves } = await mesos<{
    slaves: readonly { hostname: string; active: boolean; attributes: Readonly<Record<string, unknown>> }[];
  }>(fleet, '/slaves');
  return Object.fromEntries(
    slaves.filter(({ active }) => active).map(({ hostname, attributes }) => [hostname, attributes]),
  );
}

export interface App {
  readonly instances: number;
  readonly tasksHealthy: number;
  readonly tasksRunning: number;
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
  readonly deployments: readonly { readonly id: string }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly host: string;
    readonly ports: readonly number[];
  }[];
}

export async function appOf(fleet: MesosFleet, id = '/web'): Promise<App> {
  const { app } = await marathon<{ app: App }>(
    fleet,
    `/v2/apps/${id}?embed=app.counts&embed=app.deployments`,
  );
  const { tasks } = await marathon<{ tasks: App['tasks'] }>(fleet, `/v2/apps/${id}/tasks`);
  return { ...app, tasks };
}

/** Where the instances of the app answer. */
export async function urlsOf(fleet: MesosFleet, id = '/web'): Promise<readonly string[]> {
  const { tasks } = await appOf(fleet, id);
  return tasks.map(({ host, ports }) => `http://${host}:${String(ports[0])}/`);
}

/**
 * What changes when a host is touched: files with their times, units with the moment they were started, the processes of
 * tasks with theirs.
 */
export function fingerprint(host: TestHost): Promise<string> {
  return host.exec(`
for folder in /etc /usr/local /opt /var/lib/fleetwright; do
  [ -d "$folder" ] && find "$folder" -type f ! -path '*/lock*' -printf '%p %T@ %s\\n'
done | sort
systemctl show zookeeper mesos-master mesos-agent marathon -p Id -p ActiveEnterTimestamp -p NRestarts -p MainPID
ps -eo pid,lstart,args | grep -E '[.]/web' | grep -v grep | sort
`);
}

/** The packages on a host: those that are there before anything of ours are there afterwards. */
export async function packagesOf(host: TestHost): Promise<readonly string[]> {
  const list = await host.exec("dpkg-query -W -f '${db:Status-Abbrev} ${Package}\\n' | sort");
  return list.trim().split('\n');
}

/** What is left of the cluster on a host; empty when it is clean. */
export async function remains(host: TestHost): Promise<readonly string[]> {
  const found = await host.exec(`
for path in /etc/mesos /etc/mesos-master /etc/mesos-agent /etc/marathon /etc/zookeeper /etc/default/mesos /etc/default/mesos-master \\
  /etc/default/mesos-agent /etc/default/marathon /etc/default/zookeeper /var/lib/mesos /var/lib/zookeeper /var/log/mesos /var/log/zookeeper \\
  /var/run/mesos /opt/fleetwright /usr/local/lib/fleetwright /usr/sbin/mesos-master /usr/bin/marathon; do
  [ -e "$path" ] && echo "$path exists"
done
find /etc/systemd/system /etc/apt/sources.list.d /etc/apt/keyrings | grep -E 'mesos|marathon|zookeeper|fleetwright' || true
find /var/lib/fleetwright -mindepth 1 -maxdepth 2 2>/dev/null | grep -v '/lock' || true
for unit in zookeeper mesos-master mesos-agent marathon; do systemctl is-active --quiet "$unit" && echo "$unit runs"; done
pgrep -a 'java|node|web' || true
`);
  return found.split('\n').filter((line) => line !== '');
}
