import fc from 'fast-check';
import { readApp } from '../../../src/sandbox/marathon/definitions/read-app';
import { addAncestors } from '../../../src/sandbox/marathon/groups/root';
import { Simulation } from './support/simulation';

interface Case {
  readonly before: number;
  readonly after: number;
  readonly minimumHealthCapacity: number;
  readonly maximumOverCapacity: number;
  /** What happens next, by chance: to which task, and what. */
  readonly events: readonly (readonly [pick: number, what: 'run' | 'fail' | 'end' | 'offer' | 'wait'])[];
}

const capacity = fc.constantFrom(0, 0.2, 0.34, 0.5, 0.75, 1);
const cases = fc.record<Case>({
  before: fc.integer({ min: 1, max: 7 }),
  after: fc.integer({ min: 1, max: 7 }),
  minimumHealthCapacity: capacity,
  maximumOverCapacity: capacity,
  events: fc.array(fc.tuple(fc.nat(), fc.constantFrom('run', 'run', 'fail', 'end', 'end', 'offer', 'wait')), {
    maxLength: 60,
  }),
});

async function put(
  simulation: Simulation,
  cmd: string,
  instances: number,
  upgradeStrategy: object,
): Promise<void> {
  const app = readApp(
    { id: '/app', cmd, instances, upgradeStrategy: { ...upgradeStrategy } },
    { features: new Set(), role: '*' },
  );
  await simulation.leader.definitions.change((draft, version) => {
    addAncestors(draft, app.id, version);
    draft.apps.set(app.id, app);
  });
}

/** Until nothing is left to do: every task runs, and every one that is to end does. */
function settle(simulation: Simulation): void {
  for (let round = 0; round < 60; round++) {
    simulation.clock.advance(6);
    simulation.offer();
    for (const { id, state } of [...simulation.tasks.values()]) {
      if (simulation.killed.has(id)) simulation.say(id, 'TASK_KILLED');
      else if (state === 'TASK_STAGING') simulation.say(id, 'TASK_RUNNING');
    }
  }
}

test('a rolling update keeps to minimumHealthCapacity and maximumOverCapacity at every moment, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ before, after, events, ...strategy }) => {
      const simulation = await Simulation.begin();
      await put(simulation, 'old', before, strategy);
      settle(simulation);
      expect(simulation.healthy).toHaveLength(before);

      const atLeast = Math.ceil(after * strategy.minimumHealthCapacity);
      const atMost = Math.floor(after * (1 + strategy.maximumOverCapacity));
      // Old instances that fail by themselves are no fault of the update.
      let lost = 0;
      const check = (): void => {
        expect(simulation.healthy.length).toBeGreaterThanOrEqual(Math.min(before, atLeast) - lost);
        expect(simulation.tasks.size).toBeLessThanOrEqual(
          Math.max(before, atMost + (atMost === atLeast ? 1 : 0)),
        );
      };
      await put(simulation, 'new', after, strategy);
      check();
      for (const [pick, what] of events) {
        const all = [...simulation.tasks.values()];
        const task = all[pick % Math.max(1, all.length)];
        if (what === 'offer') simulation.offer();
        else if (what === 'wait') simulation.clock.advance(6);
        else if (task !== undefined) {
          const ending = simulation.killed.has(task.id);
          if (what === 'run' && !ending) simulation.say(task.id, 'TASK_RUNNING');
          if (what === 'end' && ending) simulation.say(task.id, 'TASK_KILLED');
          if (what === 'fail') {
            if (task.state === 'TASK_RUNNING' && !ending) lost++;
            simulation.say(task.id, 'TASK_FAILED');
          }
        }
        check();
      }
      settle(simulation);
      expect(simulation.leader.deployments.list()).toEqual([]);
      expect(simulation.healthy).toHaveLength(after);
      const versions = new Set(simulation.leader.scene.tracker.of('/app').map(({ version }) => version));
      expect([...versions]).toEqual([simulation.leader.definitions.root.apps.get('/app')?.version]);
    }),
    { numRuns: 150, seed: 11 },
  );
});
