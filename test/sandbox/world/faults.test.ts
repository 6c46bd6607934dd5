import type { Fault, FaultCall } from '../../../src/sandbox/world/faults';
import { FAULT_KINDS, Faults } from '../../../src/sandbox/world/faults';
import { SeededRandom } from '../../../src/sandbox/world/random';

const run: FaultCall = { service: 'ec2', operation: 'RunInstances', subjects: ['t3.micro', 'subnet-a'] };

function faultsWith(...wanted: Omit<Fault, 'id'>[]): Faults {
  const faults = new Faults(new SeededRandom(1));
  for (const fault of wanted) faults.add(fault);
  return faults;
}

describe('faults', () => {
  test.each<[string, Omit<Fault, 'id'>, boolean]>([
    ['everything', { kind: 'throttle' }, true],
    ['this service', { kind: 'throttle', service: 'ec2' }, true],
    ['another service', { kind: 'throttle', service: 'ssm' }, false],
    ['this operation', { kind: 'throttle', operation: 'RunInstances' }, true],
    ['operations that begin so', { kind: 'throttle', operation: 'Run*' }, true],
    ['another operation', { kind: 'throttle', operation: 'Run' }, false],
    ['one of the subjects', { kind: 'no-capacity', subject: 'subnet-a' }, true],
    ['another subject', { kind: 'no-capacity', subject: 'subnet-b' }, false],
  ])('a fault for %s', (_, fault, hits) => {
    expect(faultsWith(fault).strike(run)).toHaveLength(hits ? 1 : 0);
  });

  test('the first calls are let through, and a spent fault hits no more', () => {
    const faults = faultsWith({ kind: 'error', skip: 2, times: 1 });
    expect(Array.from({ length: 5 }, () => faults.strike(run).length)).toEqual([0, 0, 1, 0, 0]);
    expect(faults.list()).toMatchObject([{ id: 'fault-1', kind: 'error', matched: 3, struck: 1 }]);
  });

  test('a fault is not spent on a service that it cannot hit, nor on whom it has hit for good', () => {
    const faults = faultsWith({ kind: 'dead', times: 2 });
    expect(faults.strike(run)).toEqual([]);
    const host: FaultCall = { service: 'host', operation: 'run' };
    expect(faults.strike(host)).toMatchObject([{ kind: 'dead' }]);
    expect(faults.strike({ ...host, except: new Set(['fault-1']) })).toEqual([]);
    expect(faults.list()).toMatchObject([{ matched: 1, struck: 1 }]);
  });

  test('what a kind says of itself names its services', () => {
    expect(FAULT_KINDS['response-lost']).toBe(
      'the call has its effect, its response never comes (ec2, ssm, azure, kubernetes)',
    );
  });

  test('a likely fault hits about as often as it says, and the same calls for the same seed', () => {
    const hits = (): number[] => {
      const faults = faultsWith({ kind: 'error', probability: 0.3 });
      return Array.from({ length: 1000 }, () => faults.strike(run).length);
    };
    expect(hits()).toEqual(hits());
    const struck = hits().reduce((sum, hit) => sum + hit, 0);
    expect(struck).toBeGreaterThan(250);
    expect(struck).toBeLessThan(350);
  });

  test('several faults hit one call in the order they were added', () => {
    const faults = faultsWith({ kind: 'slow', delaySeconds: 3 }, { kind: 'throttle' });
    expect(faults.strike(run).map(({ kind }) => kind)).toEqual(['slow', 'throttle']);
  });

  test('a removed fault hits no more, and its id is not used again', () => {
    const faults = faultsWith({ kind: 'slow' }, { kind: 'throttle' });
    expect(faults.remove('fault-1')).toBe(true);
    expect(faults.remove('fault-1')).toBe(false);
    expect(faults.strike(run).map(({ id }) => id)).toEqual(['fault-2']);
    faults.clear();
    expect(faults.strike(run)).toEqual([]);
    expect(faults.add({ kind: 'slow' })).toBe('fault-3');
  });

  test.each([
    [{ kind: 'flood' as 'error' }, 'kind is "flood"; known are throttle, error,'],
    [{ kind: 'error' as const, service: 's3' as 'ec2' }, 'service is "s3"; known are ec2, ssm'],
    [
      { kind: 'dead' as const, service: 'ec2' as const },
      'service is "ec2", which "dead" never hits; give "host"',
    ],
    [
      { kind: 'no-capacity' as const, operation: 'Describe*' },
      'operation is "Describe*", which "no-capacity" never hits; give "RunInstances" or "StartInstances"',
    ],
    [{ kind: 'error' as const, probability: 1.2 }, 'probability is 1.2'],
    [{ kind: 'error' as const, times: -1 }, 'times is -1'],
    [{ kind: 'error' as const, skip: 0.5 }, 'skip is 0.5'],
    [{ kind: 'slow' as const, delaySeconds: -3 }, 'delaySeconds is -3'],
  ])('%p is refused', (fault, message) => {
    expect(() => faultsWith(fault)).toThrow(message);
  });
});
