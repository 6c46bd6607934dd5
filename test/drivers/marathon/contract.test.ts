import { readApp, readQueue } from '../../../src/drivers/marathon';
import {
  appInfo,
  appList,
  deploymentList,
  deploymentResult,
  deploymentSteps,
  errorAnswer,
  groupInfo,
  info,
  queue,
  task,
} from '../../../src/drivers/marathon/answers';
import type { JsonObject } from '../../../src/drivers/json';
import { canonicalApp } from '../../../src/drivers/marathon/canonical-app';
import { minimalApp, volumeProblems } from '../../../src/drivers/marathon';
import { describeWith } from '../../support/require-component';
import { knownFields, unknownFields } from '../../../src/drivers/marathon/known-fields';
import { contracts, example, fieldsOf, samples, violations } from './support/contracts';
import { marathonThatAnswers } from './support/scripted';

const signal = new AbortController().signal;

describeWith(contracts, "Marathon's contract", () => {
  test.each([
    ['app.json', appInfo],
    ['app_list.json', appList],
    ['deployments.json', deploymentList],
    ['deployments_result.json', deploymentResult],
    ['deployment_steps.json', deploymentSteps],
    ['group.json', groupInfo],
    ['info.json', info],
    ['queue.json', queue],
  ] as const)('the example %s is understood, and nothing of it lost', (name, schema) => {
    expect(schema.parse(example(name))).toMatchObject(withoutNulls(example(name)) as object);
  });

  test.each(['app_task.json', 'app_tasks.json', 'tasks.json'])(
    'tasks of the example %s are understood',
    (name) => {
      const found = example(name) as { task?: unknown; tasks?: unknown[] };
      for (const one of found.tasks ?? [found.task]) expect(task.parse(one).id).toEqual(expect.any(String));
    },
  );

  test.each(samples('appinfo').map(({ name, definition }) => [name, definition] as const))(
    'the old answer %s is understood',
    (_, definition) => {
      const app = appInfo.parse(definition);
      expect(app.tasks.length).toBeGreaterThan(0);
    },
  );

  test.each(samples('app').map(({ name, definition }) => [name, definition] as const))(
    '%s is sent in a form that the schema allows',
    (_, definition) => {
      expect(violations('app.App', definition)).toEqual([]);
      expect(violations('app.App', canonicalApp(definition))).toEqual([]);
      expect(violations('app.App', minimalApp(definition))).toEqual([]);
      expect(volumeProblems(definition)).toEqual([]);
    },
  );

  test.each(samples('group').map(({ name, definition }) => [name, definition] as const))(
    'the group %s is sent in a form that the schema allows',
    (_, definition) => {
      expect(violations('group.GroupUpdate', definition)).toEqual([]);
    },
  );

  test.each([
    ['', ['app.App']],
    ['check', ['check.AppCheck']],
    ['container', ['appContainer.Container']],
    ['container.docker', ['appContainer.DockerContainer']],
    ['container.docker.parameters', ['appContainer.DockerParameter']],
    ['container.docker.portMappings', ['appContainer.ContainerPortMapping']],
    ['container.docker.pullConfig', ['docker.DockerPullConfig']],
    ['container.linuxInfo', ['linux.LinuxInfo']],
    ['container.linuxInfo.ipcInfo', ['linux.IPCInfo']],
    ['container.linuxInfo.seccomp', ['linux.Seccomp']],
    ['container.portMappings', ['appContainer.ContainerPortMapping']],
    [
      'container.volumes',
      ['AppPersistentVolume', 'AppExternalVolume', 'AppSecretVolume', 'AppHostVolume'].map(
        (one) => `volumes.${one}`,
      ),
    ],
    ['container.volumes.persistent', ['volumes.PersistentVolumeInfo']],
    ['executorResources', ['resources.ExecutorResources']],
    ['fetch', ['artifact.Artifact']],
    ['healthChecks', ['healthCheck.AppHealthCheck']],
    ['healthChecks.command', ['healthCheck.AppCommandCheck']],
    ['networks', ['network.Network']],
    ['portDefinitions', ['network.PortDefinition']],
    ['readinessChecks', ['readinessCheck.ReadinessCheck']],
    ['residency', ['app.AppResidency']],
    ['resourceLimits', ['resources.ResourceLimits']],
    ['unreachableStrategy', ['unreachableStrategy.UnreachableEnabled']],
    ['upgradeStrategy', ['app.UpgradeStrategy']],
  ])('the fields of %j are known', (place, types) => {
    expect([...(knownFields.get(place) ?? [])].sort()).toEqual([...new Set(types.flatMap(fieldsOf))].sort());
  });

  test('all places whose fields are known are of the contract', () => {
    expect(knownFields.size).toBe(24);
    expect(
      unknownFields(samples('app').find(({ name }) => name === 'pinger-bridge-app')?.definition ?? {}),
    ).toEqual(['container.docker.requirePorts']);
  });

  test('what is waited for is read from the queue', async () => {
    const { api } = await marathonThatAnswers({ '/v2/queue': { status: 200, body: example('queue.json') } });
    const items = await readQueue(api, { signal });
    expect(items.map((item) => item.app?.id)).toEqual(['/tools/datadog-agent', '/foo']);
  });

  test('an app that is not there is none', async () => {
    const { api } = await marathonThatAnswers({
      '/v2/apps/shop/web': { status: 404, body: { message: "App '/shop/web' does not exist" } },
    });
    expect(await readApp(api, '/shop/web', { signal })).toBeUndefined();
  });

  test('every form of an error is understood', () => {
    for (const body of [
      { message: 'Object is not valid', details: [{ path: '/cmd', errors: ['must be set'] }] },
      { message: 'App is locked', deployments: [{ id: 'd1' }] },
      { message: 'Bean is not valid', errors: [{ attribute: 'id', error: 'may not be null' }] },
      { message: { text: 'older' } },
    ]) {
      expect(errorAnswer.safeParse(body).success).toBe(true);
      expect(typeof errorAnswer.parse(body).message).toBe('string');
    }
  });
});

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}
