/** How the stand-in is set up. All times are simulated seconds: the world's clock says how fast they pass. */
export interface Ec2Options {
  /** @default {@link DEFAULT_REGIONS} */
  readonly regions?: readonly string[] | undefined;
  /** Access key id → secret access key. @default {@link DEFAULT_ACCESS_KEYS} */
  readonly accessKeys?: Readonly<Record<string, string>> | undefined;
  /** The account that the access keys belong to, 12 digits. @default {@link DEFAULT_ACCOUNT} */
  readonly accountId?: string | undefined;
  /** Names of the instance profiles that exist; there is no IAM to make any. @default `sandbox` */
  readonly instanceProfiles?: readonly string[] | undefined;
  /** How late what was made is seen; false: at once. @default {@link DEFAULT_CONSISTENCY} */
  readonly eventualConsistency?: false | Partial<Consistency> | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly delays?: Partial<Delays> | undefined;
}

export interface Consistency {
  /** Which part of the changes is seen late, 0 to 1. */
  readonly fraction: number;
  /** For how long a late change may be unseen. */
  readonly seconds: number;
}

export interface Limits {
  /** vCPUs of on-demand instances that are not stopped or terminated. */
  readonly vcpus: number;
  readonly spotVcpus: number;
  readonly tagsPerResource: number;
  /** Of each direction, as EC2 counts them: one per CIDR or group. */
  readonly rulesPerGroup: number;
  readonly groupsPerVpc: number;
  readonly groupsPerInterface: number;
  /** Bytes of user data before base64. */
  readonly userDataBytes: number;
}

export interface Delays {
  /** From the launch or start to `running`. The machine boots from then on. */
  readonly pending: number;
  readonly stopping: number;
  readonly shuttingDown: number;
  /** How long terminated instances are still described. */
  readonly terminatedVisible: number;
  /** From the end of the boot to the first console output without `Latest`. */
  readonly console: number;
  /** From the end of the boot to status checks that passed. */
  readonly statusChecks: number;
  /** Each step of a volume's modification. */
  readonly modification: number;
  /** From the notice of a spot interruption to the interruption. */
  readonly interruptionNotice: number;
  /** From the end of a persistent request's instance to the next one. */
  readonly spotEvaluation: number;
  /** From an interruption until there is capacity again; counted anew while a fault leaves none. */
  readonly spotCapacity: number;
}

export const DEFAULT_REGIONS: readonly string[] = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
/** The one pair of keys that is known when nobody names others. It opens nothing but sandboxes. */
export const DEFAULT_ACCESS_KEYS: Readonly<Record<string, string>> = { sandbox: 'sandbox' };
export const DEFAULT_ACCOUNT = '111122223333';
export const DEFAULT_CONSISTENCY: Consistency = { fraction: 0.25, seconds: 3 };
export const DEFAULT_LIMITS: Limits = {
  vcpus: 64,
  spotVcpus: 64,
  tagsPerResource: 50,
  rulesPerGroup: 60,
  groupsPerVpc: 2500,
  groupsPerInterface: 5,
  userDataBytes: 16_384,
};
export const DEFAULT_DELAYS: Delays = {
  pending: 5,
  stopping: 5,
  shuttingDown: 5,
  terminatedVisible: 3600,
  console: 10,
  statusChecks: 15,
  modification: 10,
  interruptionNotice: 120,
  spotEvaluation: 5,
  spotCapacity: 600,
};
