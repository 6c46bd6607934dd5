import { Exit, messageOf } from '../failure';
import { FlagError, type FlagValues } from '../flags/load-flags';
import type { Address } from '../transport/transport';
import { type Attribute, CheckFailed, parseAttributes } from '../values/attributes';
import { parseDuration } from '../values/duration';
import { parseResources } from '../values/parse-resources';
import type { Resource, Resources } from '../values/resource';
import { isNothing } from '../values/resources';
import { checkContainerizers } from './isolators';

/** What the computer has. */
export interface HostResources {
  readonly cpus: number;
  readonly memoryMegabytes: number;
  readonly diskMegabytes: number;
}

export type ReconfigurationPolicy = 'equal' | 'additive';

/** What an agent is told to be. Durations are in seconds. */
export interface AgentSettings {
  readonly flags: FlagValues;
  readonly address: Address;
  readonly hostname: string;
  readonly workDir: string;
  /** `zk://…`, or an address. */
  readonly master: string;
  readonly attributes: readonly Attribute[];
  readonly resources: Resources;
  readonly containerizers: readonly string[];
  readonly policy: ReconfigurationPolicy;
  readonly zkSessionTimeout: number;
  readonly registrationBackoff: number;
  readonly executorRegistrationTimeout: number;
  readonly credential: string | undefined;
  readonly domain: unknown;
  readonly switchUser: boolean;
}

export interface AgentDefaults {
  readonly ip: string;
  readonly hostname: string;
  readonly host: HostResources;
}

/** What is refused before the agent listens. @throws Exit, FlagError */
export function checkAgentFlags(flags: FlagValues): void {
  if (flags.work_dir === undefined || flags.work_dir === '') {
    throw new FlagError("Flag 'work_dir' is required, but it was not provided");
  }
  const { domain } = flags;
  if (domain !== undefined && !/"zone"/.test(domain)) {
    throw new FlagError(
      `Failed to load flag 'domain': Failed to load value '${domain}': Missing required fields: fault_domain.zone`,
    );
  }
  if (flags.master === undefined && flags.master_detector === undefined) {
    throw new Exit(1, 'Missing required option `--master` or `--master_detector`');
  }
}

/** @throws Exit with the words of the real program */
export function agentSettings(flags: FlagValues, { ip, hostname, host }: AgentDefaults): AgentSettings {
  const seconds = (name: string): number => parseDuration(flags[name] ?? '0ns');
  checkContainerizers(flags);
  const policy = flags.reconfiguration_policy ?? '';
  if (policy !== 'equal' && policy !== 'additive') {
    throw new Exit(
      1,
      `Unknown option for 'reconfiguration_policy' flag ${policy}. Please run the agent with '--help' to see the valid options.`,
    );
  }
  return {
    flags,
    address: { ip: flags.ip ?? ip, port: Number(flags.port) },
    hostname: flags.hostname ?? hostname,
    workDir: flags.work_dir ?? '',
    master: flags.master ?? '',
    attributes: attributesOf(flags.attributes ?? ''),
    resources: resourcesOf(flags, host),
    containerizers: (flags.containerizers ?? 'mesos').split(','),
    policy,
    zkSessionTimeout: seconds('zk_session_timeout'),
    registrationBackoff: seconds('registration_backoff_factor'),
    executorRegistrationTimeout: seconds('executor_registration_timeout'),
    credential: flags.credential,
    domain: flags.domain === undefined ? undefined : (JSON.parse(flags.domain) as unknown),
    switchUser: flags.switch_user === 'true',
  };
}

function attributesOf(text: string): readonly Attribute[] {
  try {
    return parseAttributes(text);
  } catch (error) {
    throw new Exit(error instanceof CheckFailed ? 134 : 1, messageOf(error));
  }
}

/** What is given, and of what is not given what the computer has. */
function resourcesOf(flags: FlagValues, host: HostResources): Resources {
  let given: Resources;
  try {
    given = parseResources(flags.resources ?? '', flags.default_role ?? '*');
  } catch (error) {
    throw new Exit(1, `Failed to determine agent resources: ${messageOf(error)}`);
  }
  const defaults: readonly Resource[] = [
    scalar('cpus', host.cpus),
    scalar('mem', host.memoryMegabytes),
    scalar('disk', host.diskMegabytes),
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 32000 }] } },
  ];
  const missing = defaults.filter(({ name }) => !given.some((resource) => resource.name === name));
  return [...given, ...missing].filter((resource) => !isNothing(resource));
}

function scalar(name: string, value: number): Resource {
  return { name, type: 'SCALAR', scalar: { value } };
}
