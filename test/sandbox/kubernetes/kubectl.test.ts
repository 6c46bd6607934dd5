import { Bench, workload } from './support/bench';

describe('kubectl of the sandbox', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await Bench.start(['worker-1']);
    await bench.apply(
      workload('Deployment', 'web', 'replicas: 2'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, labels: {app: web}}\ndata: {config.conf: "a: 1", mode: fast}\n',
    );
    await bench.kubectl('rollout status deployment/web');
  });

  afterAll(() => bench.stop());

  test('prints in every form that scripts read', async () => {
    const get = (form: string) => bench.kubectl(`get configmap settings -o ${form}`);
    expect(await get('name')).toBe('configmap/settings\n');
    expect(await get("'jsonpath={.data.config\\.conf} {.metadata.labels.app}'")).toBe('a: 1 web');
    expect(JSON.parse(await get('json'))).toMatchObject({ kind: 'ConfigMap', data: { mode: 'fast' } });
    expect(await get('yaml')).toContain('  mode: fast\n');
    expect(await get("'custom-columns=NAME:.metadata.name,NONE:.spec.x' --no-headers")).toBe(
      'settings   <none>\n',
    );
    expect(await bench.kubectl('get node worker-1 -o wide')).toMatch(
      /^NAME +STATUS +ROLES +AGE +VERSION +INTERNAL-IP/,
    );
    const ready = `get node worker-1 -o 'jsonpath={.metadata.name} {.status.conditions[?(@.type=="Ready")].status}'`;
    await bench.until(ready, /^worker-1 True$/);
    expect(await bench.kubectl('get deploy,cm -l app=web --no-headers')).toMatch(/^configmap\/settings +2 /m);
    const list = JSON.parse(await bench.kubectl('get pods -l app=web -o json')) as {
      kind: string;
      items: unknown[];
    };
    expect([list.kind, list.items.length]).toEqual(['List', 2]);
  });

  test('says nothing about what may be missing, and fails about what must not', async () => {
    expect(await bench.kubectl('get node nobody --ignore-not-found -o json')).toBe('');
    expect(await bench.kubectl('delete node nobody --ignore-not-found --wait=true')).toBe('');
    await expect(bench.kubectl('get node nobody')).rejects.toThrow(
      'Error from server (NotFound): nodes "nobody" not found',
    );
    await expect(bench.kubectl('get things')).rejects.toThrow(
      `error: the server doesn't have a resource type "things"`,
    );
    const { stderr, stdout, exitCode } = await bench.cluster.kubectl(['get', 'jobs'], '');
    expect({ stderr, stdout, exitCode }).toEqual({
      stderr: 'No resources found in default namespace.\n',
      stdout: '',
      exitCode: 0,
    });
  });

  test('is ready when the API server is', async () => {
    expect(await bench.kubectl('get --raw /readyz')).toBe('ok');
    expect(await bench.kubectl('get --raw /readyz?verbose')).toContain('readyz check passed');
  });

  test('applies from its input, creates, configures and leaves alone', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: applied}\ndata: {a: "1", b: "2"}\n';
    expect(await bench.kubectl('apply -f -', text)).toBe('configmap/applied created\n');
    expect(await bench.kubectl('apply -f -', text)).toBe('configmap/applied unchanged\n');
    expect(await bench.kubectl('apply -f -', text.replace(', b: "2"', ''))).toBe(
      'configmap/applied configured\n',
    );
    expect(await bench.kubectl('get configmap applied -o jsonpath={.data}')).toBe('{"a":"1"}');
    expect(
      await bench.kubectl('apply --server-side --force-conflicts --field-manager fleetwright -f -', text),
    ).toBe('configmap/applied serverside-applied\n');
    const managers =
      "get configmap applied --show-managed-fields -o 'jsonpath={.metadata.managedFields[*].manager}'";
    expect(await bench.kubectl(managers)).toContain('fleetwright');
    await expect(bench.kubectl('apply --server-side -f -', text.replace('"1"', '"3"'))).rejects.toThrow(
      /Apply failed with 2 conflicts.*fleetwright/s,
    );
    expect(await bench.kubectl('delete -f -', text)).toBe(
      'configmap "applied" deleted from default namespace\n',
    );
    await expect(bench.kubectl('apply -f /etc/passwd')).rejects.toThrow(
      'reads manifests from its standard input only',
    );
    await expect(
      bench.kubectl('apply -f -', 'apiVersion: none.test/v1\nkind: Thing\nmetadata: {name: x}\n'),
    ).rejects.toThrow('no matches for kind "Thing" in version "none.test/v1"');
  });

  test('waits for conditions, values and ends', async () => {
    await bench.kubectl('wait --for=condition=Available deployment/web');
    await bench.kubectl("wait --for=jsonpath='{.status.readyReplicas}'=2 deployment/web");
    await expect(bench.kubectl('wait --for=condition=Never deployment/web --timeout=100ms')).rejects.toThrow(
      'timed out waiting for the condition on deployments/web',
    );
  });

  test('describes with events, scales, restarts', async () => {
    expect(await bench.kubectl('describe pods -l app=web')).toMatch(
      /Normal +Scheduled .*Successfully assigned default\/web-/,
    );
    expect(await bench.kubectl('scale deployment/web --replicas=1')).toBe('deployment.apps/web scaled\n');
    expect(await bench.kubectl('rollout restart deployment web')).toBe('deployment.apps/web restarted\n');
    await bench.kubectl('rollout status deployment/web');
  });

  test.each([
    ['logs web', `does not cover "logs"; it knows get, apply,`],
    ['exec web -- ls', 'does not cover "exec"'],
    ['get pods --sideways', 'does not know the flag --sideways'],
    ['get pods -o go-template={{.}}', 'does not print "go-template={{.}}"'],
    ['get --raw /metrics', 'reads no other raw path'],
    ['rollout undo deployment/web', 'not rollout undo'],
  ])('refuses %s with what it does not cover', async (command, message) => {
    await expect(bench.kubectl(command)).rejects.toThrow(message);
  });
});
