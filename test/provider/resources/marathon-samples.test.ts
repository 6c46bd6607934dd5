import { validateApp } from '../../../src/constructs/marathon/validate-app';
import { validateGroup } from '../../../src/constructs/marathon/validate-group';
import type { JsonObject } from '../../../src/drivers/json';
import { mapApps } from '../../../src/drivers/marathon';
import { contracts, samples, type SampleApp } from '../../drivers/marathon/support/contracts';
import { AnsweringTasks } from '../../support/answering-tasks';
import { ipv6Loopback } from '../../support/ipv6';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { TestMarathon, type TestAgent } from '../../support/test-marathon';
import { allOf } from '../support/fleetwright';
import { MarathonBench, type Arguments } from '../support/marathon-bench';

jest.setTimeout(600_000);

/** Apps that Marathon refuses by its own rules, and for what. */
const refused: Readonly<Record<string, RegExp>> = {
  // Networks are told in three ways at once.
  'lb-b19-docker_bridge': /networks|port_?mappings/i,
  'lb-b19-docker_ippc': /networks|port_?mappings/i,
  // The type of a container is DOCKER unless it says otherwise, and then it must have an image.
  'docs-secrets-3': /docker/,
};

/** Its container is asked over IPv6; on a computer without it only the test of those that lack it is about this app. */
const OVER_IPV6 = 'ipv6-healthcheck';

/** Synth refuses ports that Marathon takes and leaves out. */
const PORTS_LEFT_OUT = 'lb-b19-ucr_host';

/** Everything that a sample may ask of an agent, at an address of its own. */
function agent(index: number, tasks: AnsweringTasks): TestAgent {
  const ip = `127.0.77.${String(index + 1)}`;
  const scalar = (name: string, value: number, more: object = {}) => ({
    name,
    type: 'SCALAR',
    scalar: { value },
    ...more,
  });
  const ssd = (root: string) => ({ disk: { source: { type: 'MOUNT', mount: { root } } } });
  const ranges = [
    { begin: 7777, end: 7777 },
    { begin: 31_000, end: 31_999 },
  ];
  return {
    flags: {
      ip,
      hostname: ip,
      containerizers: 'docker,mesos',
      resources: JSON.stringify([
        scalar('cpus', 64),
        scalar('mem', 65_536),
        scalar('disk', 1_000_000),
        { name: 'ports', type: 'RANGES', ranges: { range: ranges } },
        scalar('disk', 1_048_576, ssd('/mnt/ssd-1')),
        scalar('disk', 1_024, ssd('/mnt/ssd-2')),
      ]),
    },
    options: { runner: tasks, runImage: () => ['whatever', 'the', 'image', 'is'] },
  };
}

