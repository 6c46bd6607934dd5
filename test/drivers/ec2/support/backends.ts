import { moto, motoCredentials, MotoServer } from '../../../support/moto';
import { REGION, TestCloud } from '../../../sandbox/ec2/support/test-cloud';
import { describeWith, type Component } from '../../../support/require-component';

/** Images that every server here has, by their publisher's account. */
export const ubuntu = {
  kind: 'newest',
  owners: ['099720109477'],
  name: 'ubuntu/images/*amd64*',
  architecture: 'x86_64',
} as const;

/** A server that speaks EC2's API, with its default network. */
export interface Ec2Server {
  readonly endpoint: string;
  readonly region: string;
  /** The name of a public SSM parameter that holds the id of an image for x86_64. */
  readonly imageParameter: string;
  /** Takes the capacity of a spot instance back, where the server can be told to. */
  interruptSpot?(id: string): void;
  /** There is no room for another machine. @returns what ends that */
  takeCapacity?(): () => void;
  stop(): Promise<void>;
}

/** How a stand-in differs from EC2's documentation; a test that meets one says which. */
export interface Differences {
  /** RunInstances with the client token of an earlier launch makes another instance. */
  readonly ignoresClientTokens: boolean;
  /** The console shows what no machine wrote. */
  readonly hasNoConsole: boolean;
  /** A security group can be deleted while an instance uses it. */
  readonly deletesGroupsInUse: boolean;
  /** The fingerprint of an Ed25519 key is in hex. */
  readonly hexFingerprints: boolean;
  /** A spot instance has no spot request behind it. */
  readonly hasNoSpotRequests: boolean;
  /** A volume has no throughput. */
  readonly hasNoThroughput: boolean;
  /** An instance is launched with the name of a key pair that does not exist. */
  readonly takesUnknownKeyPairs: boolean;
}

export interface Ec2Backend {
  readonly name: string;
  readonly component: Component;
  readonly credentials: Readonly<Record<string, string>>;
  readonly differences: Differences;
  start(): Promise<Ec2Server>;
}

/**
 * Where moto 5 differs from EC2's documentation, and where that is said:
 * - ClientToken is kept and shown but not looked at (moto/ec2/models/instances.py, `run_instances`), while EC2 answers a
 *   repeated token with the first launch ("Ensuring idempotency in Amazon EC2 API requests");
 * - DescribeInstances has no filter `client-token` (moto/ec2/utils.py, `filter_dict_attribute_mapping`), so the token is
 *   a tag as well;
 * - GetConsoleOutput answers with a fixed text (moto/ec2/responses/general.py) that no machine wrote;
 * - a root volume that the launch does not mention is attached as `/dev/sda1` (moto/ec2/models/instances.py), whatever
 *   the image names as its root device;
 * - DeleteSecurityGroup does not look whether an instance uses the group (moto/ec2/models/security_groups.py), where EC2
 *   answers DependencyViolation (botocore's service model of DeleteSecurityGroup);
 * - the fingerprint of an imported Ed25519 key is in hex (moto/ec2/utils.py, `public_key_fingerprint`), where EC2 gives
 *   it as `ssh-keygen -l` does, in base64 ("Verify the fingerprint of your key pair");
 * - RunInstances with market type `spot` makes no spot request (moto/ec2/models/instances.py sets the lifecycle only),
 *   where EC2 names the request in the instance (botocore's service model of Instance, SpotInstanceRequestId);
 * - a volume that comes with a launch has no throughput (moto/ec2/models/instances.py, `add_block_device`), where EC2 keeps
 *   what is asked (botocore's service model of EbsBlockDevice, Throughput);
 * - RunInstances does not look whether the key pair exists (moto/ec2/models/instances.py), where EC2 answers
 *   InvalidKeyPair.NotFound ("Error codes for the Amazon EC2 API").
 */
const motoBackend: Ec2Backend = {
  name: 'moto',
  component: moto,
  credentials: motoCredentials,
  differences: {
    ignoresClientTokens: true,
    hasNoConsole: true,
    deletesGroupsInUse: true,
    hexFingerprints: true,
    hasNoSpotRequests: true,
    hasNoThroughput: true,
    takesUnknownKeyPairs: true,
  },
  start: async () => {
    const server = await MotoServer.start();
    return {
      endpoint: server.endpoint,
      region: 'eu-central-1',
      imageParameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      stop: () => server.stop(),
    };
  },
};

/** The sandbox's EC2, over machines without anything inside. */
const sandboxBackend: Ec2Backend = {
  name: 'the sandbox',
  component: { name: 'the sandbox', available: true, howToEnable: '' },
  credentials: { AWS_ACCESS_KEY_ID: 'sandbox', AWS_SECRET_ACCESS_KEY: 'sandbox' },
  differences: {
    ignoresClientTokens: false,
    hasNoConsole: false,
    deletesGroupsInUse: false,
    hexFingerprints: false,
    hasNoSpotRequests: false,
    hasNoThroughput: false,
    takesUnknownKeyPairs: false,
  },
  start: async () => {
    const cloud = await TestCloud.start();
    return {
      endpoint: cloud.endpoint,
      region: REGION,
      imageParameter: '/aws/service/debian/release/12/latest/amd64',
      interruptSpot: (id) => {
        cloud.service.interruptSpot(id);
      },
      takeCapacity: () => {
        const fault = cloud.world.faults.add({ kind: 'no-capacity', operation: 'RunInstances' });
        return () => cloud.world.faults.remove(fault);
      },
      stop: () => cloud.stop(),
    };
  },
};

export const backends: readonly Ec2Backend[] = [motoBackend, sandboxBackend];

/** The same tests against every server that speaks EC2. */
export function describeEc2(name: string, body: (backend: Ec2Backend) => void): void {
  for (const backend of backends) {
    describeWith(backend.component, `${name} (${backend.name})`, () => {
      const before = { ...process.env };
      beforeAll(() => {
        Object.assign(process.env, backend.credentials, { AWS_EC2_METADATA_DISABLED: 'true' });
      });
      afterAll(() => {
        process.env = before;
      });
      body(backend);
    });
  }
}
