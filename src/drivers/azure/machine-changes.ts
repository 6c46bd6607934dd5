import type { DiskUpdate } from '@azure/arm-compute';
import type { CallOptions, OperationOptions } from './configuration';
import { isAzureError } from './errors';
import { disks, networkInterfaces, publicAddresses, virtualMachines } from './kinds';
import { deallocateMachine, resizeMachine, startMachine, updateDisk } from './kinds';
import type { AttachedDisk, AzureMachine } from './machine';
import type { DiskGrowth, MachineChanges, MachineReference } from './machine-request';
import { changedTags, changeMark, type TagChanges } from './marks';
import type { Resources } from './resources';

type Read = (reference: MachineReference, options: CallOptions) => Promise<AzureMachine>;
type Step = () => Promise<unknown>;

/** Changes machines in place. */
export class MachineChanger {
  constructor(
    private readonly resources: Resources,
    private readonly read: Read,
  ) {}

  async update(
    reference: MachineReference,
    changes: MachineChanges,
    options: OperationOptions,
  ): Promise<AzureMachine> {
    const before = await this.read(reference, options);
    await this.changeTags(before, changes, options);
    await this.changeNic(before, changes, options);
    const steps = [...this.diskSteps(before, changes, options), ...this.sizeSteps(before, changes, options)];
    if (steps.length > 0) await this.whereNeededDeallocated(reference, steps, options);
    if (changes.running === true || before.interruptedChange) return this.run(reference, options);
    return this.read(reference, options);
  }

  /** Starts what does not run, and takes off the mark of an interrupted change. */
  async run(reference: MachineReference, options: OperationOptions): Promise<AzureMachine> {
    const machine = await this.read(reference, options);
    if (machine.power !== 'running' && machine.power !== 'unknown') {
      await this.start(machine.id, options);
    }
    await this.changeTags(machine, { removeTags: [changeMark] }, options, 'machine only');
    return this.read(reference, options);
  }

  private async changeTags(
    machine: AzureMachine,
    changes: TagChanges,
    options: OperationOptions,
    scope: 'all' | 'machine only' = 'all',
  ): Promise<void> {
    const tags = changedTags(machine, changes);
    if (tags === undefined) return;
    await this.resources.tag(virtualMachines, machine.id, tags, options);
    if (scope === 'machine only') return;
    const others = Object.fromEntries(Object.entries(tags).filter(([key]) => key !== changeMark));
    const { nic, publicAddressId } = machine;
    if (nic !== undefined) await this.resources.tag(networkInterfaces, nic.id, others, options);
    if (publicAddressId !== undefined) {
      await this.resources.tag(publicAddresses, publicAddressId, others, options);
    }
  }

  /** An interface is changed as a whole: what is not asked for stays as Azure told it. */
  private async changeNic(
    { nic }: AzureMachine,
    { applicationGroupIds: groups, ipForwarding }: MachineChanges,
    options: OperationOptions,
  ): Promise<void> {
    if (nic === undefined) return;
    const newGroups = groups !== undefined && !sameMembers(groups, nic.applicationGroupIds);
    const newForwarding = ipForwarding !== undefined && ipForwarding !== nic.ipForwarding;
    if (!newGroups && !newForwarding) return;
    const whole = await this.resources.get(networkInterfaces, nic.id, options);
    const applicationSecurityGroups = (groups ?? []).map((id) => ({ id }));
    const ipConfigurations = whole?.ipConfigurations?.map((one, _, all) =>
      newGroups && (all.length === 1 || one.primary === true) ? { ...one, applicationSecurityGroups } : one,
    );
    await this.resources.put(
      networkInterfaces,
      nic.id,
      {
        ...whole,
        ...(ipConfigurations === undefined ? {} : { ipConfigurations }),
        enableIPForwarding: ipForwarding ?? nic.ipForwarding,
      },
      options,
    );
  }

  private sizeSteps(machine: AzureMachine, { size }: MachineChanges, options: OperationOptions): Step[] {
    if (size === undefined || size.toLowerCase() === machine.size.toLowerCase()) return [];
    return [() => this.setSize(machine.id, size, options)];
  }

  private async setSize(id: string, vmSize: string, options: OperationOptions): Promise<void> {
    await this.resources.change(virtualMachines, id, resizeMachine(vmSize), options);
  }

