import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  azureKeysNotOneWay,
  invalidAzureName,
  invalidLun,
  invalidZone,
  publicAddressDisabled,
  reservedUser,
} from '../errors-azure';
import { AzureVirtualMachine, type AzureVirtualMachineConfig } from '../generated/azure-virtual-machine';
import { given } from '../given';
import { requireAzure, requireCredential } from '../named-access';
import { withoutInterpolation } from '../rendering/json';
import { validateDuration } from '../validation/duration';
import { validateNodeName } from '../validation/names';
import { validatePort } from '../validation/numbers';
import { AddressKind } from './address-kind';
import { azureSideOf } from './azure-cluster-side';
import type { AzureHostSettings } from './azure-host-settings';
import { azureName } from './azure-name';
import { AzureNetwork, type IAzureNetwork } from './azure-network';
import type { ClusterNetwork, ClusterRole, IClusterSide } from './cluster-network';
import type { HostConnection, IHost } from './host';
import { publicOnly, readPublicKey } from './public-key';

/** Props of `AzureHost`. */
export interface AzureHostProps extends AzureHostSettings {
  /**
   * Name, unique in the resource group, and hostname.
   *
   * @default the construct's path with dashes
   */
  readonly name?: string;
  /**
   * What Kubernetes calls the node on this machine: a DNS name in lower case, unique in its cluster.
   *
   * @default the machine's hostname: its name
   */
  readonly nodeName?: string;
  /**
   * The SSH host key, when it is known beforehand because the image or `customData` brings it along.
   *
   * @default the one that the machine made for itself, read by a run command
   */
  readonly hostKey?: string;
}

// https://learn.microsoft.com/azure/virtual-machines/linux/faq
const RESERVED_USERS =
  /^(administrator|admin|user|user[1-5]|test|test[1-3]|1|123|a|actuser|adm|aspnet|backup|console|david|guest|john|owner|root|server|sql|support|support_388945a0|sys|video)$/;

/**
 * A machine on Azure, which is made and destroyed with its declaration, together with its network interface, its public
 * address and its disks. Its SSH host key is known before anybody logs in.
 *
 * @example
 * new AzureHost(stack, 'worker', {
 *   network: new AzureNetwork(stack, 'network', { location: 'westeurope', sshFrom: ['203.0.113.7/32'] }),
 *   image: AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' }),
 *   size: 'Standard_D2s_v5',
 *   publicKeyFile: 'keys/id_ed25519.pub',
 * });
 */
export class AzureHost extends Construct implements IHost {
  /** How to reach it. */
  public readonly connection: HostConnection;
  /** What a cluster calls the node on it, when that was given. */
  public readonly nodeName?: string;
  /** Where the other hosts of a cluster reach it: the private address, which it keeps. Known after the first apply. */
  public readonly clusterAddress: string;
  /** The generated construct beneath, with `id`, `publicAddress`, `principalId`, … */
  public readonly resource: AzureVirtualMachine;

  private readonly network: IAzureNetwork;
  private readonly groupIds: string[] = [];

  constructor(scope: Construct, id: string, props: AzureHostProps) {
    super(scope, id);
    const {
      network,
      user = 'azureuser',
      credential = 'default',
      sshPort: port = 22,
      nodeName,
      hostKey,
    } = props;
    const { addressKind = AddressKind.PUBLIC, name = azureName(this.node.path, 60) } = props;
    this.validate(props, addressKind, user, name);
    validatePort(`${this.node.path}: sshPort`, port);
    if (nodeName !== undefined) {
      validateNodeName(`${this.node.path}: nodeName`, nodeName);
      this.nodeName = nodeName;
    }
    requireCredential(this, credential);
    requireAzure(this, network.configuration);

    this.network = network;
    this.resource = new AzureVirtualMachine(
      this,
      'Default',
      given<AzureVirtualMachineConfig>({
        ...renderMachine(props),
        configuration: network.configuration,
        owner: this.node.path,
        name,
        resourceGroupName: network.resourceGroupName,
        location: network.location,
        subnetId: network.subnetId,
        adminUsername: user,
        adminSshKeys: publicKeysOf(this.node.path, props),
        associatePublicIpAddress: props.associatePublicIpAddress ?? addressKind === AddressKind.PUBLIC,
        hostKey,
        timeout: props.timeout,
      }),
    );
    this.clusterAddress = this.resource.privateAddress;
    const address =
      addressKind === AddressKind.PUBLIC ? this.resource.publicAddress : this.resource.privateAddress;
    this.connection = { address, port, user, credential, hostKey: this.resource.hostKey };
  }

