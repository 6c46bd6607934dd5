import type { MasterParams } from '../../bootstrap/recipes/mesos';

interface DeclaredProgram {
  readonly zookeeper: string;
  readonly convention: string;
  readonly port: number;
  readonly ip: string | null;
  readonly hostname: string | null;
  readonly work_dir: string;
  readonly flags: Readonly<Record<string, string>> | null;
}

type ProgramParams = Pick<
  MasterParams,
  'zookeeper' | 'convention' | 'port' | 'ip' | 'hostname' | 'workDir' | 'flags'
>;

/** What masters and agents have in common. */
export function programParams(declared: DeclaredProgram): ProgramParams {
  const { zookeeper, convention, port, ip, hostname, work_dir, flags } = declared;
  return {
    zookeeper,
    convention: convention === 'environment' ? 'environment' : 'files',
    port,
    workDir: work_dir,
    ...(ip === null ? {} : { ip }),
    ...(hostname === null ? {} : { hostname }),
    ...(flags === null ? {} : { flags }),
  };
}
