import type { VmSize } from '../catalogue/sizes';
import type { ArmError } from '../errors';
import type { AzureMachine } from '../machine-park';
import type { LongOperation } from './long-operation';

export type ProvisioningState = 'Creating' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed';
export type Tags = Readonly<Record<string, string>>;

export interface ResourceGroup {
  readonly name: string;
  readonly id: string;
  readonly location: string;
  managedBy?: string | undefined;
  tags: Tags | undefined;
  state: 'Succeeded' | 'Deleting';
}

/** What all resources of a group have. */
export interface Resource {
  readonly id: string;
  readonly name: string;
  /** With its provider, as in `Microsoft.Compute/disks`. */
  readonly type: string;
  /** Name of its resource group. */
  readonly group: string;
  readonly location: string;
  tags: Tags | undefined;
  etag: string;
  state: ProvisioningState;
  /** What goes on with it; while it does, nothing else may begin. */
  operation?: LongOperation | undefined;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  /** Written as `addressPrefixes`, because it was given so. */
  readonly prefixInList: boolean;
  readonly securityGroupId: string | undefined;
  /** What is kept and has no effect here, as it was given. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface VirtualNetwork extends Resource {
  readonly guid: string;
  prefixes: readonly string[];
  dnsServers: readonly string[];
  flowTimeoutMinutes: number | undefined;
  /** By name in lower case. */
  subnets: ReadonlyMap<string, Subnet>;
}

export interface SecurityRule {
  readonly name: string;
  readonly description: string | undefined;
  readonly protocol: string;
  readonly access: 'Allow' | 'Deny';
  readonly direction: 'Inbound' | 'Outbound';
  readonly priority: number;
  readonly sourcePorts: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Ids of application security groups, in the place of addresses. */
  readonly sourceGroups: readonly string[];
  readonly destinationGroups: readonly string[];
  /** Which of the four were given as lists, and are written so. */
  readonly lists: ReadonlySet<'sourcePorts' | 'destinationPorts' | 'sources' | 'destinations'>;
}

export interface ApplicationGroup extends Resource {
  readonly guid: string;
}

export interface SecurityGroup extends Resource {
  readonly guid: string;
  /** By name in lower case. */
  rules: ReadonlyMap<string, SecurityRule>;
}

export interface PublicAddress extends Resource {
  readonly guid: string;
  readonly sku: { readonly name: 'Basic' | 'Standard'; readonly tier: 'Regional' | 'Global' };
  readonly zones: readonly string[] | undefined;
  allocation: 'Static' | 'Dynamic';
  /** Kept for good, also where Azure would give another one after a deallocation. */
  readonly address: string;
  /** What becomes of it when its machine is deleted. */
  deleteOption: DeleteOption | undefined;
  idleTimeoutMinutes: number;
  dns:
    | {
        readonly label: string;
        readonly scope: string | undefined;
        readonly reverseFqdn: string | undefined;
      }
    | undefined;
}

export interface IpConfiguration {
  readonly name: string;
  readonly subnetId: string;
  readonly primary: boolean;
  readonly allocation: 'Static' | 'Dynamic';
  readonly address: string;
  readonly nominal: string;
  readonly publicAddressId: string | undefined;
  readonly applicationGroupIds: readonly string[];
}

export interface NetworkInterface extends Resource {
  readonly guid: string;
  readonly mac: string;
  configurations: readonly IpConfiguration[];
  securityGroupId: string | undefined;
  acceleratedNetworking: boolean;
  ipForwarding: boolean;
  dnsServers: readonly string[];
  virtualMachineId: string | undefined;
}

export interface Disk extends Resource {
  readonly uniqueId: string;
  readonly createdAt: Date;
  readonly zones: readonly string[] | undefined;
  readonly createOption: 'Empty' | 'FromImage' | 'Copy';
  readonly imageId: string | undefined;
  readonly sourceId: string | undefined;
  readonly os: boolean;
  readonly generation: 'V1' | 'V2' | undefined;
  sku: string;
  sizeGB: number;
  /** Id of the virtual machine that has it. */
  managedBy: string | undefined;
}

export type DeleteOption = 'Delete' | 'Detach';
export type PowerState = 'starting' | 'running' | 'stopping' | 'stopped' | 'deallocating' | 'deallocated';

export interface AttachedDisk {
  readonly diskId: string;
  readonly name: string;
  readonly caching: string;
  readonly createOption: string;
  readonly deleteOption: DeleteOption;
}

export interface DataDisk extends AttachedDisk {
  readonly lun: number;
}

export interface AttachedInterface {
  readonly id: string;
  readonly primary: boolean | undefined;
  readonly deleteOption: DeleteOption | undefined;
}

export interface OsProfile {
  readonly computerName: string;
  readonly adminUsername: string;
  readonly publicKeys: readonly { readonly path: string; readonly keyData: string }[];
  readonly passwordAuthentication: boolean;
  /** As it was given: there to be compared, and never written. */
  readonly customData: string | undefined;
  readonly provisionAgent: boolean;
  readonly patchSettings: Readonly<Record<string, unknown>> | undefined;
}

export interface ImageReference {
  /** What the request named. */
  readonly given: Readonly<Record<string, string>>;
  /** Of an image of the marketplace. */
  readonly exactVersion: string | undefined;
  readonly id: string;
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly diskSize: number;
}

export interface Identity {
  readonly type: string;
  /** Of the machine's own identity. */
  readonly principalId: string | undefined;
  /** Ids of identities that were made elsewhere. */
  readonly userAssigned: readonly string[];
}

export interface VirtualMachine extends Resource {
  readonly vmId: string;
  readonly createdAt: Date;
  readonly zones: readonly string[] | undefined;
  readonly image: ImageReference | undefined;
  readonly osProfile: OsProfile | undefined;
  readonly priority: 'Regular' | 'Spot' | undefined;
  readonly evictionPolicy: 'Deallocate' | 'Delete' | undefined;
  readonly maxPrice: number | undefined;
  readonly securityProfile: Readonly<Record<string, unknown>> | undefined;
  size: VmSize;
  osDisk: AttachedDisk;
  dataDisks: readonly DataDisk[];
  interfaces: readonly AttachedInterface[];
  identity: Identity | undefined;
  bootDiagnostics: boolean | undefined;
  userData: string | undefined;
  power: PowerState | undefined;
  machine?: AzureMachine | undefined;
  /** When the last operation on it ended, for its instance view. */
  provisionedAt: Date;
  /** Why its state is Failed. */
  failure?: ArmError | undefined;
  diskController: string | undefined;
}
