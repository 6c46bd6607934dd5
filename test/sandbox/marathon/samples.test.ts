import { describeWith } from '../../support/require-component';
import { contracts, samples, violations } from './support/contract';
import { started, type Started } from './support/started';

/** What Marathon's own rules refuse of the samples, and where. */
const refusedApps: Readonly<Record<string, string>> = {
  // Networks are told in three ways at once.
  'app.lb-b19-docker_bridge.json': '/networks',
  'app.lb-b19-docker_ippc.json': '/networks',
  // The type of a container is DOCKER unless it says otherwise, and then it must have an image.
  'app.docs-secrets-3.json': '/container/docker',
};
const refusedPods: Readonly<Record<string, string>> = {
  'pod.docs-secrets-2.json': '/containers(0)/resources',
  'pod.docs-secrets-4.json': '/containers(0)/resources',
};

interface Refusal {
  readonly message: string;
  readonly details: readonly { readonly path: string; readonly errors: readonly string[] }[];
}

function idOf(sample: Record<string, unknown>): string {
  const id = String(sample['id']);
  return id.startsWith('/') ? id : `/${id}`;
}

/** Where an answer lacks what the sample says. Order and defaults do not count. */
function missing(sample: unknown, answer: unknown, path: string): string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(answer)) return sample.length === 0 ? [] : [path];
    return sample.flatMap((item, index) => missing(item, answer[index], `${path}(${String(index)})`));
  }
  if (typeof sample === 'object' && sample !== null) {
    const fields = (answer ?? {}) as Record<string, unknown>;
    return Object.entries(sample).flatMap(([key, value]) => missing(value, fields[key], `${path}/${key}`));
  }
  return sample === null || sample === answer ? [] : [path];
}

/** Said in another way by Marathon, or not known to it. */
const translated =
  /^\/(id|uris|ports|ipAddress|tasks|version|versionInfo|tasks[A-Z]\w+|deployments|storeUrls|residency|container\/docker\/(network|portMappings|requirePorts|forcePull)|networks|portDefinitions)\b/;

describeWith(contracts, 'sample apps', () => {
  let it: Started;

  beforeAll(async () => {
    it = await started({
      settings: {
        // As the clusters that the samples are from.
        mesosRole: 'slave_public',
        features: new Set(['secrets', 'external_volumes']),
        defaultNetworkName: 'dcos',
      },
    });
  });

  afterAll(() => it.stop());

  const apps = [...samples('app'), ...samples('appinfo')];

  test.each(apps.filter(([name]) => refusedApps[name] === undefined))(
    '%s is taken in and read back',
    async (_name, sample) => {
      const id = idOf(sample);
      const made = await it.client.ask('POST', '/v2/apps', sample);
      expect(made).toMatchObject({ status: 201 });
      expect(violations('app.AppInfo', made.body)).toEqual([]);
      const app = await it.client.app(id);
      expect(violations('app.AppInfo', app)).toEqual([]);
      expect(missing(sample, app, '').filter((path) => !translated.test(path))).toEqual([]);
      const { body: queue } = await it.client.get('/v2/queue?embed=lastUnusedOffers');
      expect(violations('queue.Queue', queue)).toEqual([]);
      for (const deployment of await it.client.deployments()) {
        expect(violations('deploymentEventsInfo.DeploymentStepInfo', deployment)).toEqual([]);
      }
      // What was read is the same app: nothing is deployed when it is given back.
      const { status, body } = await it.client.ask(
        'PUT',
        `/v2/apps${id}?partialUpdate=false&force=true`,
        app,
      );
      expect({ status, version: ((await it.client.app(id)) as { version: unknown }).version }).toEqual({
        status: 200,
        version: app['version'],
      });
      expect(violations('deploymentResult.DeploymentResult', body)).toEqual([]);
      expect(await it.client.ask('DELETE', `/v2/apps${id}?force=true`)).toMatchObject({ status: 200 });
      await it.client.idle();
    },
  );

  test.each(Object.entries(refusedApps))('%s is refused for %s', async (name, path) => {
    const sample = apps.find(([one]) => one === name)?.[1];
    const { status, body } = await it.client.ask('POST', '/v2/apps', sample);
    expect(status).toBe(422);
    expect(violations('error.Error', body)).toEqual([]);
    expect((body as Refusal).details.map((detail) => detail.path)).toContain(path);
  });

  test.each(samples('group'))('%s is deployed, read back and destroyed', async (_name, sample) => {
    const id = idOf(sample);
    const preview = await it.client.ask('PUT', `/v2/groups${id}?dryRun=true`, sample);
    expect(violations('deploymentSteps.DeploymentSteps', preview.body)).toEqual([]);
    expect(await it.client.ask('PUT', `/v2/groups${id}`, sample)).toMatchObject({ status: 200 });
    await it.client.idle();
    const { body } = await it.client.get(`/v2/groups${id}`);
    expect(violations('group.GroupInfo', body)).toEqual([]);
    expect(missing(sample, body, '')).toEqual([]);
    await it.client.ask('DELETE', `/v2/groups${id}`);
    await it.client.idle();
    expect(await it.client.get(`/v2/groups${id}`)).toMatchObject({ status: 404 });
  });

  const pods = samples('pod');

  test.each(pods.filter(([name]) => refusedPods[name] === undefined))(
    '%s is taken in and read back',
    async (_name, sample) => {
      const id = idOf(sample);
      const made = await it.client.ask('POST', '/v2/pods', sample);
      expect(made).toMatchObject({ status: 201 });
      const { body } = await it.client.get(`/v2/pods${id}`);
      expect(violations('pod.Pod', body)).toEqual([]);
      expect(missing(sample, body, '').filter((path) => !/\/image\/force$/.test(path))).toEqual([]);
      const { body: status } = await it.client.get(`/v2/pods${id}::status`);
      expect(violations('podStatus.PodStatus', status)).toEqual([]);
      const { body: versions } = await it.client.get(`/v2/pods${id}::versions`);
      expect(versions).toEqual([(body as { version: string }).version]);
      expect(await it.client.ask('DELETE', `/v2/pods${id}?force=true`)).toMatchObject({ status: 202 });
      await it.client.idle();
    },
  );

  test.each(Object.entries(refusedPods))('%s is refused for %s', async (name, path) => {
    const sample = pods.find(([one]) => one === name)?.[1];
    const { status, body } = await it.client.ask('POST', '/v2/pods', sample);
    expect(status).toBe(422);
    expect((body as Refusal).details.map((detail) => detail.path)).toContain(path);
  });
});
