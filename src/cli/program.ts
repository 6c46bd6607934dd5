import { Command } from 'commander';
import { PROVIDER_FILE, packageVersion } from '../constructs/placement/provider-package';
import type { Output } from './output';
import { type InstallOptions, installProvider } from './provider-install';
import { addSandboxCommands } from './sandbox';

const EXIT_CODES = `
Exit codes:
  0  done
  1  it failed; the reason is on stderr
  2  the command line was not understood`;

/** The command line as a whole; it writes to `output` only and throws instead of leaving the process. */
export function createProgram(output: Output): Command {
  const program = new Command('fleetwright')
    .enablePositionalOptions()
    .description('Machines, a control plane and the apps on it as one graph for Terraform and OpenTofu')
    .version(packageVersion(), '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        output.data(text.trimEnd());
      },
      writeErr: (text) => {
        output.message(text.trimEnd());
      },
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Run with --help to see what there is.')
    .addHelpText(
      'after',
      `
Examples:
  fleetwright provider install --dir ~/terraform-mirror
  fleetwright provider path
  fleetwright sandbox up
${EXIT_CODES}`,
    );
  const provider = program
    .command('provider')
    .description(
      'the Terraform provider inside this package; stacks that use Fleetwright get it by themselves',
    );
  provider
    .command('install')
    .description('put the provider into a filesystem mirror, for plain Terraform configurations')
    .requiredOption('--dir <folder>', 'the mirror; made when it does not exist')
    .option('--json', 'print what was done as JSON', false)
    .addHelpText(
      'after',
      `
Prints the block for Terraform's CLI configuration file on stdout.

Examples:
  fleetwright provider install --dir ~/terraform-mirror
  fleetwright provider install --dir ./mirror > terraform.rc && TF_CLI_CONFIG_FILE=$PWD/terraform.rc terraform init
${EXIT_CODES}`,
    )
    .action((options: InstallOptions) => {
      installProvider(options, output);
    });
  provider
    .command('path')
    .description('print where the provider of this installation is')
    .action(() => {
      output.data(PROVIDER_FILE);
    });
  addSandboxCommands(program, output, EXIT_CODES);
  return program;
}
