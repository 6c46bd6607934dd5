import { Ec2Error } from '../../../src/drivers/ec2';
import {
  at,
  instancePlace,
  keyPairPlace,
  securityGroupPlace,
  type Place,
} from '../../../src/provider/ec2/error-places';
import { DiagnosticError } from '../../../src/tfplugin';

type Parts = ConstructorParameters<typeof Ec2Error>[1];

async function thrownAs(place: Place, parts: Parts): Promise<unknown> {
  return at(place, () => Promise.reject(new Ec2Error('it failed', parts))).catch((error: unknown) => error);
}

describe('an error of EC2 is shown at', () => {
  test.each<[string, Place, Parts, readonly string[]]>([
    [
      'the type',
      instancePlace,
      { kind: 'capacity', code: 'InsufficientInstanceCapacity' },
      ['instance_type'],
    ],
    [
      'the type that does not exist',
      instancePlace,
      { kind: 'invalid', code: 'InvalidParameterValue', detail: "Invalid value 't9' for InstanceType." },
      ['instance_type'],
    ],
    ['the key', instancePlace, { kind: 'not-found', code: 'InvalidKeyPair.NotFound' }, ['key_name']],
    [
      'the profile',
      instancePlace,
      {
        kind: 'invalid',
        code: 'InvalidParameterValue',
        detail: 'Value (x) for iamInstanceProfile.name is bad',
      },
      ['iam_instance_profile'],
    ],
    ['the protection', instancePlace, { kind: 'protected' }, ['termination_protection']],
    ['the configuration', instancePlace, { kind: 'credentials', code: 'AuthFailure' }, ['configuration']],
    [
      'the rules',
      securityGroupPlace,
      { kind: 'quota', operation: 'AuthorizeSecurityGroupEgress' },
      ['egress'],
    ],
    ['the name of a group', securityGroupPlace, { kind: 'taken', code: 'InvalidGroup.Duplicate' }, ['name']],
    ['the name of a pair', keyPairPlace, { kind: 'taken', code: 'InvalidKeyPair.Duplicate' }, ['name']],
    ['the public key', keyPairPlace, { kind: 'invalid', code: 'InvalidKey.Format' }, ['public_key']],
  ])('%s', async (_name, place, parts, path) => {
    const thrown = await thrownAs(place, parts);
    expect(thrown).toBeInstanceOf(DiagnosticError);
    expect(thrown).toMatchObject({ summary: 'it failed', path });
  });

  test.each<[string, Parts]>([
    ['nothing in particular', { kind: 'forbidden', code: 'UnauthorizedOperation' }],
    ['nothing when it is an interrupt', { kind: 'interrupted', code: 'InvalidKeyPair.NotFound' }],
  ])('%s', async (_name, parts) => {
    expect(await thrownAs(instancePlace, parts)).toBeInstanceOf(Ec2Error);
  });
});
