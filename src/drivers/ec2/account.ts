import { Ec2Api } from './api';
import type { Ec2Configuration, Ec2Timing } from './configuration';
import { Describer } from './describer';
import { Images } from './images';
import { Instances } from './instances';
import { KeyPairs } from './key-pairs';
import type {
  ImageOperations,
  InstanceOperations,
  KeyPairOperations,
  SecurityGroupOperations,
} from './operations';
import { SecurityGroups } from './security-groups';

/** One account in one region. Everything done through it shares one rate limiter and its describes. */
export class Ec2Account {
  readonly instances: InstanceOperations;
  readonly securityGroups: SecurityGroupOperations;
  readonly keyPairs: KeyPairOperations;
  readonly images: ImageOperations;
  private readonly api: Ec2Api;

  /** Loads nothing and asks nothing: the SDK and the credentials come with the first request. */
  constructor(configuration: Ec2Configuration, timing: Partial<Ec2Timing> = {}) {
    this.api = new Ec2Api(configuration, timing);
    const describer = new Describer(this.api);
    const images = new Images(this.api);
    this.images = images;
    this.instances = new Instances(this.api, describer, images);
    this.securityGroups = new SecurityGroups(this.api);
    this.keyPairs = new KeyPairs(this.api);
  }

  get configuration(): Ec2Configuration {
    return this.api.configuration;
  }

  /** The SSM parameter's value. @throws Ec2Error `not-found` */
  async parameter(name: string, options: { readonly signal: AbortSignal }): Promise<string | undefined> {
    return this.api.parameter(name, options);
  }

  /** Ends requests that nobody waits for any more, and the connections. */
  close(): Promise<void> {
    return this.api.close();
  }
}

/**
 * The accounts of a run: configurations with the same credentials, region and endpoint share one, and its limit, whatever
 * their names. Which account credentials belong to is not asked.
 */
export class Ec2Accounts {
  private readonly accounts = new Map<string, Ec2Account>();

  constructor(private readonly timing: Partial<Ec2Timing> = {}) {}

  open(configuration: Ec2Configuration): Ec2Account {
    const { region, endpoint, profile, assumeRole } = configuration;
    const key = JSON.stringify([region, endpoint, profile, assumeRole?.roleArn, assumeRole?.externalId]);
    const account = this.accounts.get(key) ?? new Ec2Account(configuration, this.timing);
    this.accounts.set(key, account);
    return account;
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.accounts.values()].map((account) => account.close()));
    this.accounts.clear();
  }
}
