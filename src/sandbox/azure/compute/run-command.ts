import { ArmError, invalidParameter, notCovered } from '../errors';
import type { Call, Operation } from '../operation';
import { find, pathOf } from '../resource-kind';
import type { VirtualMachine } from '../state/records';
import type { Answer } from '../wire/answer';
import { begunAction } from '../wire/begun';
import { list, struct, text } from '../wire/shape';
import { beginVmChange, checkIdle } from './change';
import { subjectsOf } from './subjects';
import { VM_KIND } from './vm-kind';

const commandShape = struct(
  {
    commandId: text,
    script: list(text),
    parameters: list(struct({ name: text, value: text }, ['name', 'value'])),
  },
  ['commandId'],
);

/** Of each stream, Azure gives out the end. */
const MOST_OUTPUT = 4096;

export const RUN_COMMAND_OPERATIONS: readonly Operation[] = [
  {
    name: 'VirtualMachines_RunCommand',
    method: 'POST',
    path: pathOf(VM_KIND, '/runCommand'),
    versions: VM_KIND.versions,
    body: commandShape,
    subjects: subjectsOf,
    run: runCommand,
  },
];

function runCommand(call: Call): Answer {
  const { cloud, struck } = call;
  const vm = find(call, VM_KIND);
  const { commandId, script, parameters = [] } = call.body(commandShape);
  checkCommand(commandId, script);
  if (vm.power !== 'running') {
    throw new ArmError(
      409,
      'OperationNotAllowed',
      'Cannot modify extensions in the VM when the VM is not running.',
    );
  }
  checkIdle(vm, 'RunCommand');
  const operation = beginVmChange(cloud, vm, {
    name: 'RunCommand',
    seconds: cloud.settings.delays.runCommand,
    work: (signal) => run(call, vm, compose(script ?? [], parameters), signal),
    failure: struck.failure,
  });
  return begunAction(call, operation);
}

function checkCommand(commandId: string, script: readonly string[] | undefined): void {
  if (commandId.toLowerCase() !== 'runshellscript') {
    if (
      /^(RunPowerShellScript|ifconfig|EnableRemotePS|IPConfig|RDPSettings|SetRDPPort|ResetRDPCert|DisableNLA|EnableAdminAccount|EnableEMS|EnableWindowsUpdate|DisableWindowsUpdate|WindowsActivationValidation|WindowsGhostedNicValidationScript|WindowsUpgradeAssessmentValidation|RemoveRunCommandWindowsExtension|RemoveRunCommandLinuxExtension)$/i.test(
        commandId,
      )
    ) {
      throw notCovered(`the command '${commandId}': its machines run Linux and RunShellScript`);
    }
    throw new ArmError(404, 'NotFound', `The entity was not found: there is no command '${commandId}'.`);
  }
  if (script === undefined || script.length === 0) {
    throw invalidParameter(
      'script',
      "Required parameter 'script' is missing (null): RunShellScript has none of its own.",
    );
  }
}

/** A script finds its parameters by their names and by their places. */
function compose(
  script: readonly string[],
  parameters: readonly { readonly name: string; readonly value: string }[],
): string {
  if (parameters.length === 0) return script.join('\n');
  const names = parameters
    .filter(({ name }) => /^[A-Za-z_]\w*$/.test(name))
    .map(({ name, value }) => `export ${name}=${quote(value)}\n`);
  const places = `set -- ${parameters.map(({ value }) => quote(value)).join(' ')}\n`;
  const [first = '', ...rest] = script.join('\n').split('\n');
  return first.startsWith('#!')
    ? [first, ...names.map((line) => line.trimEnd()), places.trimEnd(), ...rest].join('\n')
    : `${names.join('')}${places}${script.join('\n')}`;
}

async function run(call: Call, vm: VirtualMachine, script: string, signal: AbortSignal): Promise<unknown> {
  const { control, world, settings } = call.cloud;
  const silent = new AbortController();
  const cancel = world.clock.after(settings.delays.agentSilence, () => {
    silent.abort();
  });
  const { status, stdout, stderr } = await control
    .runScript(vm, script, AbortSignal.any([signal, silent.signal]))
    .catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new ArmError(
        409,
        'VMAgentStatusCommunicationError',
        `VM '${vm.name}' has not reported status for VM agent or extensions. Verify that the OS is up and healthy, the VM has a running VM agent, and that it can establish outbound connections to Azure storage. Please refer to https://aka.ms/vmextensionlinuxtroubleshoot for additional VM agent troubleshooting information.`,
      );
    })
    .finally(cancel);
  const streams = `\n[stdout]\n${tail(stdout)}\n[stderr]\n${tail(stderr)}`;
  if (status !== 0) {
    throw new ArmError(
      409,
      'VMExtensionProvisioningError',
      `VM has reported a failure when processing extension 'RunCommandLinux' (publisher 'Microsoft.CPlat.Core' and type 'RunCommandLinux'). Error message: 'Enable failed: failed to execute command: command terminated with exit status=${status}${streams}'. More information on troubleshooting is available at https://aka.ms/vmextensionlinuxtroubleshoot.`,
    );
  }
  return {
    value: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Provisioning succeeded',
        message: `Enable succeeded: ${streams}`,
      },
    ],
  };
}

function tail(text: string): string {
  return text.slice(-MOST_OUTPUT);
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
