import fc, { type Arbitrary } from 'fast-check';
import type { Fault } from '../../../src/sandbox';
import type { Group } from '../model/kind';
import type { Trap } from '../run/trap';
import type { Step } from './command';

type Kinds = readonly [Fault['kind'], ...Fault['kind'][]];

interface Place {
  readonly service: NonNullable<Fault['service']>;
  readonly kinds: Kinds;
  /** Undefined for any. */
  readonly operations: readonly (string | undefined)[];
}

const EC2_OPERATIONS = [
  undefined,
  'RunInstances',
  'TerminateInstances',
  'Describe*',
  'DescribeInstances',
  'CreateTags',
  'DeleteTags',
  'ImportKeyPair',
  'DeleteKeyPair',
  'CreateSecurityGroup',
  'AuthorizeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'DeleteSecurityGroup',
  'ModifyInstanceAttribute',
  'ModifyVolume',
  'StopInstances',
  'StartInstances',
  'GetConsoleOutput',
];

const KUBERNETES_OPERATIONS = [
  undefined,
  'GET nodes',
  'PATCH nodes',
  'DELETE nodes',
  'PATCH deployments',
  'GET deployments',
  'DELETE deployments',
  'PATCH configmaps',
  'DELETE configmaps',
  'PATCH secrets',
  'GET api',
];

/** What begins something that ends later, in success or failure. */
const AZURE_BEGINNINGS = [
  'VirtualMachines_CreateOrUpdate',
  'VirtualMachines_Update',
  'VirtualMachines_Delete',
  'VirtualMachines_Start',
  'VirtualMachines_Deallocate',
  'VirtualMachines_RunCommand',
  'NetworkInterfaces_CreateOrUpdate',
  'NetworkInterfaces_Delete',
  'PublicIPAddresses_CreateOrUpdate',
  'PublicIPAddresses_Delete',
  'VirtualNetworks_CreateOrUpdate',
  'VirtualNetworks_Delete',
  'NetworkSecurityGroups_CreateOrUpdate',
  'NetworkSecurityGroups_Delete',
  'ApplicationSecurityGroups_CreateOrUpdate',
  'ApplicationSecurityGroups_Delete',
  'Disks_Update',
  'ResourceGroups_Delete',
];

const AZURE_OPERATIONS = [
  undefined,
  ...AZURE_BEGINNINGS,
  'ResourceGroups_CreateOrUpdate',
  'ResourceGroups_Update',
  'ResourceGroups_Get',
  'VirtualMachines_Get',
  'NetworkInterfaces_Get',
  'VirtualNetworks_*',
  'Resources_ListByResourceGroup',
];

/** Where what can go wrong, at most as often as a provider tries again by itself. */
const PLACES: Readonly<Record<Group, readonly Place[]>> = {
  ec2: [
    {
      service: 'ec2',
      kinds: ['throttle', 'error', 'response-lost', 'slow', 'away'],
      operations: EC2_OPERATIONS,
    },
    { service: 'ec2', kinds: ['no-capacity'], operations: ['RunInstances', 'StartInstances'] },
    { service: 'ssm', kinds: ['throttle', 'error', 'away', 'slow'], operations: [undefined] },
    { service: 'host', kinds: ['never-boots', 'dead', 'slow'], operations: ['boot'] },
  ],
  azure: [
    {
      service: 'azure',
      kinds: ['throttle', 'error', 'response-lost', 'slow', 'away'],
      operations: AZURE_OPERATIONS,
    },
    { service: 'azure', kinds: ['operation-fails'], operations: AZURE_BEGINNINGS },
    {
      service: 'azure',
      kinds: ['no-capacity'],
      operations: ['VirtualMachines_CreateOrUpdate', 'VirtualMachines_Update', 'VirtualMachines_Start'],
    },
    { service: 'host', kinds: ['never-boots', 'dead', 'slow'], operations: ['boot'] },
  ],
  kubernetes: [
    {
      service: 'kubernetes',
      kinds: ['throttle', 'error', 'response-lost', 'slow', 'away'],
      operations: KUBERNETES_OPERATIONS,
    },
    { service: 'host', kinds: ['link-cut', 'reboot', 'disk-full', 'slow'], operations: ['exec'] },
    { service: 'host', kinds: ['link-cut', 'reboot'], operations: ['connect'] },
  ],
};

export function fault(groups: readonly Group[]): Arbitrary<Step> {
  return fc.oneof(...groups.flatMap((group) => PLACES[group]).map((place) => faultAt(place))).map((one) => ({
    kind: `fault: ${one.kind}`,
    do: (run) => {
      run.addFault(one);
      return Promise.resolve();
    },
    describe: () => `fault ${JSON.stringify(one)}`,
  }));
}

function faultAt({ service, kinds, operations }: Place): Arbitrary<Omit<Fault, 'id'>> {
  return fc.record(
    {
      kind: fc.constantFrom(...kinds),
      service: fc.constant(service),
      operation: fc.constantFrom(...operations),
      skip: fc.nat(6),
      times: fc.integer({ min: 1, max: 3 }),
      probability: fc.constantFrom(undefined, undefined, 0.5),
      delaySeconds: fc.constantFrom(1, 20),
    },
    { noNullPrototype: true },
  );
}

/** Something happens to the provider, or to Terraform, in the middle of a call, before or after its effect. */
export function blow(groups: readonly Group[]): Arbitrary<Step> {
  const traps: Record<Group, Arbitrary<Trap>> = {
    ec2: trapAt('ec2', EC2_OPERATIONS, 25),
    azure: trapAt('azure', AZURE_OPERATIONS, 40),
    kubernetes: fc.oneof(
      trapAt('host', ['exec', 'connect'], 12),
      trapAt('kubernetes', KUBERNETES_OPERATIONS, 8),
    ),
  };
  const blows = ['kill the provider', 'kill the provider', 'kill Terraform', 'interrupt'] as const;
  return fc
    .tuple(fc.constantFrom(...blows), fc.oneof(...groups.map((group) => traps[group])))
    .map(([what, trap]) => ({
      kind: what,
      do: (run) => run.applyWithBlow(what, trap),
      describe: () => `apply, ${what} at ${JSON.stringify(trap)}`,
    }));
}

function trapAt(
  service: NonNullable<Fault['service']>,
  operations: readonly (string | undefined)[],
  maxSkip: number,
): Arbitrary<Trap> {
  const kinds: Kinds = service === 'host' ? ['slow'] : ['slow', 'response-lost', 'error'];
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record(
      {
        kind: fc.constantFrom(...kinds),
        service: fc.constant(service),
        operation: fc.constant(operation),
        skip: fc.nat(operation === undefined || service === 'host' ? maxSkip : 2),
        delaySeconds: fc.constant(20),
      },
      { noNullPrototype: true },
    ),
  );
}
