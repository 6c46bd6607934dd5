import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EC2Client, type EC2ClientConfig, type RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { Ec2Service, type Ec2Options, type MachinePark } from '../../../../src/sandbox/ec2';
import { imagesOf } from '../../../../src/sandbox/ec2/catalogue/images';
import { createWorld, type World } from '../../../../src/sandbox/world/world';
import { TestPark } from './test-park';

export const REGION = 'eu-central-1';
/** The newest Debian for x86_64 in {@link REGION}. */
export const IMAGE = imagesOf(REGION).find(
  ({ name, ssmParameters }) =>
    name.startsWith('debian') && name.includes('amd64') && ssmParameters.length > 0,
)?.id;

/** Simulated seconds per real second: states change within milliseconds. */
const SPEED = 500;

/** An EC2 over HTTP, as clients find it. What is made is seen at once unless a test wants otherwise. */
export class TestCloud<Park extends MachinePark = TestPark> {
  static start(options: Ec2Options = {}, speed = SPEED): Promise<TestCloud> {
    const world = createWorld({ speed });
    return TestCloud.over(world, new TestPark(world.clock), options);
  }

  static async over<Park extends MachinePark>(
    world: World,
    park: Park,
    options: Ec2Options = {},
  ): Promise<TestCloud<Park>> {
    const service = new Ec2Service(world, park, { eventualConsistency: false, ...options });
    const server = createServer((request, response) => {
      service.handle(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestCloud(world, park, service, server);
  }

  readonly endpoint: string;
  readonly client: EC2Client;
  readonly #clients: EC2Client[] = [];

  private constructor(
    readonly world: World,
    readonly park: Park,
    readonly service: Ec2Service,
    private readonly server: Server,
  ) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.client = this.connect();
  }

  connect(config: EC2ClientConfig = {}): EC2Client {
    const client = new EC2Client({
      region: REGION,
      endpoint: this.endpoint,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
      maxAttempts: 1,
      ...config,
    });
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    this.world.clock.stop();
    await this.service.destroyAll();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** What RunInstances needs at least. */
export function launchInput(input: Partial<RunInstancesCommandInput> = {}): RunInstancesCommandInput {
  return { ImageId: IMAGE, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...input };
}

/** Waits until it is true; the tests' own deadline ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
