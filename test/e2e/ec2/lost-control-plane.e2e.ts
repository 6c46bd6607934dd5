import { Sandbox } from '../../../src/sandbox';
import { named } from '../fleet-condition';
import { QuickstartFleet, terminate } from './quickstart-fleet';

// The only control plane is gone, and with it the cluster: nobody wants another, empty one without asking for it.
let sandbox: Sandbox;
let fleet: QuickstartFleet;

beforeAll(async () => {
  sandbox = await Sandbox.start({ seed: 20 });
  await sandbox.addRackMachine({ name: 'rack-1' });
  fleet = new QuickstartFleet(sandbox);
  fleet.declare(2);
  await fleet.mustDeploy();
});
afterAll(() => sandbox.stop());

test('the apply fails, keeps the cluster in the state, and says how to have another one', async () => {
  const { id } = await fleet.resource('ec2_instance.master_1');
  await terminate(sandbox, id);
  const { exitCode, output } = await fleet.apply();
  expect(exitCode).not.toBe(0);
  expect(unwrapped(output)).toMatch(
    /control_plane_endpoint of a running cluster cannot be changed from "https:\S+" to "https:\S+"/,
  );
  expect(unwrapped(output)).toContain('made anew: terraform taint <address of the control plane>');
  expect(named(await fleet.state())).toContain('kubernetes_control_plane.k8s_control-plane');
});

/** Terraform breaks long lines and puts a frame around them. */
function unwrapped(output: string): string {
  return output.replace(/[\s│]+/g, ' ').replaceAll('\\"', '"');
}
