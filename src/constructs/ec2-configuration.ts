import { Token } from 'cdktf';
import { invalidRegion } from './errors-ec2';
import type { FleetwrightProviderEc2 } from './generated/provider';
import { given } from './given';
import { validateDuration } from './validation/duration';

/**
 * An EC2 account and region. Keys are never given here: they come from where the AWS SDK looks for them (environment,
 * shared files, container, instance), or from `profile`, and `assumeRole` builds on those.
 */
export interface Ec2Configuration {
  /** @example 'eu-central-1' */
  readonly region: string;
  /**
   * URL of the API: of a sandbox, or of a private endpoint.
   *
   * @default Amazon's own
   */
  readonly endpoint?: string;
  /**
   * Profile of the shared AWS configuration files.
   *
   * @default the SDK's own chain
   */
  readonly profile?: string;
  /**
   * A role to take on.
   *
   * @default none
   */
  readonly assumeRole?: AssumedRole;
  /**
   * Upper limit of requests per second to this account and region, by one run of Terraform.
   *
   * @default 20
   */
  readonly maxRequestsPerSecond?: number;
}

/** A role that is taken on for all that is done. */
export interface AssumedRole {
  /** @example 'arn:aws:iam::123456789012:role/deploy' */
  readonly roleArn: string;
  /**
   * How the session shows in CloudTrail.
   *
   * @default 'fleetwright'
   */
  readonly sessionName?: string;
  /**
   * External id that the role asks for.
   *
   * @default none
   */
  readonly externalId?: string;
  /**
   * How long the credentials of one session last, `15m` to `12h`.
   *
   * @default '1h'
   */
  readonly duration?: string;
}

export function renderEc2(at: string, configuration: Ec2Configuration): FleetwrightProviderEc2 {
  const { region, endpoint, profile, assumeRole, maxRequestsPerSecond } = configuration;
  if (!Token.isUnresolved(region) && !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(region)) {
    throw invalidRegion(`${at}.region`, region);
  }
  if (assumeRole?.duration !== undefined) validateDuration(`${at}.assumeRole.duration`, assumeRole.duration);
  return given<FleetwrightProviderEc2>({ region, endpoint, profile, assumeRole, maxRequestsPerSecond });
}