  /** The host as a group of one. */
  public get hosts(): IHost[] {
    return [this];
  }

  /** Puts the machine into one more application security group. */
  public addApplicationSecurityGroup(id: string): void {
    this.groupIds.push(id);
    this.resource.applicationSecurityGroupIds = this.groupIds;
  }

  /** Opens the machine's network for what the hosts of a cluster need of each other, unless it is somebody else's. */
  public joinNetwork(network: ClusterNetwork, role: ClusterRole): IClusterSide | undefined {
    if (network.forwardsPods) {
      this.resource.ipForwarding = true;
      Annotations.of(this).addWarning(
        'Azure delivers packets to addresses of its virtual network only: with the built-in pod network, pods on this host are out of reach of other hosts, unless a route table sends them here; use PodNetwork.NONE with a CNI plugin that encapsulates',
      );
    }
    if (!(this.network instanceof AzureNetwork)) return undefined;
    const side = azureSideOf(network, this.network);
    for (const group of side.groupsOf(role)) this.addApplicationSecurityGroup(group);
    return side;
  }

  private validate(props: AzureHostProps, addressKind: AddressKind, user: string, name: string): void {
    const at = this.node.path;
    const { publicKeys, publicKeyFile, zone, dataDisks = {}, timeout, associatePublicIpAddress } = props;
    if ((publicKeys === undefined) === (publicKeyFile === undefined)) throw azureKeysNotOneWay(at);
    if (timeout !== undefined) validateDuration(`${at}: timeout`, timeout);
    if (RESERVED_USERS.test(user)) throw reservedUser(`${at}: user`, user);
    if (!Token.isUnresolved(name) && !/^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?$/.test(name)) {
      throw invalidAzureName(`${at}: name`, name, 64);
    }
    if (zone !== undefined && !Token.isUnresolved(zone) && !/^[123]$/.test(zone)) {
      throw invalidZone(`${at}: zone`, zone);
    }
    const lun = Object.keys(dataDisks).find((key) => !/^([0-9]|[1-5][0-9]|6[0-3])$/.test(key));
    if (lun !== undefined) throw invalidLun(`${at}: dataDisks`, lun);
    if (addressKind === AddressKind.PUBLIC && associatePublicIpAddress === false)
      throw publicAddressDisabled(at);
  }
}

function publicKeysOf(at: string, { publicKeys, publicKeyFile }: AzureHostSettings): string[] {
  const keys = publicKeys ?? [readPublicKey(at, publicKeyFile ?? '')];
  return keys.map((key) => publicOnly(at, key));
}

/** What the machine is, apart from where it is and how it is reached. */
function renderMachine(
  props: AzureHostProps,
): Pick<
  AzureVirtualMachineConfig,
  | 'image'
  | 'imageId'
  | 'size'
  | 'zone'
  | 'osDisk'
  | 'dataDisks'
  | 'customData'
  | 'acceleratedNetworking'
  | 'identity'
  | 'spot'
  | 'tags'
> {
  const { customData } = props;
  return given({
    image: props.image.attributes.image,
    imageId: props.image.attributes.imageId,
    size: props.size,
    zone: props.zone,
    osDisk: props.osDisk,
    dataDisks: props.dataDisks,
    customData: customData === undefined ? undefined : withoutInterpolation(customData),
    acceleratedNetworking: props.acceleratedNetworking,
    identity: props.identity,
    spot: props.spot,
    tags: props.tags,
  });
}
