import type { MasterParams } from '../../bootstrap/recipes/mesos';
import { isUnknown, type Applied, type Diagnostics, type Known, type Planned } from '../../tfplugin';
import type { mesosMasterSchema } from '../schemas/mesos-master';
import { servicePackages, validatePackages } from '../services/packages';
import { validateVersion, versionedSecret } from '../services/versioned-secret';
import { majorityOf } from './master-choreography';
import { programParams } from './program-params';

type Master = Known<typeof mesosMasterSchema>;
type Declared = Applied<typeof mesosMasterSchema>;

const CREDENTIALS_FILE = 'master-credentials.json';

/** What an apply is told beside the plan; undefined when the host is only looked at. */
interface Told {
  readonly secret: Readonly<Record<string, string>> | null;
  /** Undefined when the master is made. */
  readonly prior: Master | undefined;
}

/** The parameters of the recipe from a planned or known `fleetwright_mesos_master`. */
export async function masterParams(
  declared: Declared | Master,
  told: Told | undefined,
  signal: AbortSignal,
): Promise<MasterParams> {
  const { quorum, cluster_name, credentials_wo_version: version } = declared;
  const credentials = versionedSecret(
    told?.secret == null ? null : credentialsText(told.secret),
    { before: told === undefined ? version : told.prior?.credentials_wo_version, after: version },
    told?.prior?.drift ?? [],
    [CREDENTIALS_FILE],
  );
  return {
    ...programParams(declared),
    packages: await servicePackages(declared.packages, signal),
    quorum: quorum === null || isUnknown(quorum) ? majorityOf(declared.masters.length) : quorum,
    ...(cluster_name === null ? {} : { clusterName: cluster_name }),
    authenticateAgents: declared.authenticate_agents,
    authenticateFrameworks: declared.authenticate_frameworks,
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function credentialsText(secrets: Readonly<Record<string, string>>): string {
  const credentials = Object.entries(secrets)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([principal, secret]) => ({ principal, secret }));
  return `${JSON.stringify({ credentials })}\n`;
}

/** Checks across attributes. */
export function validateMaster(config: Planned<typeof mesosMasterSchema>, diagnostics: Diagnostics): void {
  validatePackages(config.packages, diagnostics);
  validateVersion(config, 'credentials_wo', diagnostics);
  for (const name of ['authenticate_agents', 'authenticate_frameworks'] as const) {
    if (config[name] !== true || config.credentials_wo !== null) continue;
    diagnostics.error(
      [name],
      `${name} needs credentials_wo`,
      'without credentials nobody can authenticate: set credentials_wo and credentials_wo_version',
    );
  }
}
