import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeploymentProps, MarathonAppDefinition, MesosPackages, MesosSettings } from '../../../src';
import { CdktfProject } from '../cdktf-project';
import type { MesosMirror } from '../harness/mesos-mirror';
import type { TestHost } from '../harness/test-host';

/** An agent, with the attributes that it is to have. */
export interface Agent {
  readonly host: TestHost;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Few enough ports that whoever looks can look at all of them. */
export const taskPorts = [31000, 31001, 31002, 31003, 31004, 31005];

/** `examples/bare-metal-mesos`, copied as a user copies it, with test hosts in its fleet.json. */
export class MesosFleet extends CdktfProject {
  /** What nobody may find anywhere but on the hosts. */
  readonly secrets: Readonly<Record<string, string>>;
  deployment: Omit<DeploymentProps, 'file'> = { timeout: '4m' };

  private constructor(
    private readonly keyFile: string,
    public masters: readonly TestHost[],
    public agents: readonly Agent[],
    public mesos: MesosSettings,
    private readonly secured: boolean,
    secrets: Readonly<Record<string, string>>,
  ) {
    const variables = Object.entries(secrets).map(([name, value]) => [`TF_VAR_${name}`, value] as const);
    super('bare-metal-mesos', 'bare-metal', Object.fromEntries(variables));
    this.secrets = secrets;
  }

  /** Packages from an apt repository, flags in files, and everybody has to log in. */
  static secured(
    keyFile: string,
    masters: readonly TestHost[],
    agents: readonly Agent[],
    mirror: MesosMirror,
  ): MesosFleet {
    const repository = { aptRepository: mirror.aptRepository, aptKeyUrl: mirror.aptKey };
    const packages = { mesos: repository, marathon: repository };
    const secret = () => randomBytes(12).toString('hex');
    const secrets = { agent_secret: secret(), marathon_secret: secret(), marathon_password: secret() };
    return new MesosFleet(keyFile, masters, agents, { packages }, true, secrets);
  }

  /** Tarballs over SSH, flags in environment files, and nobody has to log in. */
  static open(
    keyFile: string,
    masters: readonly TestHost[],
    agents: readonly Agent[],
    mirror: MesosMirror,
  ): MesosFleet {
    const file = (name: 'mesos' | 'marathon') => {
      const { path, sha256 } = mirror.tarball(name);
      return { files: [{ path, sha256 }] };
    };
    const packages: MesosPackages = { mesos: file('mesos'), marathon: file('marathon') };
    // The value that FlagConvention.ENVIRONMENT has in JSON.
    const convention = 'environment' as unknown as NonNullable<MesosSettings['convention']>;
    return new MesosFleet(keyFile, masters, agents, { packages, convention }, false, {});
  }

  /** With a line of the private key. */
  get allSecrets(): Readonly<Record<string, string>> {
    const [, , key = ''] = readFileSync(this.keyFile, 'utf8').split('\n');
    return { ...this.secrets, 'the private key': key };
  }

  /** What logs in to Marathon: `-u` of curl. */
  get login(): string | undefined {
    const password = this.secrets.marathon_password;
    return password === undefined ? undefined : `ops:${password}`;
  }

  /** Writes fleet.json. */
  declare(web: MarathonAppDefinition): void {
    const machine = ({ name, address, hostKey }: TestHost) => ({ name, address, hostKey });
    const resources = {
      ...{ cpus: '2', mem: '1024', disk: '1024' },
      ports: `[${String(taskPorts.at(0))}-${String(taskPorts.at(-1))}]`,
    };
    const fleet = {
      ssh: { keyFile: this.keyFile, user: this.masters[0]?.user },
      masters: this.masters.map(machine),
      agents: this.agents.map(({ host, attributes }) => ({
        ...machine(host),
        settings: { ...(attributes === undefined ? {} : { attributes }), resources },
      })),
      mesos: this.mesos,
      secured: this.secured,
      web,
      deployment: this.deployment,
    };
    writeFileSync(join(this.folder, 'fleet.json'), JSON.stringify(fleet, null, 2));
  }
}

/** An app that fetches its program, answers HTTP and is never to be short of an instance. */
export function webApp(
  mirror: MesosMirror,
  change: Partial<MarathonAppDefinition> = {},
): MarathonAppDefinition {
  return {
    id: '/web',
    cmd: 'exec ./web',
    instances: 3,
    cpus: 0.1,
    mem: 32,
    fetch: [{ uri: mirror.web, executable: true }],
    env: { GREETING: 'hello from the rack' },
    portDefinitions: [{ port: 0, protocol: 'tcp', name: 'http' }],
    healthChecks: [
      {
        protocol: 'HTTP',
        path: '/healthz',
        portIndex: 0,
        // By default it is not looked at for 15 seconds.
        delaySeconds: 1,
        gracePeriodSeconds: 60,
        intervalSeconds: 1,
        timeoutSeconds: 5,
        maxConsecutiveFailures: 5,
      },
    ],
    upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 0.34 },
    ...change,
  };
}
