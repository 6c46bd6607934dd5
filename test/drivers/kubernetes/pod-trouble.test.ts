import { describePod, troublesOf, TroubleWatch } from '../../../src/drivers/kubernetes/pod-trouble';
import type { JsonObject } from '../../../src/drivers/kubernetes';

function pod(status: JsonObject): JsonObject {
  return { metadata: { name: 'web-1', uid: 'u1' }, status };
}

function waitingFor(reason: string, more: JsonObject = {}): JsonObject {
  return pod({
    containerStatuses: [{ name: 'app', state: { waiting: { reason, message: 'why' } }, ...more }],
  });
}

const minute = 60_000;

/** Looks once a second for as long as the status lasts; gives after how many seconds it was hopeless. */
function hopelessAfter(
  phases: readonly (readonly [seconds: number, status: JsonObject])[],
): number | undefined {
  let now = 0;
  const watch = new TroubleWatch(() => now);
  for (const [seconds, status] of phases) {
    for (let second = 0; second < seconds; second++, now += 1_000) {
      if (watch.hopeless('id', troublesOf(status)) !== undefined) return now / 1_000;
    }
  }
  return undefined;
}

test.each([
  ['InvalidImageName', 0],
  ['ErrImagePull', 30],
  ['ErrImageNeverPull', 30],
  ['ImagePullBackOff', 30],
  ['CreateContainerConfigError', 30],
  ['CreateContainerError', 30],
])('%s is hopeless after %d s', (reason, seconds) => {
  expect(hopelessAfter([[120, waitingFor(reason)]])).toBe(seconds);
});

test.each(['ContainerCreating', 'PodInitializing'])('%s is not hopeless', (reason) => {
  expect(hopelessAfter([[(60 * minute) / 1000, waitingFor(reason)]])).toBeUndefined();
});

test('a failing pull and its backoff are one trouble', () => {
  const flapping = Array.from(
    { length: 10 },
    (_, i) => [5, waitingFor(i % 2 === 0 ? 'ErrImagePull' : 'ImagePullBackOff')] as const,
  );
  expect(hopelessAfter(flapping)).toBe(30);
});

test('a pull that works in between starts anew', () => {
  const fine = pod({ containerStatuses: [{ name: 'app', state: { running: {} }, ready: true }] });
  expect(
    hopelessAfter([
      [25, waitingFor('ErrImagePull')],
      [1, fine],
      [25, waitingFor('ErrImagePull')],
    ]),
  ).toBeUndefined();
});

test('a crash loop is hopeless from the fifth restart on, at once', () => {
  const crashed = (restartCount: number) =>
    waitingFor('CrashLoopBackOff', {
      restartCount,
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
  expect(hopelessAfter([[3600, crashed(4)]])).toBeUndefined();
  expect(hopelessAfter([[1, crashed(5)]])).toBe(0);
  expect(troublesOf(crashed(5))[0]?.description).toBe(
    'pod web-1 container app: CrashLoopBackOff after 5 restarts: exited with 137 (OOMKilled)',
  );
});

test('a pod that finds no node may wait for one for five minutes', () => {
  const unschedulable = pod({
    phase: 'Pending',
    conditions: [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' },
    ],
  });
  expect(hopelessAfter([[600, unschedulable]])).toBe(300);
  expect(troublesOf(unschedulable)[0]?.description).toBe('pod web-1: Unschedulable: 0/3 nodes are available');
});

test('init containers count, the worst trouble comes first', () => {
  const status = pod({
    initContainerStatuses: [{ name: 'setup', state: { waiting: { reason: 'ErrImagePull' } } }],
    containerStatuses: [{ name: 'app', state: { waiting: { reason: 'InvalidImageName', message: 'bad' } } }],
  });
  expect(troublesOf(status).map(({ description }) => description)).toEqual([
    'pod web-1 container app: InvalidImageName: bad',
    'pod web-1 container setup: ErrImagePull',
  ]);
});

test('a pod without a named trouble is described by its containers', () => {
  expect(describePod(pod({}))).toBe('pod web-1 is Pending');
  expect(
    describePod(
      pod({
        phase: 'Running',
        containerStatuses: [
          { name: 'a', ready: true, state: { running: {} } },
          { name: 'b', ready: false, state: { running: {} } },
          { name: 'c', ready: false, state: { terminated: { exitCode: 2 } } },
        ],
      }),
    ),
  ).toBe('pod web-1 is Running (container b is running but not ready, container c: exited with 2)');
});
