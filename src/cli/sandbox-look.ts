import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { BackgroundSandbox, SandboxStatus } from '../sandbox/daemon';
import type { Output } from './output';

/** What would win over the keys of the sandbox, be sent along with them, or name another identity. */
const UNSET = [
  ...['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN'],
  ...['AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'IDENTITY_SERVER_THUMBPRINT', 'IMDS_ENDPOINT'],
];

/** Without calls home, which fail without a network; and without the plugin cache that all projects of a user share. */
const TERRAFORM = { CHECKPOINT_DISABLE: '1', CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1' };

interface JsonOption {
  readonly json: boolean;
}

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
      'print what programs of AWS and Azure and Terraform need in their environment, for a shell: eval "$(fleetwright sandbox env)"',
    )
    .option('--json', 'print it as JSON; null is what must not be set', false)
    .action(async ({ json }: JsonOption) => {
      const environment = { ...(await running()).environment, ...TERRAFORM };
      if (json) {
        const unset = Object.fromEntries(UNSET.map((name) => [name, null]));
        output.data(JSON.stringify({ ...unset, ...environment }, undefined, 2));
        return;
      }
      const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`);
      output.data([`unset ${UNSET.join(' ')}`, ...lines].join('\n'));
    });
  sandbox
    .command('kubeconfig [control-plane]')
    .description('print the kubeconfig of the cluster; with several, of the one with that control-plane node')
    .option('--json', 'print it as JSON, which kubectl reads as well', false)
    .action(async (controlPlane: string | undefined, { json }: JsonOption) => {
      const kubeconfig = await background().kubeconfig(controlPlane);
      if (!json) {
        output.data(kubeconfig.trimEnd());
        return;
      }
      const { parse } = await import('yaml');
      output.data(JSON.stringify(parse(kubeconfig), undefined, 2));
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
