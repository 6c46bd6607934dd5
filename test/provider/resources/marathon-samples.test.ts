import { connect } from 'node:net';
import type { JsonObject } from '../../../src/drivers/json';
import { contracts, samples } from '../../drivers/marathon/support/contracts';
import { AnsweringTasks } from '../../support/answering-tasks';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { TestMarathon } from '../../support/test-marathon';
import { allOf } from '../support/fleetwright';
import { MarathonBench } from '../support/marathon-bench';

jest.setTimeout(600_000);

/** Apps that Marathon refuses by its own rules, and for what. */
const refused: Readonly<Record<string, RegExp>> = {
  // Networks are told in three ways at once.
  'lb-b19-docker_bridge': /networks|port_?mappings/i,
  'lb-b19-docker_ippc': /networks|port_?mappings/i,
  // The type of a container is DOCKER unless it says otherwise, and then it must have an image.
  'docs-secrets-3': /docker/,
};

const ssd = (root: string, value: number) => ({
  name: 'disk',
  type: 'SCALAR',
  scalar: { value },
  disk: { source: { type: 'MOUNT', mount: { root } } },
});
const agent = (ports: string, tasks: AnsweringTasks) => ({
  flags: {
    resources: JSON.stringify([
      { name: 'cpus', type: 'SCALAR', scalar: { value: 64 } },
      { name: 'mem', type: 'SCALAR', scalar: { value: 65_536 } },
      { name: 'disk', type: 'SCALAR', scalar: { value: 1_000_000 } },
      {
        name: 'ports',
        type: 'RANGES',
        ranges: {
          range: ports.split(',').map((range) => {
            const [begin = 0, end = 0] = range.split('-').map(Number);
            return { begin, end };
          }),
        },
      },
      ssd('/mnt/ssd-1', 1_048_576),
      ssd('/mnt/ssd-2', 1_024),
    ]),
    containerizers: 'docker,mesos',
  },
  options: { runner: tasks, runImage: () => ['whatever', 'the', 'image', 'is'] },
});

describeWith(
  allOf(Terraform.component(), contracts),
  'apps of real projects on the stand-in, under the Terraform CLI',
  () => {
    let bench: MarathonBench;
    let tasks: AnsweringTasks;
    const all = [...samples('app'), ...samples('appinfo')];

    beforeAll(async () => {
      tasks = await AnsweringTasks.start();
      const master: { port?: number } = {};
      const marathon = await TestMarathon.start(
        // Two apps want the port 7777, and one more each while they are changed.
        [31000, 31200, 31400, 31600].map((port) =>
          agent(`7777-7777,${String(port)}-${String(port + 199)}`, tasks),
        ),
        {
          credentials: MarathonBench.credentials,
          // As the clusters that the samples are from.
          settings: {
            mesosRole: 'slave_public',
            features: new Set(['secrets', 'external_volumes']),
            defaultNetworkName: 'dcos',
          },
          connect: (host, port) => (port === master.port ? connect(port, host) : tasks.connect()),
        },
        (port) => (master.port = port),
      );
      bench = MarathonBench.on(marathon);
      await bench.begin();
    });
    afterAll(async () => {
      await bench.end();
      await bench.stop();
      tasks.stop();
    });

    /** Each in a group of its own: several have the same id. */
    const idOf = (name: string, definition: JsonObject) =>
      `/${name.replaceAll('_', '-').toLowerCase().replace('1.7', '1-7')}/${String(definition['id']).replace(/^\//, '')}`;
    const declarations = (names: (name: string) => boolean, more: JsonObject = {}) =>
      Object.fromEntries(
        all
          .filter(({ name }) => names(name))
          .map(({ name, definition }) => [
            name.replaceAll('.', '-'),
            {
              definition: { ...fetching(definition), id: idOf(name, definition), ...more },
              timeout: '2m',
            },
          ]),
      );
    /** From where it can be fetched. */
    const fetching = (definition: JsonObject): JsonObject =>
      JSON.parse(
        JSON.stringify(definition).replace(
          /"(?:file|https?):\/\/[^"/]*(\/[^"]*\.(?:py|yml|tar\.gz))"/g,
          (_, path: string) => JSON.stringify(tasks.url + path),
        ),
      ) as JsonObject;
    // Its health check asks over IPv6 in the network of its container, which the tasks here do not have.
    const valid = (name: string) => !Object.hasOwn(refused, name) && name !== 'ipv6-healthcheck';

    test('every valid one deploys, plans empty, changes, plans empty and is destroyed', async () => {
      const apps = declarations(valid);
      bench.declare(apps);
      await bench.terraform.apply();
      await bench.settles();
      const running = (await bench.client.get('/v2/apps')).body as { apps: { id: string }[] };
      expect(running.apps).toHaveLength(Object.keys(apps).length);

      bench.declare(declarations(valid, { labels: { changed: 'true' } }));
      await bench.terraform.apply();
      const changed = (await bench.client.get('/v2/apps')).body as { apps: { labels: object }[] };
      for (const { labels } of changed.apps) expect(labels).toMatchObject({ changed: 'true' });
      await bench.settles();

      bench.declare({});
      await bench.terraform.apply();
      expect((await bench.client.get('/v2/apps')).body).toEqual({ apps: [] });
    });

    test.each(Object.entries(refused))('%s is refused for what is wrong with it', async (name, why) => {
      bench.declare(declarations((one) => one === name));
      expect(await bench.refusal('apply', '-auto-approve', '-no-color')).toMatch(why);
    });
  },
);
