import type { AgentParams } from '../../bootstrap/recipes/mesos';
import { isUnknown, type Applied, type Diagnostics, type Known, type Planned } from '../../tfplugin';
import type { mesosAgentSchema } from '../schemas/mesos-agent';
import { servicePackages, validatePackages } from '../services/packages';
import { validateVersion, versionedSecret } from '../services/versioned-secret';
import { exactlyOne } from '../validation/exactly-one';
import { programParams } from './program-params';

type Agent = Known<typeof mesosAgentSchema>;
type Declared = Applied<typeof mesosAgentSchema>;

const CREDENTIAL_FILE = 'agent-credential.json';

/** What an apply is told beside the plan; undefined when the host is only looked at. */
interface Told {
  readonly secret: string | null;
  /** Undefined when the agent is made. */
  readonly prior: Agent | undefined;
}

/** The parameters of the recipe from a planned or known `fleetwright_mesos_agent`. */
export async function agentParams(
  declared: Declared | Agent,
  told: Told | undefined,
  signal: AbortSignal,
): Promise<AgentParams> {
  const { credential_wo_version: version, domain_region: region, domain_zone: zone } = declared;
  const credential = versionedSecret(
    told?.secret == null ? null : `${told.secret.trim()}\n`,
    { before: told === undefined ? version : told.prior?.credential_wo_version, after: version },
    told?.prior?.drift ?? [],
    [CREDENTIAL_FILE],
  );
  return {
    ...programParams(declared),
    packages: await servicePackages(declared.packages, signal),
    ...(declared.attributes === null ? {} : { attributes: declared.attributes }),
    ...(declared.resources === null ? {} : { resources: declared.resources }),
    containerizers: declared.containerizers,
    ...(declared.isolation === null ? {} : { isolation: declared.isolation }),
    ...(declared.image_providers === null ? {} : { imageProviders: declared.image_providers }),
    docker: declared.docker,
    executorRegistrationTimeout: declared.executor_registration_timeout,
    ...(region === null || zone === null ? {} : { domain: { region, zone } }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** Checks across attributes. */
export function validateAgent(config: Planned<typeof mesosAgentSchema>, diagnostics: Diagnostics): void {
  validatePackages(config.packages, diagnostics);
  validateVersion(config, 'credential_wo', diagnostics);
  const { domain_region, domain_zone, docker, containerizers, marathon } = config;
  if ((domain_region === null) !== (domain_zone === null)) {
    const [missing, other] =
      domain_region === null ? ['domain_region', 'domain_zone'] : ['domain_zone', 'domain_region'];
    diagnostics.error(
      [missing],
      `${other} needs ${missing}`,
      'a fault domain has both: set both, or neither',
    );
  }
  if (docker === true && (containerizers === null || isKnownWithout(containerizers, 'docker'))) {
    diagnostics.error(
      ['docker'],
      'docker = true has no effect without the containerizer "docker"',
      'set containerizers = ["docker", "mesos"], or leave docker out',
    );
  }
  if (marathon === null || isUnknown(marathon)) return;
  const { hosts, url } = marathon;
  const { verdict } = exactlyOne({ hosts, url });
  if (verdict === 'none' || verdict === 'several')
    diagnostics.error(['marathon'], 'marathon takes exactly one of hosts and url', 'set one of them');
}

function isKnownWithout(list: Planned<typeof mesosAgentSchema>['containerizers'], one: string): boolean {
  if (list === null || isUnknown(list)) return false;
  return !list.includes(one) && !list.some(isUnknown);
}
