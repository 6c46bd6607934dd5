import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, configuration, terraformWithFleetwright, unwrapped } from '../support/fleetwright';
import { CONTROL_PLANE, HostsBench, NODE } from '../support/hosts-bench';

jest.setTimeout(600_000);

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'whose the hosts of a cluster are, under the Terraform CLI',
  () => {
    let bench: HostsBench;
    /** Somebody else's, with a state of its own. */
    let other: Terraform;

    beforeAll(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2', 'rack-3');
      await bench.begin();
      bench.declareHosts({}, {});
      await bench.terraform.apply();
      // From the first refresh on nobody else may go on with them.
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.run('apply', '-refresh-only', '-auto-approve', '-no-color');
    });
    afterAll(async () => {
      await bench.end();
      await bench.stop();
    });
    beforeEach(async () => {
      other = terraformWithFleetwright();
      declareElsewhere({});
      await other.init();
    });
    afterEach(() => {
      other.dispose();
    });

    const provider = () => ({
      ssh_credentials: { default: { private_key_file: bench.sandbox.sshKeyFile } },
    });
    const declareElsewhere = (resources: Parameters<typeof configuration>[1]) => {
      other.write('main.tf.json', configuration(provider(), resources));
    };
    const controlPlaneOn = (name: string) => ({
      fleetwright_kubernetes_control_plane: { first: { host: bench.host(name), version: '1.34.4' } },
    });
    const isUntouched = async () => {
      expect(await bench.terraform.plan()).toEqual([]);
      const [cluster] = (await bench.sandbox.inventory()).clusters;
      expect(cluster?.nodes.map(({ name, ready }) => [name, ready])).toEqual([
        ['rack-1', true],
        ['rack-2', true],
      ]);
    };

    test.each(['rack-1', 'rack-2'])(
      '%s is not made the control plane of another state, nor cleaned by it',
      async (name) => {
        declareElsewhere(controlPlaneOn(name));
        for (let attempt = 0; attempt < 2; attempt += 1) {
          const { exitCode, output } = await other.tryApply();
          expect(exitCode).not.toBe(0);
          expect(unwrapped(output)).toContain(`host ${bench.machine(name).address} cannot be taken`);
          expect(await other.resources()).toEqual([]);
        }
        await other.destroy();
        await isUntouched();
      },
    );

    test('a node of one cluster is not joined to another one, nor to its own by another state', async () => {
      const { values } = await bench.terraform.resource(CONTROL_PLANE);
      const node = (hash: unknown) => ({
        fleetwright_kubernetes_node: {
          worker: {
            host: bench.host('rack-2'),
            version: '1.34.4',
            cluster: {
              control_planes: [bench.host('rack-1')],
              endpoint: values['endpoint'],
              ca_certificate_hash: hash,
            },
          },
        },
      });
      declareElsewhere(node(values['ca_certificate_hash']));
      expect(unwrapped((await other.tryApply()).output)).toContain('belongs to another Terraform state');
      declareElsewhere(node(`sha256:${'a'.repeat(64)}`));
      expect(unwrapped((await other.tryApply()).output)).toContain('the host is a node of another cluster');
      expect(await other.resources()).toEqual([]);
      await isUntouched();
    });

    test('what another state has in its place is forgotten here and left alone', async () => {
      const owner = '/var/lib/fleetwright/kubernetes/owner';
      const token = await bench.sh('rack-2', `cat ${owner}; echo somebody-else >${owner}`);
      const [change] = await bench.terraform.plan();
      expect(change?.change.before).toMatchObject({ drift: ['the host belongs to another Terraform state'] });
      expect(unwrapped((await bench.terraform.tryApply()).output)).toContain('cannot be taken');
      bench.declareHosts({});
      const kept = await bench.terraform.state();
      expect(unwrapped((await bench.terraform.apply()).output)).toContain(
        'belongs to another Terraform state and was left as it is',
      );
      // And back.
      await bench.sh('rack-2', `echo ${token} >${owner}`);
      bench.declareHosts({}, {});
      await bench.terraform.run('import', '-no-color', NODE, bench.importId('rack-2'));
      expect((await bench.terraform.resource(NODE)).values['owner']).toBe(token);
      expect(kept.stdout).toContain(token);
      await isUntouched();
    });

    test('a creation that never reached a state is gone on with', async () => {
      declareElsewhere(controlPlaneOn('rack-3'));
      await other.apply();
      // As when the run is killed: nothing is remembered, not even the token.
      await other.run('state', 'rm', CONTROL_PLANE);
      await other.apply();
      expect(await other.plan()).toEqual([]);
      await other.destroy();
      expect(await bench.sh('rack-3', 'ls /var/lib/fleetwright /etc/kubernetes')).toBe('');
    });

    test('a host that was begun on stays in the state until it is clean', async () => {
      const { values } = await bench.terraform.resource(CONTROL_PLANE);
      declareElsewhere({
        fleetwright_kubernetes_node: {
          worker: {
            host: bench.host('rack-3'),
            version: '1.34.4',
            cluster: {
              control_planes: [bench.host('rack-1')],
              // Nobody answers there, so that the join fails.
              endpoint: 'https://127.0.0.1:1',
              ca_certificate_hash: values['ca_certificate_hash'],
            },
          },
        },
      });
      expect((await other.tryApply()).exitCode).not.toBe(0);
      const [change] = await other.plan();
      expect(change?.change.actions).toEqual(['delete', 'create']);
      declareElsewhere({});
      await other.apply();
      expect(await bench.sh('rack-3', 'ls /var/lib/fleetwright /etc/kubernetes')).toBe('');
      await isUntouched();
    });

    test('a changed host key refuses every plan but the one that removes the host', async () => {
      const key = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';
      const { stdout } = await bench.terraform.state();
      other.write(
        'terraform.tfstate',
        stdout.replaceAll(JSON.stringify(bench.host('rack-2').host_key), JSON.stringify(key)),
      );
      const node = {
        host: { ...bench.host('rack-2'), host_key: key },
        version: '1.34.4',
        cluster: {
          control_planes: [bench.host('rack-1')],
          endpoint: `\${${CONTROL_PLANE}.endpoint}`,
          ca_certificate_hash: `\${${CONTROL_PLANE}.ca_certificate_hash}`,
        },
      };
      declareElsewhere({ ...controlPlaneOn('rack-1'), fleetwright_kubernetes_node: { worker: node } });
      const { exitCode, output } = await other.try('plan', '-no-color');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain('presents another host key than the pinned one');
      declareElsewhere(controlPlaneOn('rack-1'));
      const [change, ...others] = await other.plan();
      expect(others).toEqual([]);
      expect(change).toMatchObject({ address: NODE, change: { actions: ['delete'] } });
    });

    test('a first control plane does not move to another machine', async () => {
      const { stdout } = await bench.terraform.state();
      other.write('terraform.tfstate', stdout);
      declareElsewhere(controlPlaneOn('rack-3'));
      const { exitCode, output } = await other.try('plan', '-no-color', '-refresh=false');
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain('cannot move from');
    });
  },
);
