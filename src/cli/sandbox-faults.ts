import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BackgroundSandbox, FAULT_KINDS, FAULT_SERVICES, type Fault } from '../sandbox/daemon';
import type { Output } from './output';
import { positive, wholeNumber } from './numbers';
import { table } from './table';

interface FaultFlags extends Omit<Fault, 'id' | 'kind' | 'delaySeconds' | 'errorCode'> {
  readonly delay?: number;
  readonly errorCode?: string;
  readonly json: boolean;
}

/** `fleetwright sandbox faults …` */
export function addFaultCommands(
  sandbox: Command,
  output: Output,
  background: () => BackgroundSandbox,
  exitCodes: string,
): void {
  const faults = sandbox
    .command('faults')
    .description('make things go wrong on purpose')
    .addHelpText(
      'after',
      `
Kinds:
${Object.entries(FAULT_KINDS)
  .map(([kind, what]) => `  ${kind.padEnd(16)} ${what}`)
  .join('\n')}

Examples:
  fleetwright sandbox faults add throttle --service ec2 --probability 0.3
  fleetwright sandbox faults add response-lost --operation RunInstances --times 1
  fleetwright sandbox faults add operation-fails --operation VirtualMachines_CreateOrUpdate
  fleetwright sandbox faults clear
${exitCodes}`,
    );
  faults
    .command('add <kind>')
    .description('add one; prints its id')
    .addOption(new Option('--service <name>', 'only in this service').choices(FAULT_SERVICES))
    .option(
      '--operation <name>',
      'only this operation: RunInstances, "Describe*", "VirtualMachines_*", "PATCH deployments"',
    )
    .option('--subject <name>', 'only for this instance, type or size, subnet, resource or host')
    .option('--probability <number>', 'how likely it is, from 0 to 1 (default: 1)', probability)
    .option('--skip <count>', 'how many matching calls pass first (default: 0)', wholeNumber)
    .option('--times <count>', 'how often it happens (default: always)', wholeNumber)
    .option('--delay <seconds>', 'for slow and reboot: how long, in simulated seconds', positive)
    .option('--error-code <code>', 'what the service answers with')
    .option('--json', 'print the id as JSON', false)
    .action(async (kind: string, { json, delay, ...fault }: FaultFlags) => {
      if (!isKind(kind)) {
        throw new Error(`there is no fault "${kind}"; known are ${Object.keys(FAULT_KINDS).join(', ')}`);
      }
      const id = await background().addFault({ ...fault, kind, delaySeconds: delay });
      output.data(json ? JSON.stringify({ id }) : id);
    });
  faults
    .command('list')
    .description('show them, and how often each has struck')
    .option('--json', 'print them as JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const all = await background().faults();
      if (json) {
        output.data(JSON.stringify(all, undefined, 2));
      } else if (all.length === 0) {
        output.message('no fault; add one with "fleetwright sandbox faults add"');
      } else {
        const rows = all.map(({ id, kind, service, operation, subject, struck }) => [
          id,
          kind,
          service ?? 'any',
          operation ?? 'any',
          subject ?? 'any',
          String(struck),
        ]);
        output.data(table([['FAULT', 'KIND', 'SERVICE', 'OPERATION', 'SUBJECT', 'STRUCK'], ...rows]));
      }
    });
  faults
    .command('clear [id]')
    .description('remove one, or all')
    .option('--json', 'print what was removed as JSON', false)
    .action(async (id: string | undefined, { json }: { json: boolean }) => {
      const removed = id === undefined ? (await background().faults()).map((fault) => fault.id) : [id];
      if (id === undefined) await background().clearFaults();
      else if (!(await background().removeFault(id))) throw new Error(`there is no fault "${id}"`);
      if (json) output.data(JSON.stringify({ removed }));
      output.message(id === undefined ? 'no fault is left' : `${id} is removed`);
    });
}

function isKind(kind: string): kind is keyof typeof FAULT_KINDS {
  return Object.hasOwn(FAULT_KINDS, kind);
}

function probability(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('Give a number from 0 to 1.');
  return value;
}
