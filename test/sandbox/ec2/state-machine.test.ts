import {
  DescribeInstancesCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import * as fc from 'fast-check';
import { TestCloud, launchInput, until } from './support/test-cloud';

type State = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
type Step = 'start' | 'stop' | 'force stop' | 'reboot' | 'terminate' | 'a moment' | 'rest';

/** What each call makes of each state, as EC2 documents it; it refuses where there is none. */
const NEXT: Readonly<Record<Exclude<Step, 'a moment' | 'rest'>, Partial<Record<State, State>>>> = {
  start: { stopped: 'pending', pending: 'pending', running: 'running' },
  stop: { running: 'stopping', stopping: 'stopping', stopped: 'stopped' },
  'force stop': { running: 'stopping', stopping: 'stopping', stopped: 'stopped' },
  reboot: { running: 'running', pending: 'pending' },
  terminate: {
    pending: 'shutting-down',
    running: 'shutting-down',
    stopping: 'shutting-down',
    stopped: 'shutting-down',
    'shutting-down': 'shutting-down',
    terminated: 'terminated',
  },
};
/** Where a state leads by itself. */
const SETTLES: Readonly<Record<State, State>> = {
  pending: 'running',
  running: 'running',
  stopping: 'stopped',
  stopped: 'stopped',
  'shutting-down': 'terminated',
  terminated: 'terminated',
};

const steps = fc.array(
  fc.constantFrom<Step>('start', 'stop', 'force stop', 'reboot', 'terminate', 'a moment', 'rest', 'rest'),
  { maxLength: 10 },
);

test('an instance goes through its states as EC2 has them, and its machine with it', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (path) => {
      const cloud = await TestCloud.start({}, 1000);
      try {
        const { Instances } = await cloud.client.send(new RunInstancesCommand(launchInput()));
        const id = Instances?.[0]?.InstanceId ?? '';
        const InstanceIds = [id];
        const real = () => cloud.service.describe().instances[0]?.state as State;
        const send = {
          start: () => cloud.client.send(new StartInstancesCommand({ InstanceIds })),
          stop: () => cloud.client.send(new StopInstancesCommand({ InstanceIds })),
          'force stop': () => cloud.client.send(new StopInstancesCommand({ InstanceIds, Force: true })),
          reboot: () => cloud.client.send(new RebootInstancesCommand({ InstanceIds })),
          terminate: () => cloud.client.send(new TerminateInstancesCommand({ InstanceIds })),
        };
        const settle = () => until(() => real() === SETTLES[real()]);
        for (const step of path) {
          if (step === 'rest') await settle();
          else if (step === 'a moment') await cloud.world.clock.sleep(2);
          else {
            // The state may settle while the call is on its way: both states it may meet are right.
            const before = real();
            const outcome = await send[step]().then(
              () => 'done' as const,
              (error: Error) => error.name,
            );
            const allowed = [before, SETTLES[before]].map((state) =>
              NEXT[step][state] === undefined ? 'IncorrectInstanceState' : 'done',
            );
            expect(allowed).toContain(outcome);
            if (outcome === 'done') {
              const after = [before, SETTLES[before]].flatMap((state) => NEXT[step][state] ?? []);
              expect(after.flatMap((state) => [state, SETTLES[state]])).toContain(real());
            }
          }
        }
        await settle();
        const { Reservations } = await cloud.client.send(new DescribeInstancesCommand({ InstanceIds }));
        const instance = Reservations?.[0]?.Instances?.[0];
        expect(instance?.State?.Name).toBe(real());
        expect(instance?.PublicIpAddress === undefined).toBe(real() !== 'running');
        // A stopped instance's machine has no power, a running one's comes up, a terminated one's is gone.
        if (real() === 'running') await until(() => cloud.park.get(id).state === 'running');
        else expect(cloud.park.machines.get(id)?.state ?? 'off').toBe('off');
        if (real() === 'terminated') expect(cloud.park.machines.get(id)?.destroyed ?? true).toBe(true);
        else expect(cloud.park.get(id).destroyed).toBe(false);
      } finally {
        await cloud.stop();
      }
    }),
    { numRuns: 40 },
  );
});
