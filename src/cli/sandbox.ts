import type { Command } from 'commander';
import { packageVersion } from '../constructs/placement/provider-package';
import { BackgroundSandbox, type SandboxStatus, type UpOptions, sandboxPaths } from '../sandbox/daemon';
import { positive, wholeNumber } from './numbers';
import type { Output } from './output';
import { addFaultCommands } from './sandbox-faults';
import { addLookCommands } from './sandbox-look';
import { describeStatus } from './sandbox-status';

interface JsonOption {
  readonly json: boolean;
}

interface UpFlags extends JsonOption {
  readonly seed: number;
  readonly speed: number;
  readonly rack: number;
  readonly port: number;
  readonly azurePort: number;
}

/** `fleetwright sandbox …`: a data centre on this machine, in a background process. */
export function addSandboxCommands(program: Command, output: Output, exitCodes: string): void {
  const background = (): BackgroundSandbox => new BackgroundSandbox(sandboxPaths(process.env));
  const show = (status: SandboxStatus, { json }: JsonOption): void => {
    output.data(json ? JSON.stringify(status, undefined, 2) : describeStatus(status));
  };

  const sandbox = program
    .command('sandbox')
    .enablePositionalOptions()
    .description(
      'a data centre on this machine to try everything on: EC2, Azure, machines and Kubernetes, stood in for',
    )
    .addHelpText(
      'after',
      `
Examples:
  fleetwright sandbox up
  eval "$(fleetwright sandbox env)"
  fleetwright sandbox faults add no-capacity --subject t3.medium
  fleetwright sandbox down
${exitCodes}`,
    );
  sandbox
    .command('up')
    .description('start it in the background, when it does not run already')
    .option('--rack <machines>', 'how many machines its rack has', wholeNumber, 1)
    .option('--seed <number>', 'what ids and the choice of faults follow from', wholeNumber, 1)
    .option('--speed <factor>', 'simulated seconds per second', positive, 20)
    .option('--port <number>', 'of the EC2 API; 0 for a free one', wholeNumber, 0)
    .option('--azure-port <number>', 'of the Azure API; 0 for a free one', wholeNumber, 0)
    .option('--json', 'print what runs as JSON, and whether this started it', false)
    .action(async (flags: UpFlags) => {
      const options: UpOptions = {
        seed: flags.seed,
        speed: flags.speed,
        port: flags.port,
        azurePort: flags.azurePort,
        rackMachines: flags.rack,
      };
      const { started, status } = await background().up(options, packageVersion());
      output.message(
        started ? 'the sandbox is up' : 'the sandbox was up already; its options stay as they are',
      );
      warnOfVersion(status, output);
      if (flags.json) output.data(JSON.stringify({ started, ...status }, undefined, 2));
      else output.data(describeStatus(status));
    });
  sandbox
    .command('status')
    .description('show what is in it')
    .option('--json', 'print it as JSON', false)
    .action(async (flags: JsonOption) => {
      const status = await background().status();
      if (status === undefined) {
        if (flags.json) output.data(JSON.stringify({ running: false }));
        output.message('no sandbox is running; start one with "fleetwright sandbox up"');
        process.exitCode = 1;
        return;
      }
      warnOfVersion(status, output);
      show(status, flags);
    });
  sandbox
    .command('reset')
    .description(
      'make it as new: no instance, no virtual machine, no cluster, no fault, empty disks in the rack',
    )
    .option('--json', 'print what runs as JSON', false)
    .action(async (flags: JsonOption) => {
      const status = await background().reset();
      output.message('the sandbox is as new');
      show(status, flags);
    });
  sandbox
    .command('down')
    .description('end it and remove everything it made')
    .option('--json', 'print what was done as JSON', false)
    .action(async ({ json }: JsonOption) => {
      const ran = await background().down();
      if (json) output.data(JSON.stringify({ stopped: ran }));
      output.message(ran ? 'the sandbox is gone, and everything in it' : 'no sandbox was running');
    });
  sandbox
    .command('interrupt-spot <id>')
    .description(
      "take a spot machine back after its notice, as EC2 and Azure do; the id is an instance's or its request's, or the id or name of a virtual machine",
    )
    .option('--json', 'print what was interrupted as JSON', false)
    .action(async (id: string, { json }: JsonOption) => {
      await background().interruptSpot(id);
      if (json) output.data(JSON.stringify({ interrupted: id }));
      output.message(`${id} has its notice`);
    });
  addLookCommands(sandbox, output, background);
  addFaultCommands(sandbox, output, background, exitCodes);
}

function warnOfVersion(status: SandboxStatus, output: Output): void {
  if (status.version === packageVersion()) return;
  output.message(
    `warning: it runs fleetwright ${status.version}, this is ${packageVersion()}; "fleetwright sandbox down" ends the old one`,
  );
}
