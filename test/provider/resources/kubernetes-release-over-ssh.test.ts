import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { CONTROL_PLANE, HostsBench, type Arguments } from '../support/hosts-bench';
import { deployment, secret } from '../support/manifests';
import { differences } from '../support/release-bench';

jest.setTimeout(300_000);

const WEB = 'fleetwright_kubernetes_release.web';
const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'fleetwright_kubernetes_release on a cluster of our hosts, under the Terraform CLI',
  () => {
    let bench: HostsBench;

    beforeAll(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2');
      await bench.begin();
    });
    afterAll(async () => {
      await bench.end();
      await bench.stop();
    });

    const hash = `\${${CONTROL_PLANE}.ca_certificate_hash}`;

    function declare(replicas: number, cluster: Arguments = { ca_certificate_hash: hash }): void {
      const web = {
        name: 'web',
        cluster: { control_planes: [bench.host('rack-1')], ...cluster },
        manifests: { web: deployment('web', replicas) },
        sensitive_manifests_wo: { login: secret('login', { password: 'correct-horse' }) },
        sensitive_manifests_wo_version: 1,
        depends_on: ['fleetwright_kubernetes_node.worker'],
      };
      bench.declareHosts({}, {}, { releases: { web } });
    }

    const deployments = async () => (await bench.sandbox.inventory()).clusters[0]?.deployments ?? [];
    const web = async () => (await deployments()).find(({ name }) => name === 'web');

    async function settles(): Promise<void> {
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.apply('-refresh-only');
      expect(await bench.terraform.plan()).toEqual([]);
    }

    async function importAgain(more: Readonly<Record<string, string>> = {}): Promise<void> {
      await bench.terraform.run('state', 'rm', WEB);
      const id = bench.importId('rack-1', { release: 'default/web', ...more });
      await bench.terraform.run('import', '-no-color', WEB, id);
    }

    test('a first plan expects no answer of the cluster that it makes', async () => {
      // Nothing of it is unknown: the control plane is found at its host.
      declare(2, {});
      const { output } = await bench.terraform.run('plan', '-no-color');
      expect(output).toContain('Plan: 3 to add');
      expect(output).not.toContain('Warning');
    });

    test('apply, refresh, import, change and drift each end in an empty plan; destroy leaves nothing', async () => {
      declare(2);
      await bench.terraform.apply();
      expect(await web()).toMatchObject({ replicas: 2, ready: 2 });
      await settles();

      await importAgain();
      await settles();
      expect(bench.terraform.read('terraform.tfstate')).not.toMatch(/correct-horse|Y29ycmVjdC1ob3JzZ/);

      declare(3);
      expect((await bench.terraform.plan()).map(differences)).toEqual([['manifests']]);
      await bench.terraform.apply();
      expect(await web()).toMatchObject({ replicas: 3, ready: 3 });
      await settles();

      await bench.sh('rack-1', `${kubectl} delete deployment web; ${kubectl} delete secret login`);
      const [gone] = await bench.terraform.plan();
      expect(gone?.change.before?.['drift']).toEqual([
        'deployment default/web: is missing',
        'secret default/login: is missing',
      ]);
      await bench.terraform.apply();
      expect(await web()).toMatchObject({ replicas: 3, ready: 3 });
      await settles();
    });

    test('how the cluster is reached is declared in many ways, each of which can be imported', async () => {
      // Without the authority: nothing is replaced, and the id can say so.
      declare(3, {});
      const [dropped] = await bench.terraform.plan();
      expect([dropped?.change.actions, differences(dropped)]).toEqual([['update'], ['cluster']]);
      await importAgain({ ca_certificate_hash: 'none' });
      await settles();

      declare(3);
      const [named] = await bench.terraform.plan();
      expect([named?.change.actions, differences(named)]).toEqual([['update'], ['cluster']]);
      const { values } = await bench.terraform.resource(CONTROL_PLANE);
      await importAgain({ ca_certificate_hash: String(values['ca_certificate_hash']) });
      await settles();

      declare(3, { ca_certificate_hash: hash, control_planes: [bench.host('rack-1'), bench.host('rack-2')] });
      await importAgain({ control_plane: bench.importId('rack-2') });
      await settles();
      declare(3, { ca_certificate_hash: `sha256:${'0'.repeat(64)}` });
      expect((await bench.terraform.try('plan', '-no-color')).output).toContain('belongs to another cluster');
    });

    test('another cluster, and a host that has none, are refused', async () => {
      declare(3);
      await bench.terraform.run('state', 'rm', WEB);
      const refusal = async (machine: string, more: Readonly<Record<string, string>>) => {
        const id = bench.importId(machine, { release: 'default/web', ...more });
        const { exitCode, output } = await bench.terraform.try('import', '-no-color', WEB, id);
        expect(exitCode).toBe(1);
        return unwrapped(output);
      };
      const other = { ca_certificate_hash: `sha256:${'0'.repeat(64)}` };
      expect(await refusal('rack-1', other)).toContain('belongs to another cluster');
      expect(await refusal('rack-2', {})).toContain('has no /etc/kubernetes/admin.conf');
      expect(await refusal('rack-1', { release: 'default/shop' })).toContain(
        'no object of release "default/shop" is in cluster of control-plane host',
      );
      await bench.terraform.run(
        'import',
        '-no-color',
        WEB,
        bench.importId('rack-1', { release: 'default/web' }),
      );

      await bench.terraform.destroy(`-target=${WEB}`);
      expect((await deployments()).filter(({ namespace }) => namespace === 'default')).toEqual([]);
      await bench.terraform.destroy();
      expect((await bench.sandbox.inventory()).clusters).toEqual([]);
    });
  },
);
