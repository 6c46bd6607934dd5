import { clusterBinaries } from '../../drivers/kubernetes/support/cluster-binaries';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { configMap, secret } from '../support/manifests';
import { configMaps, differences, ReleaseBench, type Arguments } from '../support/release-bench';

jest.setTimeout(180_000);
const FINGERPRINT = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';

describeWith(
  allOf(Terraform.component(), clusterBinaries),
  'planning fleetwright_kubernetes_release under the Terraform CLI',
  () => {
    let bench: ReleaseBench;

    beforeAll(async () => {
      bench = await ReleaseBench.start();
    });
    afterAll(() => bench.stop());
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    describe('secrets', () => {
      test('reach the cluster, and no state, plan or log', async () => {
        bench.terraform.dispose();
        await bench.begin({ TF_LOG: 'TRACE', TF_LOG_PATH: 'terraform.log' });
        const sensitive = (password: string, version: number) => ({
          safe: {
            manifests: { settings: configMap('safe', {}) },
            sensitive_manifests_wo: { login: secret('login', { password }) },
            sensitive_manifests_wo_version: version,
          },
        });
        const password = async () => {
          const login = await bench.live('/api/v1/namespaces/default/secrets/login');
          return Buffer.from(
            (login?.['data'] as Record<string, string>)['password'] ?? '',
            'base64',
          ).toString();
        };
        const seen: string[] = [];
        const look = async () => {
          const planned = await bench.terraform.run('plan', '-no-color', '-out=test.tfplan');
          const shown = await bench.terraform.json<Record<string, unknown>>('show', '-json', 'test.tfplan');
          const applied = await bench.terraform.apply('test.tfplan');
          // What the configuration itself says is in every plan.
          seen.push(planned.output, applied.output, JSON.stringify({ ...shown, configuration: null }));
          seen.push((await bench.terraform.state()).output);
        };
        bench.declare(sensitive('correct-horse-1', 1));
        await look();
        expect(await password()).toBe('correct-horse-1');
        expect((await bench.valuesOf('safe'))['objects']).toEqual([
          'v1/ConfigMap/default/safe',
          'v1/Secret/default/login',
        ]);
        expect(await bench.terraform.plan()).toEqual([]);

        // Terraform cannot see another value, only another version.
        bench.declare(sensitive('battery-staple-2', 1));
        expect(await bench.terraform.plan()).toEqual([]);
        bench.declare(sensitive('battery-staple-2', 2));
        expect(differences((await bench.terraform.plan())[0])).toEqual(['sensitive_manifests_wo_version']);
        await look();
        expect(await password()).toBe('battery-staple-2');
        expect(await bench.terraform.plan()).toEqual([]);

        seen.push(bench.terraform.read('terraform.log'), bench.terraform.read('terraform.tfstate'));
        const text = seen.join();
        expect(text).toContain('ApplyResourceChange');
        for (const value of ['correct-horse-1', 'battery-staple-2']) {
          expect(text).not.toContain(value);
          expect(text).not.toContain(Buffer.from(value).toString('base64'));
        }
      });

      test('a secret among the manifests is refused before anything is planned', async () => {
        bench.declare({ open: { manifests: { login: secret('login', { password: 'x' }) } } });
        const { exitCode, output } = await bench.terraform.try('validate', '-no-color');
        expect(exitCode).toBe(1);
        expect(unwrapped(output)).toContain('secret "login" would be kept in the state in clear text');
        expect(unwrapped(output)).toContain('move it to sensitive_manifests_wo');
        expect(output).toMatch(/in resource\.fleetwright_kubernetes_release\.open:\s+\d+:\s+"manifests"/);
      });
    });

    describe('what the cluster would refuse is known from the plan', () => {
      test.each([
        [
          'a field that does not exist',
          '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "typo"}, "dato": {}}',
          'the cluster would refuse v1/ConfigMap/default/typo',
        ],
        [
          'a value that is not allowed',
          '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "bad"}, "spec": {"ports": [{"port": 99999}]}}',
          'spec.ports[0].port: Invalid value: 99999',
        ],
        [
          'a kind that a built-in group does not have',
          '{"apiVersion": "apps/v1", "kind": "Deploymnet", "metadata": {"name": "typo"}}',
          'serves no kind "Deploymnet" in "apps/v1"',
        ],
      ])('%s', async (_, manifest, problem) => {
        bench.declare({ bad: { manifests: { manifest } } });
        const { exitCode, output } = await bench.terraform.try('plan', '-no-color');
        expect(exitCode).toBe(1);
        expect(unwrapped(output)).toContain(problem);
      });
    });

    test('a kubeconfig that is not configured, or not there, is named', async () => {
      bench.declare({ web: { cluster: { kubeconfig: 'home' }, manifests: {} } });
      const unknown = await bench.terraform.try('plan', '-no-color');
      expect(unwrapped(unknown.output)).toContain('no kubeconfig is named "home"');
      expect(unwrapped(unknown.output)).toContain('the provider block\'s kubeconfigs has "lab"');
      bench.declare({ web: { manifests: { one: configMap('one', {}) } } });
      const text = bench.terraform.read('main.tf.json').replace('/kubeconfig"', '/nowhere"');
      bench.terraform.write('main.tf.json', text);
      const missing = await bench.terraform.try('plan', '-no-color');
      expect(missing.exitCode).toBe(1);
      expect(unwrapped(missing.output)).toMatch(/kubeconfig "lab": cannot read \S+\/nowhere/);
    });

    test('a credential of a control-plane host that is not configured is named', async () => {
      const host = { address: '10.0.0.11', user: 'root', credential: 'nobody', host_key: FINGERPRINT };
      bench.declare({
        web: { manifests: { one: configMap('one', {}) }, cluster: { control_planes: [host] } },
      });
      const { exitCode, output } = await bench.terraform.try('plan', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain('no SSH credential is named "nobody"');
    });

    test('a release goes to exactly one cluster', async () => {
      const problem = async (args: Arguments) => {
        bench.declare({ web: { manifests: {}, ...args } });
        return unwrapped((await bench.terraform.try('validate', '-no-color')).output);
      };
      expect(await problem({ cluster: {} })).toContain('a release goes to one cluster, and none is named');
      const host = { address: '10.0.0.11', user: 'root', credential: 'x', host_key: FINGERPRINT };
      const both = { kubeconfig: 'lab', control_planes: [host] };
      expect(await problem({ cluster: both })).toContain('two are named');
      expect(await problem({ cluster: { control_planes: [] } })).toContain('must name at least one host');
      // Inside a module no variable is known to `terraform validate`.
      const variables = { variable: { lab: { default: 'lab' }, hosts: { default: null, type: 'any' } } };
      const passedOn = { kubeconfig: '${var.lab}', control_planes: '${var.hosts}' };
      bench.declare({ web: { manifests: { one: configMap('one', {}) }, cluster: passedOn } }, variables);
      await bench.terraform.run('validate');
      await bench.terraform.apply();
      expect(await bench.terraform.plan()).toEqual([]);
    });

    test('a cluster that is not known yet is none to be warned of', async () => {
      const cluster = { kubeconfig: '${terraform_data.cluster.output}' };
      bench.declare(
        { web: { manifests: { one: configMap('late', {}) }, cluster } },
        {},
        {
          terraform_data: { cluster: { input: 'lab' } },
        },
      );
      const { output } = await bench.terraform.run('plan', '-no-color');
      expect(output).not.toContain('Warning');
      await bench.terraform.apply();
      expect(await bench.live(`${configMaps}/late`)).toBeDefined();
      expect(await bench.terraform.plan()).toEqual([]);
    });
  },
);
