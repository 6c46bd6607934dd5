import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  EC2Client,
  TerminateInstancesCommand,
  type Instance,
  type Tag,
} from '@aws-sdk/client-ec2';
import { ubuntu, type Ec2Backend, type Ec2Server } from '../../drivers/ec2/support/backends';
import { FaultProxy } from '../../drivers/ec2/support/fault-proxy';
import type { Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright } from './fleetwright';

export type Arguments = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

export const HOST_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm';

/**
 * A server that speaks EC2, the Terraform CLI with the provider, which reaches the server through a proxy that can
 * fail, and a client of the SDK's own that goes past both.
 */
export class Ec2Bench {
  private current: Terraform | undefined;

  private constructor(
    readonly backend: Ec2Backend,
    readonly server: Ec2Server,
    readonly proxy: FaultProxy,
    /** Nothing of ours. */
    readonly client: EC2Client,
    readonly imageId: string,
    /** Two default subnets. */
    readonly subnetIds: readonly [string, string],
  ) {}

  static async start(backend: Ec2Backend): Promise<Ec2Bench> {
    const server = await backend.start();
    const { endpoint, region } = server;
    const client = new EC2Client({ endpoint, region });
    const { Images = [] } = await client.send(
      new DescribeImagesCommand({
        Owners: [...ubuntu.owners],
        Filters: [{ Name: 'name', Values: [ubuntu.name] }],
      }),
    );
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
    const [image] = Images.map(({ ImageId }) => ImageId ?? '').sort();
    const [one, other] = Subnets.map(({ SubnetId }) => SubnetId ?? '').sort();
    if (image === undefined || one === undefined || other === undefined) {
      throw new Error(`${backend.name} needs an image of Ubuntu and two subnets`);
    }
    const proxy = await FaultProxy.start(endpoint);
    return new Ec2Bench(backend, server, proxy, client, image, [one, other]);
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.proxy.stop();
    await this.server.stop();
  }

  get terraform(): Terraform {
    if (this.current === undefined) throw new Error('begin has not been called');
    return this.current;
  }

  /** A new folder without any resource. */
  async begin(): Promise<void> {
    this.current = terraformWithFleetwright();
    this.declare({});
    await this.current.init();
  }

  /** Terraform in one more folder, with a state of its own. */
  another(): Terraform {
    return terraformWithFleetwright();
  }

  /** Destroys what there is, also what Terraform knows nothing of, and removes the folder. */
  async end(): Promise<void> {
    this.proxy.reset();
    await this.terraform.try('destroy', '-auto-approve', '-no-color');
    const InstanceIds = await this.living();
    if (InstanceIds.length > 0) await this.client.send(new TerminateInstancesCommand({ InstanceIds }));
    this.terraform.dispose();
    this.current = undefined;
  }

  declare(resources: Resources, more: object = {}): void {
    const here = { region: this.server.region, endpoint: this.proxy.endpoint, max_requests_per_second: 1000 };
    const provider = { ec2: { default: here, second: { ...here, profile: null } } };
    this.terraform.write('main.tf.json', configuration(provider, resources, more));
  }

  /** The instances of a test, all of them with an image and a type unless they say otherwise. */
  declareInstances(instances: Readonly<Record<string, Arguments>>, others: Resources = {}): void {
    const all = Object.entries(instances).map(([name, args]) => [name, this.instance(args)] as const);
    this.declare({ fleetwright_ec2_instance: Object.fromEntries(all), ...others });
  }

  instance(args: Arguments): object {
    const image = 'image' in args || 'image_ssm_parameter' in args ? {} : { image_id: this.imageId };
    return { ...image, instance_type: 't3.micro', ...this.hostKey(), ...args };
  }

  /** Where the console shows what no machine wrote, the key has to be known beforehand. */
  private hostKey(): Arguments {
    return this.backend.differences.hasNoConsole ? { host_key: HOST_KEY } : {};
  }

  async valuesOf(address: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.terraform.resource(address)).values;
  }

  async idOf(address: string): Promise<string> {
    return String((await this.valuesOf(address)).id);
  }

  /** What EC2 itself says of an instance. */
  async live(id: string): Promise<Instance | undefined> {
    const { Reservations = [] } = await this.client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return Reservations[0]?.Instances?.[0];
  }

  /** Ids of the instances that are not gone or going. */
  async living(): Promise<string[]> {
    const Filters = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] }];
    const { Reservations = [] } = await this.client.send(new DescribeInstancesCommand({ Filters }));
    return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId ?? ''));
  }
}

/** EC2's tags as an object. */
export function tagsOf(object: { Tags?: Tag[] | undefined } | undefined): Record<string, string> {
  return Object.fromEntries((object?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
