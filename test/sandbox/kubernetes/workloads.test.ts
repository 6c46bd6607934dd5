import { Bench, workload } from './support/bench';

describe('workloads on the nodes of the sandbox', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await Bench.start();
    await bench.kubectl('wait --for=condition=Ready node/master node/worker-1 node/worker-2');
  });

  afterAll(() => bench.stop());

  const placesOf = async (app: string) =>
    (await bench.kubectl(`get pods -l app=${app} -o 'jsonpath={range .items[*]}{.spec.nodeName}{" "}{end}'`))
      .trim()
      .split(' ')
      .sort();

  test('a deployment rolls from one image to the next and keeps the old set for a way back', async () => {
    await bench.apply(workload('Deployment', 'web', 'replicas: 3'));
    await bench.kubectl('rollout status deployment/web');
    expect(await bench.kubectl('get deployment web --no-headers')).toMatch(/^web +3\/3 +3 +3 /);
    await bench.kubectl('set image deployment/web app=app:2');
    await bench.kubectl('rollout status deployment/web');
    const sets = await bench.kubectl(
      "get rs -l app=web --no-headers -o 'custom-columns=R:.metadata.annotations.deployment\\.kubernetes\\.io/revision,N:.status.replicas,I:.spec.template.spec.containers[0].image'",
    );
    expect(sets.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^1 +0 +app:1$/) as string,
      expect.stringMatching(/^2 +3 +app:2$/) as string,
    ]);
    await bench.kubectl('delete deployment web');
    await bench.until('get pods,rs -l app=web -o name', /^$/);
  });

  test('a rollout that cannot work stops within its limits and says why', async () => {
    await bench.apply(workload('Deployment', 'stuck', 'replicas: 4'));
    await bench.kubectl('rollout status deployment/stuck');
    await bench.kubectl('set image deployment/stuck app=registry.invalid/app:2');
    await bench.until('get pods -l app=stuck', /ImagePullBackOff/);
    expect(await bench.kubectl('get deployment stuck -o jsonpath={.status.availableReplicas}')).toBe('3');
    await bench.kubectl('patch deployment stuck -p \'{"spec":{"progressDeadlineSeconds":20}}\'');
    const condition = '{.status.conditions[?(@.type=="Progressing")].reason}';
    await bench.until(`get deployment stuck -o 'jsonpath=${condition}'`, /ProgressDeadlineExceeded/);
    await bench.kubectl('delete deployment stuck');
  });

  test('containers that crash are restarted with longer and longer waits', async () => {
    await bench.apply(workload('Deployment', 'crash', '', 'image: app:1, command: [sh, -c, exit 3]'));
    const state = '{.items[0].status.containerStatuses[0]';
    await bench.until(`get pods -l app=crash -o 'jsonpath=${state}.restartCount}'`, /[2-9]/);
    await bench.until('get pods -l app=crash', /CrashLoopBackOff/);
    expect(
      await bench.kubectl(`get pods -l app=crash -o 'jsonpath=${state}.lastState.terminated.exitCode}'`),
    ).toBe('3');
    await bench.kubectl('delete deployment crash');
  });

  test('what a pod needs and does not find keeps it waiting, with the name', async () => {
    const needs = 'image: app:1, envFrom: [{configMapRef: {name: settings}}]';
    await bench.apply(workload('Deployment', 'waits', '', needs));
    await bench.until('get pods -l app=waits', /CreateContainerConfigError/);
    expect(await bench.kubectl('describe pods -l app=waits')).toContain('configmap "settings" not found');
    await bench.apply('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {}\n');
    await bench.kubectl('rollout status deployment/waits');
    await bench.kubectl('delete deployment waits');
  });

  test('a stateful set brings its pods up in order and takes them down in reverse', async () => {
    await bench.apply(workload('StatefulSet', 'db', 'serviceName: db\n  replicas: 3'));
    await bench.kubectl('rollout status statefulset/db');
    expect(await bench.kubectl('get pods -l app=db -o name')).toBe('pod/db-0\npod/db-1\npod/db-2\n');
    const revision = await bench.kubectl(
      'get pods db-2 -o jsonpath={.metadata.labels.controller-revision-hash}',
    );
    expect(await bench.kubectl('get statefulset db -o jsonpath={.status.updateRevision}')).toBe(revision);
    await bench.kubectl('scale statefulset/db --replicas 1');
    await bench.until('get pods -l app=db -o name', /^pod\/db-0\n$/);
    await bench.kubectl('set image statefulset/db app=app:2');
    await bench.until('get pods db-0 -o jsonpath={.spec.containers[0].image} --ignore-not-found', /app:2/);
    await bench.kubectl('delete statefulset db');
  });

  test('a daemon set runs where its tolerations let it, and follows new nodes', async () => {
    await bench.apply(workload('DaemonSet', 'agent'));
    await bench.kubectl('rollout status daemonset/agent');
    expect(await placesOf('agent')).toEqual(['worker-1', 'worker-2']);
    const everywhere = '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}';
    await bench.kubectl(`patch daemonset agent -p '${everywhere}'`);
    await bench.until('get daemonset agent -o jsonpath={.status.numberAvailable}', /^3$/);
    await bench.kubectl('rollout status daemonset/agent');
    expect(await placesOf('agent')).toEqual(['master', 'worker-1', 'worker-2']);
    await bench.kubectl('delete daemonset agent');
  });

  test('jobs complete, fail at their limit, and go after their time to live', async () => {
    const job = (name: string, spec: string, command: string) =>
      `apiVersion: batch/v1\nkind: Job\nmetadata: {name: ${name}}\nspec: {${spec}, template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1, command: ${command}}]}}}\n`;
    await bench.apply(
      job('good', 'completions: 3, parallelism: 2', "['true']"),
      job('bad', 'backoffLimit: 1', "['false']"),
      job('gone', 'ttlSecondsAfterFinished: 5', "['true']"),
      job('indexed', 'completions: 2, parallelism: 2, completionMode: Indexed', "['true']"),
    );
    await bench.kubectl('wait --for=condition=Complete job/good job/indexed');
    await bench.kubectl('wait --for=condition=Failed job/bad');
    expect(await bench.kubectl('get job good -o jsonpath={.status.succeeded}')).toBe('3');
    expect(await bench.kubectl('get job indexed -o jsonpath={.status.completedIndexes}')).toBe('0-1');
    expect(await bench.kubectl("get job bad -o 'jsonpath={.status.conditions[*].reason}'")).toContain(
      'BackoffLimitExceeded',
    );
    await bench.until('get job gone -o name --ignore-not-found', /^$/);
    await bench.kubectl('delete job good bad indexed --cascade=foreground');
  });

  test('a cron job starts jobs in simulated time and keeps the last few', async () => {
    await bench.apply(
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: tick}\nspec: {schedule: "* * * * *", successfulJobsHistoryLimit: 1, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1, command: ["true"]}]}}}}}\n',
    );
    await bench.until('get cronjob tick -o jsonpath={.status.lastSuccessfulTime}', /T/);
    await bench.kubectl('delete cronjob tick');
    await bench.until('get jobs -o name', /^$/);
  });

  test('a service has the pods that are ready behind it', async () => {
    await bench.apply(
      workload(
        'Deployment',
        'front',
        'replicas: 2',
        'image: app:1, ports: [{name: http, containerPort: 8080}]',
      ),
      'apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: front}, ports: [{port: 80, targetPort: http}]}\n',
    );
    await bench.kubectl('rollout status deployment/front');
    await bench.until('get endpoints front', /^front +10\.244\.\d+\.\d+:8080,10\.244\.\d+\.\d+:8080 /m);
    const slices = 'get endpointslices -l kubernetes.io/service-name=front -o ';
    await bench.until(`${slices}'jsonpath={.items[0].endpoints[*].conditions.ready}'`, /^true true$/);
    await bench.kubectl('delete service front');
    await bench.until('get endpoints,endpointslices -o name', /^(?!.*front)/s);
    await bench.kubectl('delete deployment front');
  });

  test('a pod that fits nowhere says what each node lacks', async () => {
    await bench.apply(workload('Deployment', 'huge', '', 'image: app:1, resources: {requests: {cpu: 100}}'));
    const message = await bench.until(
      "get pods -l app=huge -o 'jsonpath={.items[0].status.conditions[0].message}'",
      /nodes are available/,
    );
    expect(message).toContain(
      '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu.',
    );
    await bench.kubectl('delete deployment huge');
  });

  test('claims bind to volumes that exist, and stay while a pod uses them', async () => {
    const volume =
      'apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], storageClassName: local, hostPath: {path: /x}}\n';
    const claim =
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], storageClassName: local, resources: {requests: {storage: 1Gi}}}\n';
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: user}\nspec: {containers: [{name: a, image: a:1}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}\n';
    await bench.apply(claim, pod);
    await bench.until('get events', /unbound immediate PersistentVolumeClaims/);
    await bench.apply(volume);
    await bench.until('get pod user', /Running/);
    await bench.kubectl('delete pvc data --wait=false');
    expect(await bench.kubectl('get pvc data -o jsonpath={.metadata.finalizers[0]}')).toBe(
      'kubernetes.io/pvc-protection',
    );
    await bench.kubectl('delete pod user');
    await bench.until('get pvc -o name', /^$/);
    await bench.kubectl('delete pv disk');
  });

  test('a namespace goes with everything in it', async () => {
    await bench.kubectl('create namespace team');
    await bench.kubectl('-n team apply --server-side -f -', workload('Deployment', 'app', 'replicas: 2'));
    await bench.kubectl('-n team rollout status deployment/app');
    await bench.kubectl('delete namespace team');
    expect(await bench.kubectl('get all -A -o name')).not.toContain('team');
    await expect(bench.kubectl('-n team get pods web')).rejects.toThrow('pods "web" not found');
  });
});