describeWith(
  allOf(Terraform.component(), contracts),
  'apps of real projects on the stand-in, under the Terraform CLI',
  () => {
    let bench: MarathonBench;
    let tasks: AnsweringTasks;

    beforeAll(async () => {
      tasks = await AnsweringTasks.begin();
      const marathon = await TestMarathon.start(
        // Two apps want the port 7777, and one more each while they are changed.
        [0, 1, 2, 3].map((index) => agent(index, tasks)),
        {
          credentials: MarathonBench.credentials,
          // As the clusters that the samples are from.
          settings: {
            mesosRole: 'slave_public',
            features: new Set(['secrets', 'external_volumes']),
            defaultNetworkName: 'dcos',
            // All at once, as quickly as may be.
            maxInstancesPerOffer: 100,
          },
          connect: (host, port) => tasks.connect(host, port),
        },
      );
      bench = MarathonBench.on(marathon);
    });
    afterAll(async () => {
      await bench.stop();
      await tasks.end();
    });
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    /** Each in a group of its own: several have the same id. */
    const idOf = ({ name, definition }: SampleApp) =>
      `/${name.replaceAll(/[._]/g, '-').toLowerCase()}/${String(definition['id']).replace(/^\//, '')}`;

    /** From where its files can be fetched. */
    const fetching = (definition: JsonObject): JsonObject =>
      JSON.parse(
        JSON.stringify(definition).replace(
          /"(?:file|https?):\/\/[^"/]*(\/[^"]*\.(?:py|yml|tar\.gz))"/g,
          (_, path: string) => JSON.stringify(tasks.url + path),
        ),
      ) as JsonObject;

    function declare(
      chosen: readonly SampleApp[],
      render: (sample: SampleApp) => JsonObject,
      changes: JsonObject = {},
      more: Arguments = {},
    ): void {
      bench.declare(
        Object.fromEntries(
          chosen.map((sample) => [
            sample.name.replaceAll('.', '-'),
            {
              definition: { ...fetching(render(sample)), id: idOf(sample), ...changes },
              timeout: '3m',
              ...more,
            },
          ]),
        ),
      );
    }

    const apps = contracts.available ? samples('app') : [];
    // What Marathon once said of an app is no definition at synth, and Marathon takes it for one.
    const all = contracts.available ? [...apps, ...samples('appinfo')] : [];

    /** As constructs render it, where they take it. */
    const rendered = (sample: SampleApp): JsonObject =>
      apps.includes(sample) && sample.name !== PORTS_LEFT_OUT
        ? (validateApp(sample.name, sample.definition) as JsonObject)
        : sample.definition;

    const named = (wanted: string) => apps.filter(({ name }) => name === wanted);
    const running = async () =>
      ((await bench.client.get('/v2/apps?embed=apps.tasks')).body as { apps: RunningApp[] }).apps;

    test('every valid one deploys, plans empty, changes, plans empty and is destroyed', async () => {
      const valid = all.filter(
        ({ name }) => !Object.hasOwn(refused, name) && (ipv6Loopback.available || name !== OVER_IPV6),
      );
      declare(valid, rendered);
      await bench.terraform.apply('-parallelism=60');
      await bench.settles();
      const made = await running();
      expect(made.map(({ id }) => id).sort()).toEqual(valid.map(idOf).sort());
      for (const app of made) {
        expect(app.tasks.length).toBe(app.instances);
      }

      declare(valid, rendered, { labels: { changed: 'true' } });
      await bench.terraform.apply('-parallelism=60');
      for (const { labels } of await running()) expect(labels).toMatchObject({ changed: 'true' });
      await bench.settles();

      bench.declare({});
      await bench.terraform.apply('-parallelism=60');
      expect(await running()).toEqual([]);
    });

    test('the group deploys, plans empty, changes, plans empty and is destroyed', async () => {
      const groups = (changes: JsonObject = {}) =>
        Object.fromEntries(
          samples('group').map(({ name, definition }) => [
            name,
            {
              definition: mapApps(validateGroup(name, definition) as JsonObject, (app) => ({
                ...app,
                ...changes,
              })),
            },
          ]),
        );
      bench.declare({}, groups());
      await bench.terraform.apply();
      await bench.settles();
      expect((await running()).map(({ id, tasks: { length } }) => [id, length])).toEqual([
        ['/sleep-group/sleep/goodnight-1', 1],
        ['/sleep-group/sleep/goodnight-2', 1],
      ]);

      bench.declare({}, groups({ env: { CHANGED: 'true' } }));
      await bench.terraform.apply();
      for (const { env } of await running()) expect(env).toEqual({ CHANGED: 'true' });
      await bench.settles();

      bench.declare({});
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/groups/sleep-group')).status).toBe(404);
    });

    test('one whose containers lack the IPv6 that it is asked over stalls, and says so', async () => {
      await tasks.setIpv6(false);
      const soon = {
        delaySeconds: 0,
        gracePeriodSeconds: 1,
        intervalSeconds: 1,
        maxConsecutiveFailures: 0,
      };
      const [sample] = named(OVER_IPV6);
      const [check] = sample?.definition['healthChecks'] as JsonObject[];
      declare(named(OVER_IPV6), rendered, { healthChecks: [{ ...check, ...soon }] }, { timeout: '8s' });
      expect(await bench.refusal('apply', '-auto-approve', '-no-color')).toMatch(
        /0 healthy task ipv6-healthcheck_test-ipv6\S+ on 127\.0\.77\.\d: its health check has failed/,
      );
    });

    test.each(Object.entries(refused))('%s is refused for what is wrong with it', async (name, why) => {
      declare(named(name), ({ definition }) => definition);
      expect(await bench.refusal('apply', '-auto-approve', '-no-color')).toMatch(why);
    });
  },
);

interface RunningApp {
  readonly id: string;
  readonly instances: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly tasks: readonly unknown[];
}
