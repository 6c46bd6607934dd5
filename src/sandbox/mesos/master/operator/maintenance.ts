import type { Agents } from '../agents';
import type { MasterCore } from '../core';
import { Refused } from '../draining';
import { sameMachine } from '../maintenance-rules';
import { updateMaintenance } from '../registry/operations';
import { type MachineId, type MachineInfo, machinesOf, type Schedule } from '../registry/registry';
import { toJson } from '../../values/json';

/** When machines are taken down, and which are. */
export class Maintenance {
  constructor(
    private readonly core: MasterCore,
    private readonly agents: Agents,
  ) {}

  get schedule(): Schedule {
    return this.core.registrar.registry.schedules?.[0] ?? {};
  }

  get status(): object {
    const machines = machinesOf(this.core.registrar.registry);
    const draining = machines.filter(({ mode }) => mode === 'DRAINING').map(({ id }) => ({ id }));
    const down = machines.filter(({ mode }) => mode === 'DOWN').map(({ id }) => id);
    return {
      ...(draining.length === 0 ? {} : { draining_machines: draining }),
      ...(down.length === 0 ? {} : { down_machines: down }),
    };
  }

  /** Instead of the schedule before. @throws Refused */
  async update(schedule: Schedule): Promise<void> {
    const before = machinesOf(this.core.registrar.registry);
    const machines = (schedule.windows ?? []).flatMap(({ machine_ids: ids, unavailability }) =>
      ids.map((id): MachineInfo => {
        if (id.hostname === undefined && id.ip === undefined) {
          throw new Refused(400, "Both 'hostname' and 'ip' for a machine are empty");
        }
        const mode = before.find((machine) => same(machine.id, id))?.mode ?? 'DRAINING';
        return { id, mode, unavailability };
      }),
    );
    const twice = machines.find(({ id }, index) => machines.slice(0, index).some((one) => same(one.id, id)));
    if (twice !== undefined) {
      throw new Refused(400, `Machine '${name(twice.id)}' appears more than once in the schedule`);
    }
    const lost = before.find(
      ({ id, mode }) => mode === 'DOWN' && !machines.some((machine) => same(machine.id, id)),
    );
    if (lost !== undefined) {
      throw new Refused(
        400,
        `Machine '${name(lost.id)}' is deactivated and cannot be removed from the schedule`,
      );
    }
    await this.core.registrar.apply(updateMaintenance(schedule, machines));
  }

  /** Shuts the machines' agents down. @throws Refused */
  async start(ids: readonly MachineId[]): Promise<void> {
    const machines = machinesOf(this.core.registrar.registry);
    for (const id of ids) {
      const machine = machines.find((one) => same(one.id, id));
      if (machine === undefined) {
        throw new Refused(400, `Machine '${name(id)}' is not part of a maintenance schedule`);
      }
      if (machine.mode !== 'DRAINING') {
        throw new Refused(400, `Machine '${name(id)}' is not in DRAINING mode and cannot be brought down`);
      }
    }
    const changed = machines.map((machine): MachineInfo =>
      ids.some((id) => same(machine.id, id)) ? { ...machine, mode: 'DOWN' } : machine,
    );
    await this.core.registrar.apply(updateMaintenance(this.schedule, changed));
    for (const agent of [...this.core.state.agents.values()]) {
      if (ids.some((id) => sameMachine(id, agent.machine))) await this.agents.shutDown(agent.id);
    }
  }

  /** The machines are back, and out of the schedule. @throws Refused */
  async stop(ids: readonly MachineId[]): Promise<void> {
    const machines = machinesOf(this.core.registrar.registry);
    for (const id of ids) {
      if (machines.find((one) => same(one.id, id))?.mode !== 'DOWN') {
        throw new Refused(400, `Machine '${name(id)}' is not in DOWN mode and cannot be brought up`);
      }
    }
    const isBack = (id: MachineId): boolean => ids.some((one) => same(one, id));
    const windows = (this.schedule.windows ?? [])
      .map((window) => ({ ...window, machine_ids: window.machine_ids.filter((id) => !isBack(id)) }))
      .filter((window) => window.machine_ids.length > 0);
    await this.core.registrar.apply(
      updateMaintenance(
        windows.length === 0 ? {} : { windows },
        machines.filter(({ id }) => !isBack(id)),
      ),
    );
  }
}

function same(one: MachineId, other: MachineId): boolean {
  return one.hostname?.toLowerCase() === other.hostname?.toLowerCase() && one.ip === other.ip;
}

function name({ hostname, ip }: MachineId): string {
  return toJson({ hostname, ip });
}
