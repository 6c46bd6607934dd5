import { applyRelease, KubernetesApi, NotReadyError } from '../../../../src/drivers/kubernetes';
import type { ApiServerUnderTest } from '../support/api-server';
import { describeWithClusters } from '../support/describe-with-clusters';
import { eventually, patchByHand, releaseOf } from '../support/lifecycle';
import { podsWith, reportPods, running, waitingContainer } from '../support/pretend-kubelet';

jest.setTimeout(300_000);
const { signal } = new AbortController();

const podTemplate = (app: string, image: string) =>
  `{metadata: {labels: {app: ${app}}}, spec: {containers: [{name: app, image: ${image}}]}}`;
const workload = (kind: string, name: string, spec: string, image = 'registry.test/app:1') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {selector: {matchLabels: {app: ${name}}}, ${spec}template: ${podTemplate(name, image)}}\n`;
const job = (name: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {backoffLimit: 0, template: {metadata: {labels: {app: ${name}}}, spec: {restartPolicy: Never, containers: [{name: main, image: registry.test/job}]}}}\n`;

describeWithClusters('waiting on a control plane', (startCluster) => {
  let cluster: ApiServerUnderTest;
  let api: KubernetesApi;

  beforeAll(async () => {
    cluster = await startCluster();
    api = await KubernetesApi.connect(
      { kubeconfig: cluster.kubeconfig(), source: 'the test cluster' },
      { signal },
    );
  });

  afterAll(async () => {
    await api.close();
    await cluster.stop();
  });

  const applyAndWait = (name: string, text: string, timeoutMs = 240_000, stop = signal) => {
    const progress: string[] = [];
    const release = releaseOf(name, text, { wait: true, timeoutMs });
    const done = applyRelease(api, release, {
      signal: stop,
      onProgress: (message) => void progress.push(message),
    });
    return { done, progress };
  };
  const failureOf = async (work: Promise<unknown>): Promise<NotReadyError> => {
    const failure: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof NotReadyError)) throw new Error(`not a NotReadyError: ${String(failure)}`);
    return failure;
  };

  test('deployments, stateful sets and jobs are ready when their pods are', async () => {
    const texts = [
      workload('Deployment', 'web', 'replicas: 2, '),
      workload('StatefulSet', 'db', 'replicas: 1, serviceName: db, '),
      workload('DaemonSet', 'agent', ''),
      job('once'),
      job('paused').replace('backoffLimit: 0', 'suspend: true'),
    ];
    const { done, progress } = applyAndWait('all-kinds', texts.join('---\n'));
    await reportPods(api, 'app=web', 2, running);
    await reportPods(api, 'app=db', 1, running);
    await reportPods(api, 'app=once', 1, { phase: 'Succeeded' });
    expect((await done).objectIds).toHaveLength(5);
    expect(progress.some((line) => line.startsWith('deployment default/web: '))).toBe(true);
  });

  test('a name that can be no image fails at once, with the pod, the container and the reason', async () => {
    const { done } = applyAndWait('bad-image', workload('Deployment', 'bad', '', 'no/IMAGE'));
    done.catch(() => undefined);
    const [pod] = await reportPods(
      api,
      'app=bad',
      1,
      waitingContainer('app', 'InvalidImageName', 'cannot parse it'),
    );
    const failure = await failureOf(done);
    expect(failure.message).toContain('will not become ready: 1 of 1 objects:');
    expect(failure.reasons[0]).toContain(
      `deployment default/bad: 0 of 1 replicas are available; pod ${String(pod)} container app: InvalidImageName: cannot parse it`,
    );
  });

  test('a container that keeps crashing fails early, with how it ended', async () => {
    const { done } = applyAndWait(
      'crash',
      workload('StatefulSet', 'crash', 'replicas: 1, serviceName: crash, '),
    );
    done.catch(() => undefined);
    await reportPods(api, 'app=crash', 1, waitingContainer('app', 'CrashLoopBackOff', 'back-off 2m40s', 6));
    expect((await failureOf(done)).reasons[0]).toContain(
      'pod crash-0 container app: CrashLoopBackOff after 6 restarts: exited with 3 (Error): no database',
    );
  });

  test('pods of an older revision do not count', async () => {
    const { done: first } = applyAndWait('fixed', workload('Deployment', 'fixed', '', 'no/IMAGE'));
    first.catch(() => undefined);
    const old = await reportPods(
      api,
      'app=fixed',
      1,
      waitingContainer('app', 'InvalidImageName', 'cannot parse it'),
    );
    await failureOf(first);

    const { done } = applyAndWait('fixed', workload('Deployment', 'fixed', ''));
    const pods = await eventually(async () => {
      const names = await podsWith(api, 'app=fixed');
      return names.length === 2 ? names : undefined;
    });
    // Long enough that the broken pod, which stays until the new one is available, has been looked at.
    await Promise.race([done, delay(5_000)]);
    for (const pod of pods.filter((name) => !old.includes(name))) {
      await patchByHand(api, `/api/v1/namespaces/default/pods/${pod}/status`, { status: running });
    }
    await expect(done).resolves.toBeDefined();
  });

  test('a failed job fails at once', async () => {
    const { done } = applyAndWait('failing', job('failing'));
    done.catch(() => undefined);
    await reportPods(api, 'app=failing', 1, {
      phase: 'Failed',
      containerStatuses: [
        {
          name: 'main',
          image: 'x',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { terminated: { exitCode: 1, finishedAt: '2024-01-01T00:00:00Z' } },
        },
      ],
    });
    expect((await failureOf(done)).reasons[0]).toContain(
      'job default/failing: the job failed: BackoffLimitExceeded',
    );
  });

  test('at the timeout each object says what it waits for', async () => {
    const claim = (name: string, storageClass: string) =>
      `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}}\nspec: {storageClassName: ${storageClass}, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`;
    const storageClass =
      'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: late}\nprovisioner: test.example/none\nvolumeBindingMode: WaitForFirstConsumer\n';
    const texts = [
      workload('Deployment', 'slow', ''),
      storageClass,
      claim('later', 'late'),
      claim('never', 'nosuch'),
    ];
    const failure = await failureOf(applyAndWait('slow', texts.join('---\n'), 6_000).done);
    expect(failure.message).toContain('not ready after ');
    expect(failure.message).toContain('2 of 4 objects:');
    const reasons = [...failure.reasons].sort();
    expect(reasons[0]).toMatch(
      /^deployment default\/slow: 0 of 1 replicas are available; pod slow-\S+ is Pending/,
    );
    expect(reasons[1]).toMatch(/^persistentvolumeclaim default\/never: no volume is bound to it/);
  });

  test('a wait ends as soon as it is interrupted', async () => {
    const stop = new AbortController();
    const { done } = applyAndWait(
      'interrupted',
      workload('Deployment', 'interrupted', ''),
      60_000,
      stop.signal,
    );
    setTimeout(() => {
      stop.abort(new Error('interrupted by the user'));
    }, 1_500);
    await expect(done).rejects.toThrow('interrupted by the user');
  });

  test('an aggregated API whose service is missing is unavailable, with the reason', async () => {
    const text =
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.away.test}\nspec: {group: away.test, version: v1, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: {name: none, namespace: default}}\n';
    const failure = await failureOf(applyAndWait('away', text, 4_000).done);
    expect(failure.reasons[0]).toContain('apiservice v1.away.test: ServiceNotFound: ');
    await patchByHand(api, '/apis/apiregistration.k8s.io/v1/apiservices/v1.away.test', {});
    // Its kinds cannot be known now: an error, not an absence.
    await expect(
      api.read(
        { apiVersion: 'away.test/v1', kind: 'Thing', namespace: 'default', name: 'x' },
        { signal, retryMs: 0 },
      ),
    ).rejects.toThrow('503');
  });
});

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
