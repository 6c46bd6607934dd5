import { Terraform } from '../../support/terraform';
import { describeWith } from '../../support/require-component';
import { allOf } from '../../provider/support/fleetwright';
import { machinesComponent } from '../../sandbox/hosts/support/park';
import { ec2Instance } from '../model/ec2-instance';
import { ec2KeyPair } from '../model/ec2-key-pair';
import { ec2SecurityGroup } from '../model/ec2-security-group';
import { living } from '../model/ec2-client';
import type { Run } from '../run/run';
import { withOnlyRun } from '../run/with-run';
import { LANES } from './lane';

jest.setTimeout(600_000);

const instance = 'fleetwright_ec2_instance.a';
const plainInstance = {
  image: 0,
  instanceType: 't3.micro',
  fallbacks: null,
  groups: ['a'],
  key: 'a',
  rootGib: 20,
  volumes: null,
  checked: true,
  tokens: 'required',
  userData: null,
  spot: null,
  publicAddress: true,
  tags: { team: '${not.a.template}' },
};

function declareAll({ fleet }: Run): void {
  fleet.add(ec2KeyPair, 'a', { name: 'operator', key: 0, tags: null });
  const rule = { protocol: 'tcp', from_port: 22, to_port: 22, cidr: '127.0.0.0/8' };
  fleet.add(ec2SecurityGroup, 'a', {
    name: 'web',
    description: null,
    ingress: [rule],
    egress: null,
    tags: null,
  });
  fleet.add(ec2Instance, 'a', plainInstance);
}

const service = 'ec2' as const;

// What a run means must not depend on what it goes through: the engine is measured by Terraform here.
describeWith(allOf(Terraform.component(), machinesComponent), 'what a provider does', () => {
  test.each(LANES)('is kept account of alike: %s', async (lane) => {
    await withOnlyRun({ seed: 1, groups: ['ec2'], lane }, async (run) => {
      declareAll(run);
      await run.applyWithBlow('kill the provider', {
        kind: 'response-lost',
        service,
        operation: 'RunInstances',
      });
      expect(run.journal.at(-1)).toContain('(lost)');
      const { state, inventory } = await run.check();
      expect([...state.keys()].sort()).toEqual([
        'fleetwright_ec2_key_pair.a',
        'fleetwright_ec2_security_group.a',
      ]);
      const [begun, ...others] = living(inventory);
      expect(others).toEqual([]);

      await run.apply();
      expect((await run.lane.state()).get(instance)).toMatchObject({
        tainted: false,
        value: { id: begun?.id },
      });

      run.fleet.change(instance, 'checked', false);
      await run.applyWithBlow('kill Terraform', {
        kind: 'response-lost',
        service,
        operation: 'ModifyInstanceAttribute',
      });
      expect((await run.lane.state()).get(instance)?.value.source_dest_check).toBe(true);
      await run.apply();

      run.fleet.change(instance, 'userData', '#cloud-config\n');
      await run.applyWithBlow('interrupt', {
        kind: 'slow',
        service,
        operation: 'TerminateInstances',
        delaySeconds: 20,
      });
      await run.apply();
      await run.importAgain(instance, String((await run.lane.state()).get(instance)?.value.id));
      await run.settle();
    });
  });
});
