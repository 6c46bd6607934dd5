import { ZooKeeperServer } from '../../zookeeper/server';
import type { MachineContext } from '../machine-context';
import { type ProgramCall, ProgramError } from '../programs/program-call';
import type { RunningServer } from './ensembles';
import { untilStopped } from './until-stopped';

const CONFIGURATION = '/etc/zookeeper/conf/zoo.cfg';

/** The server of Debian's zookeeperd: runs until it is killed. */
export async function zookeeperServer(call: ProgramCall, machine: MachineContext): Promise<number> {
  const { files, mesos, spec } = machine;
  const settings = readSettings(files.read(CONFIGURATION) ?? '');
  const folder = settings.get('dataDir') ?? '/var/lib/zookeeper';
  const [address] = spec.addresses;
  const servers = [...settings].flatMap(([name, value]) => {
    const id = /^server\.(\d+)$/.exec(name)?.[1];
    return id === undefined ? [] : [{ id: Number(id), address: value.split(':')[0] ?? '' }];
  });
  const id = Number(files.read(`${folder}/myid`)?.trim() ?? 0);
  if (servers.length > 0 && !servers.some((one) => one.id === id)) {
    throw new ProgramError(`Invalid config: My id ${String(id)} not in the peer list`, 2);
  }
  const port = Number(settings.get('clientPort') ?? 2181);
  const mark = `${folder}/version-2/sandbox-ensemble`;
  const server: RunningServer = {
    id,
    address,
    client: `${address}:${String(port)}`,
    members: servers.length > 0 ? servers.map((one) => one.address) : [address],
    data: files.read(mark)?.trim() ?? '',
  };
  return untilStopped(call, machine, 'zookeeper.service', async () => {
    const name = mesos.ensembles.start(server);
    files.write(mark, `${name}\n`);
    const listening = await ZooKeeperServer.listen({
      address,
      port,
      mode: () => mesos.ensembles.mode(server),
      zookeeper: mesos.ensembles.zookeeperOf(server),
    }).catch((error: unknown) => {
      mesos.ensembles.stop(server);
      throw error;
    });
    return async () => {
      mesos.ensembles.stop(server);
      await listening.close();
    };
  });
}

function readSettings(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at < 1 || line.startsWith('#') ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
}
