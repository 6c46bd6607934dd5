import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { BackgroundSandbox, SandboxStatus } from '../sandbox/daemon';
import type { Output } from './output';

/** The commands that connect other programs with the sandbox. */
export function addLookCommands(sandbox: Command, output: Output, background: () => BackgroundSandbox): void {
  const running = async (): Promise<SandboxStatus> => {
    const status = await background().status();
    if (status === undefined)
      throw new Error('no sandbox is running; start one with "fleetwright sandbox up"');
    return status;
  };
  sandbox
    .command('env')
    .description(
      'print what programs of AWS and Azure need in their environment, for a shell: eval "$(fleetwright sandbox env)"',
    )
    .action(async () => {
      const { environment } = await running();
      output.data(
        [
          // They would win over the keys of the sandbox, or be sent along with them.
          'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN',
          // They would name another identity, or another place that has its tokens.
          'unset AZURE_CLIENT_ID AZURE_FEDERATED_TOKEN_FILE IDENTITY_SERVER_THUMBPRINT IMDS_ENDPOINT',
          ...Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`),
        ].join('\n'),
      );
    });
  sandbox
    .command('kubeconfig [control-plane]')
    .description('print the kubeconfig of the cluster; with several, of the one with that control-plane node')
    .action(async (controlPlane: string | undefined) => {
      output.data((await background().kubeconfig(controlPlane)).trimEnd());
    });
  sandbox
    .command('ssh <machine> [command...]')
    .description('log in to a machine, by its name or hostname, with the ssh of this computer')
    .passThroughOptions()
    .action(async (name: string, command: string[]) => {
      process.exitCode = logIn(await running(), name, command);
    });
}

function logIn(status: SandboxStatus, name: string, command: readonly string[]): number {
  const machine = status.inventory.machines.find((one) => one.name === name || one.hostname === name);
  if (machine === undefined)
    throw new Error(`there is no machine "${name}"; "fleetwright sandbox status" lists them`);
  const [address] = machine.addresses;
  if (address === undefined) throw new Error(`machine "${name}" has no address`);
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-ssh-'));
  try {
    const knownHosts = join(folder, 'known_hosts');
    const lines = machine.hostKeys.map((key) => `[${address}]:${machine.sshPort} ${key}\n`);
    writeFileSync(knownHosts, lines.join(''));
    const options = [
      '-F',
      'none',
      '-o',
      `UserKnownHostsFile=${knownHosts}`,
      '-o',
      'IdentitiesOnly=yes',
      '-q',
    ];
    const { status: exitCode, error } = spawnSync(
      'ssh',
      [
        ...options,
        '-i',
        status.ssh.keyFile,
        '-p',
        String(machine.sshPort),
        `${machine.user}@${address}`,
        ...command,
      ],
      { stdio: 'inherit' },
    );
    if (error !== undefined) throw new Error(`cannot run ssh: ${error.message}`);
    return exitCode ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
