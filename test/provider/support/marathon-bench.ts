import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarathonOptions } from '../../../src/sandbox/marathon';
import type { Client } from '../../sandbox/marathon/support/client';
import type { Terraform } from '../../support/terraform';
import { TestMarathon, type TestAgent } from '../../support/test-marathon';
import { configuration, terraformWithFleetwright, unwrapped } from './fleetwright';

export type Arguments = Readonly<Record<string, unknown>>;

/** The user and the password of the benches' Marathons. */
const credentials = { user: 'ops', password: 'correct-horse-battery' };

/** What a bench needs of a Marathon. */
interface MarathonUnderTest {
  readonly url: string;
  readonly client: Client;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** A Marathon that asks for a login, and the Terraform CLI with the provider, whose login "ops" it knows. */
export class MarathonBench {
  private current: Terraform | undefined;

  private constructor(readonly marathon: MarathonUnderTest) {}

  static readonly credentials = `${credentials.user}:${credentials.password}`;

  static async start(
    agents?: readonly TestAgent[],
    options: Partial<MarathonOptions> = {},
  ): Promise<MarathonBench> {
    return MarathonBench.on(
      await TestMarathon.start(agents, { credentials: MarathonBench.credentials, ...options }),
    );
  }

  static on(marathon: MarathonUnderTest): MarathonBench {
    return new MarathonBench(marathon);
  }

  stop(): Promise<void> {
    return this.marathon.stop();
  }

  /** Asks Marathon past our provider. */
  get client(): Client {
    return this.marathon.client;
  }

  get terraform(): Terraform {
    if (this.current === undefined) throw new Error('begin has not been called');
    return this.current;
  }

  get access(): Arguments {
    return { url: this.marathon.url, login: 'ops' };
  }

  /** A new folder without any app. */
  async begin(): Promise<void> {
    this.current = terraformWithFleetwright();
    writeFileSync(join(this.terraform.folder, 'password'), `${credentials.password}\n`, { mode: 0o600 });
    this.declare({});
    await this.current.init();
  }

  /** Removes the folder, and whatever is left on Marathon. */
  async end(): Promise<void> {
    this.terraform.dispose();
    await this.marathon.clear();
  }

  /** Apps and groups by the names of their resources; their definitions as objects. */
  declare(
    apps: Readonly<Record<string, Arguments>>,
    groups: Readonly<Record<string, Arguments>> = {},
    others: Readonly<Record<string, Readonly<Record<string, object>>>> = {},
  ): void {
    const all = (resources: Readonly<Record<string, Arguments>>) =>
      Object.fromEntries(
        Object.entries(resources).map(([name, { definition, ...more }]) => [
          name,
          {
            access: this.access,
            timeout: '30s',
            definition: literal(typeof definition === 'string' ? definition : JSON.stringify(definition)),
            ...more,
          },
        ]),
      );
    const provider = {
      marathon_logins: {
        ops: { username: credentials.user, password_file: join(this.terraform.folder, 'password') },
      },
    };
    this.terraform.write(
      'main.tf.json',
      configuration(provider, {
        fleetwright_marathon_app: all(apps),
        fleetwright_marathon_group: all(groups),
        ...others,
      }),
    );
  }

  /** One app under the name "web". */
  declareApp(definition: Arguments | string, more: Arguments = {}): void {
    this.declare({ web: { definition, ...more } });
  }

  /** Nothing is planned, neither before nor after a refresh. */
  async settles(): Promise<void> {
    expect(await this.terraform.plan()).toEqual([]);
    await this.terraform.apply('-refresh-only');
    expect(await this.terraform.plan()).toEqual([]);
  }

  /** What Terraform says when it does not succeed. */
  async refusal(...command: readonly string[]): Promise<string> {
    const { exitCode, output } = await this.terraform.try(...command);
    expect(exitCode).toBe(1);
    return unwrapped(output);
  }

  async valuesOf(address: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.terraform.resource(address)).values;
  }
}

/** Text that Terraform takes as it is: commands are full of variables of the shell. */
function literal(text: string): string {
  return text.replaceAll('${', '$$${').replaceAll('%{', '%%{');
}
