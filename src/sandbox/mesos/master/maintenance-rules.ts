import { parsePid, type Pid } from '../transport/transport';
import { type MachineId, machinesOf, type Registry, type Unavailability } from './registry/registry';

/** Whether both mean the same machine: one may be named by its name only, or by its address only. */
export function sameMachine(named: MachineId, machine: MachineId): boolean {
  return (
    (named.hostname === undefined || named.hostname.toLowerCase() === machine.hostname?.toLowerCase()) &&
    (named.ip === undefined || named.ip === machine.ip)
  );
}

export function downMachine(registry: Registry, hostname: string, agent: Pid): boolean {
  const machine = { hostname, ip: parsePid(agent).address.ip };
  return machinesOf(registry).some(({ id, mode }) => mode === 'DOWN' && sameMachine(id, machine));
}

export function unavailabilityOf(registry: Registry, machine: MachineId): Unavailability | undefined {
  return machinesOf(registry).find(({ id }) => sameMachine(id, machine))?.unavailability;
}
