import type { Ec2Account, Ec2Accounts, Ec2Configuration } from '../../drivers/ec2';
import { DiagnosticError, type Path } from '../../tfplugin';
import type { ProviderConfiguration } from '../configuration';
import { parseDuration } from '../validation/names';

type Declared = NonNullable<ProviderConfiguration['ec2']>;

/** The provider block's EC2 accounts and regions. The driver is loaded when the first of them is used. */
export class Ec2Configurations {
  private accounts: Promise<Ec2Accounts> | undefined;

  constructor(private readonly declared: Declared) {}

  /** @throws DiagnosticError, at the attribute that names it, when there is none of that name. */
  require(name: string, path: Path): Declared[string] {
    const found = Object.hasOwn(this.declared, name) ? this.declared[name] : undefined;
    if (found !== undefined) return found;
    const known = Object.keys(this.declared);
    throw new DiagnosticError(
      `no EC2 configuration is named "${name}"`,
      known.length === 0
        ? `add ec2 = { ${name} = { region = "eu-central-1" } } to the provider block`
        : `the provider block's ec2 has ${known.map((one) => `"${one}"`).join(', ')}`,
      path,
    );
  }

  async get(name: string, path: Path): Promise<Ec2Account> {
    const declared = this.require(name, path);
    this.accounts ??= import('../../drivers/ec2/index.js').then(({ Ec2Accounts }) => new Ec2Accounts());
    return (await this.accounts).open(driverConfiguration(name, declared));
  }

  async close(): Promise<void> {
    await (await this.accounts)?.closeAll();
  }
}

function driverConfiguration(name: string, declared: Declared[string]): Ec2Configuration {
  const { region, endpoint, profile, assume_role: role, max_requests_per_second: limit } = declared;
  return {
    name,
    region,
    ...(endpoint === null ? {} : { endpoint }),
    ...(profile === null ? {} : { profile }),
    ...(limit === null ? {} : { maxRequestsPerSecond: limit }),
    ...(role === null
      ? {}
      : {
          assumeRole: {
            roleArn: role.role_arn,
            ...(role.session_name === null ? {} : { sessionName: role.session_name }),
            ...(role.external_id === null ? {} : { externalId: role.external_id }),
            ...(role.duration === null
              ? {}
              : { durationSeconds: (parseDuration(role.duration) ?? 3_600_000) / 1000 }),
          },
        }),
  };
}