  private async start(id: string, options: OperationOptions): Promise<void> {
    await this.resources.change(virtualMachines, id, startMachine, options);
  }

  private diskSteps(
    machine: AzureMachine,
    { osDisk, dataDisks = {} }: MachineChanges,
    options: OperationOptions,
  ): Step[] {
    const pairs: [string, AttachedDisk | undefined, DiskGrowth][] = [
      ...(osDisk === undefined
        ? []
        : [['the OS disk', machine.osDisk, osDisk] as [string, AttachedDisk, DiskGrowth]]),
      ...Object.entries(dataDisks).map(([lun, growth]): [string, AttachedDisk | undefined, DiskGrowth] => [
        `the data disk at LUN ${lun}`,
        machine.dataDisks.find((disk) => disk.lun === Number(lun)),
        growth,
      ]),
    ];
    return pairs.flatMap(([what, disk, { sizeGib, type }]) => {
      const id = disk?.id;
      if (disk === undefined || id === undefined) {
        throw this.resources.api.error(`machine "${machine.name}" has no managed disk as ${what}`, {
          kind: 'not-found',
        });
      }
      if (sizeGib !== undefined && disk.sizeGib !== undefined && sizeGib < disk.sizeGib) {
        throw this.resources.api.error(
          `${what} of machine "${machine.name}" has ${String(disk.sizeGib)} GiB and cannot shrink to ${String(sizeGib)} GiB; replace the machine, or keep the size`,
          { kind: 'invalid' },
        );
      }
      const update: DiskUpdate = {
        ...(type === undefined || type === disk.type ? {} : { sku: { name: type } }),
        ...(sizeGib === undefined || sizeGib === disk.sizeGib ? {} : { diskSizeGB: sizeGib }),
      };
      return Object.keys(update).length === 0
        ? []
        : [() => this.resources.change(disks, id, updateDisk(update), options)];
    });
  }

  /**
   * Does the steps while the machine runs. From the first that Azure refuses in that state, or for which the machine's
   * hardware has no room, it is deallocated, changed and started again, also when a step fails then.
   */
  private async whereNeededDeallocated(
    reference: MachineReference,
    steps: readonly Step[],
    options: OperationOptions,
  ): Promise<void> {
    const left = [...steps];
    try {
      for (let step = left[0]; step !== undefined; step = left[0]) {
        await step();
        left.shift();
      }
      return;
    } catch (error) {
      const machine = await this.read(reference, options);
      const mayHelp = isAzureError(error, 'conflict', 'capacity', 'invalid') && machine.power === 'running';
      if (!mayHelp) throw error;
      await this.deallocated(machine, reference, left, options);
    }
  }

  private async deallocated(
    before: AzureMachine,
    reference: MachineReference,
    steps: readonly Step[],
    options: OperationOptions,
  ): Promise<void> {
    const mark = { tags: { [changeMark]: 'deallocated' } };
    await this.changeTags(before, mark, options, 'machine only');
    try {
      await this.resources.change(virtualMachines, before.id, deallocateMachine, options);
      for (const step of steps) await step();
    } catch (error) {
      await this.leaveRunning(before.id, reference);
      throw error;
    }
    try {
      await this.run(reference, options);
    } catch (error) {
      const now = await this.read(reference, options);
      if (!isAzureError(error, 'capacity', 'quota', 'conflict') || now.size === before.size) throw error;
      await this.setSize(before.id, before.size, options);
      await this.run(reference, options);
      throw error.with({
        message: `${error.message} (machine "${before.name}" runs again as ${before.size}, ${now.size} could not be started in ${before.location})`,
      });
    }
  }

  /**
   * After a failure or an interrupt: asks for the start and does not wait long. Where even that fails the mark stays, and
   * the next update starts it.
   */
  private async leaveRunning(id: string, reference: MachineReference): Promise<void> {
    const options = { signal: AbortSignal.timeout(60_000), timeoutMs: 60_000 };
    try {
      await this.start(id, options);
      await this.run(reference, options);
    } catch (error) {
      if (!isAzureError(error)) throw error;
    }
  }
}

function sameMembers(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [one, other].map((list) => new Set(list.map((id) => id.toLowerCase())));
  return a?.size === b?.size && [...(a ?? [])].every((id) => b?.has(id));
}
