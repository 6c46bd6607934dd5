import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { CONTROL_PLANE, HostsBench, NODE, RECORD } from '../support/hosts-bench';

jest.setTimeout(300_000);

const LAST = 'fleetwright_kubernetes_node.last';

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'what cannot be imported as a host of a Kubernetes cluster, under the Terraform CLI',
  () => {
    let bench: HostsBench;
    let worker: unknown;

    beforeAll(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2', 'rack-3');
      await bench.begin();
      bench.declareHosts({}, {});
      await bench.terraform.apply();
      worker = await bench.record('rack-2');
      await bench.terraform.run('state', 'rm', CONTROL_PLANE, NODE);
    });
    afterAll(async () => {
      await bench.terraform.run('import', '-no-color', CONTROL_PLANE, bench.importId('rack-1'));
      await bench.terraform.run('import', '-no-color', NODE, bench.importId('rack-2'));
      await bench.end();
      expect((await bench.sandbox.inventory()).clusters).toEqual([]);
      await bench.stop();
    });

    /** What an import says that fails, as it must, and leaves nothing in the state. */
    async function refusal(address: string, id: string): Promise<string> {
      const { exitCode, output } = await bench.terraform.try('import', '-no-color', address, id);
      expect(exitCode).toBe(1);
      expect(await bench.terraform.resources()).toEqual([]);
      return unwrapped(output);
    }

    test('each role is imported as its own type', async () => {
      const asNode = await refusal(NODE, bench.importId('rack-1'));
      expect(asNode).toContain('is the first control plane of its cluster');
      expect(asNode).toContain('import it as fleetwright_kubernetes_control_plane');
      const asFirst = await refusal(CONTROL_PLANE, bench.importId('rack-2'));
      expect(asFirst).toContain('is a worker node of a cluster, not its first control plane');
      expect(asFirst).toContain('import it as fleetwright_kubernetes_node');
    });

    test('an id that names no host, and a host that is none of ours', async () => {
      expect(await refusal(CONTROL_PLANE, 'rack-1')).toContain('import id "rack-1" names no host');
      expect(await refusal(CONTROL_PLANE, bench.importId('rack-1', { credential: 'ops' }))).toContain(
        'no SSH credential is named "ops"',
      );
      expect(await refusal(NODE, bench.importId('rack-3'))).toContain('is part of no Kubernetes cluster');

      await bench.sh('rack-3', 'mkdir -p /etc/kubernetes/manifests; : >/etc/kubernetes/kubelet.conf');
      const foreign = await refusal(NODE, bench.importId('rack-3'));
      expect(foreign).toContain('is or was part of a Kubernetes cluster that is managed elsewhere');
      expect(foreign).toContain('found: /etc/kubernetes/kubelet.conf');
      await bench.sh('rack-3', 'rm -r /etc/kubernetes');

      await bench.sh(
        'rack-3',
        'mkdir -p /var/lib/fleetwright/kubernetes; : >/var/lib/fleetwright/kubernetes/kubeadm-started',
      );
      expect(await refusal(NODE, bench.importId('rack-3'))).toContain('kubeadm was stopped on it');
      await bench.sh('rack-3', 'rm -r /var/lib/fleetwright');
    });

    test.each<[string, (record: Readonly<Record<string, unknown>>) => unknown, string]>([
      ['that is no JSON', () => '{"version"', 'is not valid JSON'],
      ['that is no object', () => [], 'is no JSON object'],
      ['without what is required', ({ version: _, ...rest }) => rest, 'has no "version", which is required'],
      [
        'with a value that is refused',
        (all) => ({ ...all, version: '1.34.4; reboot' }),
        'must be an exact version',
      ],
      ['of another type', (all) => ({ ...all, labels: ['a'] }), '"labels" in the declaration kept on host'],
      [
        'with an attribute of its own',
        (all) => ({ ...all, colour: 'red' }),
        'has "colour", which the schema does not have',
      ],
      ['that says how to reach the host', (all) => ({ ...all, host: {} }), 'says how to reach the host'],
      [
        'with what nobody can declare',
        (all) => ({ ...all, drift: ['x'] }),
        'has "drift", which nobody can configure',
      ],
      ['of another role', (all) => ({ ...all, role: 'control-plane' }), 'but the host joined'],
      [
        'of another cluster',
        (all) => ({ ...all, cluster: { ...(all['cluster'] as object), ca_certificate_hash: 'sha256:00' } }),
        'is of another node',
      ],
      [
        'with the name of another node',
        (all) => ({ ...all, node_name: 'rack-1' }),
        'the cluster has a node "rack-1" already',
      ],
    ])('a record %s', async (_, edit, problem) => {
      const edited = edit(worker as Record<string, unknown>);
      const text = typeof edited === 'string' ? edited : JSON.stringify(edited);
      await bench.sh('rack-2', `cp ${RECORD} /root/record; cat >${RECORD} <<'END'\n${text}\nEND`);
      try {
        expect(await refusal(NODE, bench.importId('rack-2'))).toContain(problem);
      } finally {
        await bench.sh('rack-2', `mv /root/record ${RECORD}`);
      }
    });

    test('a host without a record is taken up by an apply, which writes one', async () => {
      await bench.sh('rack-2', `rm ${RECORD}`);
      const said = await refusal(NODE, bench.importId('rack-2'));
      expect(said).toContain('has no record of its declaration');
      expect(said).toContain('Leave the import out, and apply the configuration of the host');
      await bench.terraform.run('import', '-no-color', CONTROL_PLANE, bench.importId('rack-1'));
      await bench.terraform.apply();
      expect(await bench.record('rack-2')).toEqual(worker);
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.run('state', 'rm', CONTROL_PLANE, NODE);
    });

    test('a control plane that joined is imported as a node, and leaves etcd when it is destroyed', async () => {
      await bench.terraform.run('import', '-no-color', CONTROL_PLANE, bench.importId('rack-1'));
      await bench.terraform.run('import', '-no-color', NODE, bench.importId('rack-2'));
      const cluster = {
        control_planes: [bench.host('rack-1')],
        endpoint: `\${${CONTROL_PLANE}.endpoint}`,
        ca_certificate_hash: `\${${CONTROL_PLANE}.ca_certificate_hash}`,
      };
      const last = { host: bench.host('rack-3'), version: '1.34.4', role: 'control-plane', cluster };
      bench.declareHosts({}, {}, { nodes: { last } });
      await bench.terraform.apply();
      await bench.terraform.run('state', 'rm', LAST);
      await bench.terraform.run('import', '-no-color', LAST, bench.importId('rack-3'));
      expect(await bench.terraform.plan()).toEqual([]);
      bench.declareHosts({}, {});
      await bench.terraform.apply();
      const [{ nodes } = { nodes: [] }] = (await bench.sandbox.inventory()).clusters;
      expect(nodes.map(({ name }) => name).sort()).toEqual(['rack-1', 'rack-2']);
      expect(await bench.sh('rack-3', `ls ${RECORD} /etc/kubernetes 2>/dev/null`)).toBe('');
      await bench.terraform.run('state', 'rm', CONTROL_PLANE, NODE);
    });
  },
);
