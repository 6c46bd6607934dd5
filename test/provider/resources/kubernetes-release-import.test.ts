import { describeWithClusters } from '../../drivers/kubernetes/support/describe-with-clusters';
import { patchByHand } from '../../drivers/kubernetes/support/lifecycle';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { unwrapped } from '../support/fleetwright';
import { configMap, custom, definition, namespace, secret } from '../support/manifests';
import { configMaps, deployments, differences, ReleaseBench } from '../support/release-bench';

jest.setTimeout(180_000);

const WEB = 'fleetwright_kubernetes_release.web';
const ID = 'kubeconfig://lab/default/web?wait=false';

/** Written as people do: with what is left empty, and quantities as they come to mind. */
const web = (more = '', image = 'registry.test/app:1') => `# the shop
apiVersion: apps/v1
kind: Deployment
metadata:
  creationTimestamp: null
  name: web
  labels: {app: web}
spec:
  replicas: 2
  strategy: {}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: ${image}
          ports: [{containerPort: 80}]
          resources: {requests: {cpu: 0.5, memory: 1024Mi}}
          env: [{name: EMPTY, value: ''}, {name: LEVEL, value: "1"}]
      volumes: [{name: tmp, emptyDir: {}}]
${more}status: {}
`;

describeWith(
  Terraform.component(),
  'importing fleetwright_kubernetes_release under the Terraform CLI',
  () => {
    describeWithClusters('from a kubeconfig', (startCluster) => {
      let bench: ReleaseBench;

      beforeAll(async () => {
        bench = await ReleaseBench.start(startCluster);
      });
      afterAll(() => bench.stop());
      beforeEach(() => bench.begin());
      afterEach(() => bench.end());

      /** Forgets the release and imports it. */
      async function importAgain(id = ID): Promise<void> {
        await bench.terraform.run('state', 'rm', WEB);
        await bench.terraform.run('import', '-no-color', WEB, id);
      }

      async function settles(): Promise<void> {
        expect(await bench.terraform.plan()).toEqual([]);
        await bench.terraform.apply('-refresh-only');
        expect(await bench.terraform.plan()).toEqual([]);
      }

      test('apply, refresh, import and change each end in an empty plan; destroy leaves nothing', async () => {
        const release = (image?: string) => ({
          manifests: {
            'web.yaml': web('', image),
            settings: configMap('settings', { a: 'b', n: '0644' }),
          },
          sensitive_manifests_wo: {
            login: secret('login', { password: 'correct-horse' }),
            private: configMap('private', { token: 'battery-staple' }),
          },
          sensitive_manifests_wo_version: 3,
        });
        bench.declare({ web: release() });
        await bench.terraform.apply();
        await settles();
        const applied = await bench.valuesOf('web');

        await importAgain();
        const imported = await bench.valuesOf('web');
        expect({ ...imported, manifests: null }).toEqual({ ...applied, manifests: null });
        expect(Object.keys(imported['manifests'] as object).sort()).toEqual([
          'apps/v1/Deployment/default/web',
          'v1/ConfigMap/default/settings',
        ]);
        await settles();
        const state = bench.terraform.read('terraform.tfstate');
        for (const value of ['correct-horse', 'battery-staple']) {
          expect(state).not.toContain(value);
          expect(state).not.toContain(Buffer.from(value).toString('base64'));
        }

        bench.declare({ web: release('registry.test/app:2') });
        const [change, ...others] = await bench.terraform.plan();
        expect([change?.change.actions, differences(change), others]).toEqual([
          ['update'],
          ['manifests'],
          [],
        ]);
        await bench.terraform.apply();
        expect((await bench.valuesOf('web'))['manifests']).toEqual(release('registry.test/app:2').manifests);
        await settles();

        // From then on the state has the declared text: every other one is a change, as for any release.
        bench.declare({
          web: {
            ...release(),
            manifests: {
              ...release('registry.test/app:2').manifests,
              settings: `# x\n${configMap('settings', { a: 'b', n: '0644' })}`,
            },
          },
        });
        expect(differences((await bench.terraform.plan())[0])).toEqual(['manifests']);
        await bench.terraform.apply();

        // Disappeared behind our back, and imported without what is missing.
        await bench.remove(`${configMaps}/settings`);
        await importAgain();
        const [missing] = await bench.terraform.plan();
        expect(differences(missing)).toEqual(['manifests', 'objects']);
        await bench.terraform.apply();
        expect(await bench.live(`${configMaps}/settings`)).toMatchObject({ data: { a: 'b' } });
        await settles();

        await importAgain();
        await bench.terraform.destroy();
        expect(await bench.terraform.resources()).toEqual([]);
        for (const path of [`${deployments}/web`, `${configMaps}/settings`, `${configMaps}/private`])
          expect(await bench.live(path)).toBeUndefined();
      });

      test('custom kinds, objects of other namespaces and those without one', async () => {
        bench.declare({
          web: {
            namespace: 'shop',
            manifests: {
              all: [namespace('shop'), definition('gadgets', 'Gadget'), custom('Gadget', 'one', 1)].join(
                '\n---\n',
              ),
              settings: configMap('settings', {}),
            },
          },
        });
        await bench.terraform.apply();
        await importAgain('kubeconfig://lab/shop/web?wait=false');
        expect((await bench.valuesOf('web'))['objects']).toEqual([
          'apiextensions.k8s.io/v1/CustomResourceDefinition/gadgets.shop.test',
          'shop.test/v1/Gadget/shop/one',
          'v1/ConfigMap/shop/settings',
          'v1/Namespace/shop',
        ]);
        await settles();
      });

      test('what was changed by hand, and what the id does not say, shows as a change of just that', async () => {
        bench.declare({ web: { manifests: { web: web() }, timeout: '90s' } });
        await bench.terraform.apply();
        await importAgain('kubeconfig://lab/default/web');
        const [settings] = await bench.terraform.plan();
        expect(differences(settings)).toEqual(['timeout', 'wait']);
        await bench.terraform.apply();
        await settles();
        await importAgain('kubeconfig://lab/default/web?wait=false&timeout=90s');
        await settles();

        await patchByHand(bench.api, `${deployments}/web/scale`, { spec: { replicas: 5 } }, 'kubectl');
        await importAgain('kubeconfig://lab/default/web?wait=false&timeout=90s');
        const [scaled] = await bench.terraform.plan();
        expect(differences(scaled)).toEqual(['manifests']);
        await bench.terraform.apply();
        expect(await bench.live(`${deployments}/web`)).toMatchObject({ spec: { replicas: 2 } });
        await settles();
      });

      test('an import block plans no change', async () => {
        bench.declare({ web: { manifests: { web: web() } } });
        await bench.terraform.apply();
        await bench.terraform.run('state', 'rm', WEB);
        bench.terraform.write('import.tf.json', { import: [{ to: WEB, id: ID }] });
        expect(await bench.terraform.plan()).toEqual([]);
        expect((await bench.terraform.apply()).output).toContain(
          'Resources: 1 imported, 0 added, 0 changed, 0 destroyed.',
        );
        await settles();
      });

      test('a release that is not there, and an id that names none', async () => {
        bench.declare({ web: { manifests: { settings: configMap('settings', {}) } } });
        await bench.terraform.apply();
        await bench.terraform.run('state', 'rm', WEB);
        const refusal = async (id: string) => {
          const { exitCode, output } = await bench.terraform.try('import', '-no-color', WEB, id);
          expect(exitCode).toBe(1);
          expect(await bench.terraform.resources()).toEqual([]);
          return unwrapped(output);
        };
        const missing = await refusal('kubeconfig://lab/default/shop');
        expect(missing).toContain('no object of release "default/shop" is in kubeconfig "lab"');
        expect(missing).toContain('the releases that have objects there are "default/web"');
        expect(await refusal('kubeconfig://home/default/web')).toContain('no kubeconfig is named "home"');
        expect(await refusal('default/web')).toContain('import id "default/web" names no release');
        bench.writeKubeconfig(bench.cluster.kubeconfig('https://127.0.0.1:1'));
        expect(await refusal(ID)).toContain('the API server did not answer');
        bench.writeKubeconfig(bench.cluster.kubeconfig());
        await bench.terraform.run('import', '-no-color', WEB, ID);
      });
    });
  },
);
