import { Construct } from 'constructs';
import { fallbackWithoutFirst, noWayIn, publicAddressNeeded } from '../errors-ec2';
import { Ec2Instance, type Ec2InstanceConfig } from '../generated/ec2-instance';
import { given } from '../given';
import { requireCredential, requireEc2 } from '../named-access';
import { withoutInterpolation } from '../rendering/json';
import { validateDuration } from '../validation/duration';
import { validateDataVolume, validateUserData } from '../validation/ec2-machine';
import { validateNodeName } from '../validation/names';
import { validatePort } from '../validation/numbers';
import { AddressKind } from './address-kind';
import type { ClusterNetwork, ClusterRole, IClusterSide } from './cluster-network';
import { ec2SideOf } from './ec2-cluster-side';
import { type Ec2HostSettings, HostKeySource } from './ec2-host-settings';
import { type IEc2SecurityGroup } from './ec2-security-group';
import { sshGroup } from './ec2-ssh-group';
import type { HostConnection, IHost } from './host';

/** Props of `Ec2Host`. */
export interface Ec2HostProps extends Ec2HostSettings {
  /**
   * What Kubernetes calls the node on this machine: a DNS name in lower case, unique in its cluster.
   *
   * @default the machine's hostname, `ip-10-0-0-11`
   */
  readonly nodeName?: string;
  /**
   * The SSH host key, when it is known beforehand because the image or `userData` brings it along.
   *
   * @default `hostKeySource` says how it is learned
   */
  readonly hostKey?: string;
}

/**
 * A machine on EC2, which is made and destroyed with its declaration. Its SSH host key is known before anybody logs in.
 *
 * @example
 * new Ec2Host(stack, 'master', {
 *   image: Ec2Image.fromFilter({ owners: ['136693071363'], name: 'debian-12-amd64-*' }),
 *   instanceType: 't3.medium',
 *   keyPair: Ec2KeyPair.fromKeyName('operators'),
 *   sshFrom: ['203.0.113.7/32'],
 * });
 */
export class Ec2Host extends Construct implements IHost {
  /** How to reach it. */
  public readonly connection: HostConnection;
  /** What a cluster calls the node on it, when that was given. */
  public readonly nodeName?: string;
  /** Where the other hosts of a cluster reach it: the private address, which it keeps. Known after the first apply. */
  public readonly clusterAddress: string;
  /** The generated construct beneath, with `id`, `availabilityZone`, `publicAddress`, … */
  public readonly resource: Ec2Instance;

  private readonly groups: IEc2SecurityGroup[];
  private readonly network: { readonly configuration: string; readonly vpcId: string | undefined };

  constructor(scope: Construct, id: string, props: Ec2HostProps) {
    super(scope, id);
    const { user = 'admin', credential = 'default', sshPort: port = 22, nodeName, hostKey } = props;
    const { addressKind = AddressKind.PUBLIC, hostKeySource, configuration = 'default', timeout } = props;
    this.validate(props, addressKind);
    validatePort(`${this.node.path}: sshPort`, port);
    if (timeout !== undefined) validateDuration(`${this.node.path}: timeout`, timeout);
    if (nodeName !== undefined) {
      validateNodeName(`${this.node.path}: nodeName`, nodeName);
      this.nodeName = nodeName;
    }
    requireCredential(this, credential);
    requireEc2(this, configuration);

    this.network = { configuration, vpcId: props.vpcId };
    this.groups = [...(props.securityGroups ?? [])];
    if (props.sshFrom !== undefined) this.groups.push(sshGroup(this, props));
    this.resource = new Ec2Instance(
      this,
      'Default',
      given<Ec2InstanceConfig>({
        ...renderMachine(props),
        configuration,
        owner: this.node.path,
        tags: { Name: this.node.path, ...props.tags },
        securityGroupIds: this.groups.map(({ securityGroupId }) => securityGroupId),
        associatePublicIpAddress:
          props.associatePublicIpAddress ?? (addressKind === AddressKind.PUBLIC ? true : undefined),
        hostKey,
        hostKeySource,
        login:
          hostKeySource === HostKeySource.INJECTED && hostKey === undefined
            ? { user, credential, port, address: addressKind }
            : undefined,
        timeout,
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

  /** Puts the machine into one more security group. */
  public addSecurityGroup(group: IEc2SecurityGroup): void {
    this.groups.push(group);
    this.resource.securityGroupIds = this.groups.map(({ securityGroupId }) => securityGroupId);
  }

  /** Puts the machine into the security groups of a cluster, which let in what its hosts need of each other. */
  public joinNetwork(network: ClusterNetwork, role: ClusterRole): IClusterSide {
    const side = ec2SideOf(network, this, this.network);
    for (const group of side.groupsOf(role)) this.addSecurityGroup(group);
    if (network.forwardsPods) this.resource.sourceDestCheck = false;
    return side;
  }

  private validate(props: Ec2HostProps, addressKind: AddressKind): void {
    const at = this.node.path;
    const { sshFrom, securityGroups = [], subnetId, fallbackSubnetIds, associatePublicIpAddress } = props;
    if ((sshFrom ?? []).length === 0 && securityGroups.length === 0) throw noWayIn(at);
    if (subnetId === undefined && fallbackSubnetIds !== undefined) {
      throw fallbackWithoutFirst(`${at}: fallbackSubnetIds`);
    }
    if (addressKind === AddressKind.PUBLIC && associatePublicIpAddress === false) {
      throw publicAddressNeeded(at);
    }
    if (props.userData !== undefined) validateUserData(`${at}: userData`, props.userData);
    for (const [device, volume] of Object.entries(props.volumes ?? {})) {
      validateDataVolume(`${at}: volumes["${device}"]`, volume);
    }
  }
}

/** What the machine is, apart from how it is reached. */
function renderMachine(props: Ec2HostProps): Ec2InstanceConfig {
  const { image, availabilityZone, placementGroup: group, tenancy, metadata, keyPair, userData } = props;
  const placement = given({ availabilityZone, group, tenancy });
  return given<Ec2InstanceConfig>({
    ...image.attributes,
    instanceType: props.instanceType,
    fallbackInstanceTypes: props.fallbackInstanceTypes,
    subnetId: props.subnetId,
    fallbackSubnetIds: props.fallbackSubnetIds,
    keyName: keyPair?.keyName,
    rootVolume: props.rootVolume,
    volumes: props.volumes,
    iamInstanceProfile: props.iamInstanceProfile,
    userData: userData === undefined ? undefined : withoutInterpolation(userData),
    metadata:
      metadata &&
      given({
        httpTokens: metadata.allowVersion1 === true ? 'optional' : undefined,
        hopLimit: metadata.hopLimit,
      }),
    spot: props.spot,
    placement: Object.keys(placement).length > 0 ? placement : undefined,
    terminationProtection: props.terminationProtection,
  });
}
