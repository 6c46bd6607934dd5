import { readFileSync } from 'node:fs';
import { SshConnection } from '../../../src/drivers/ssh';
import type { RackMachine, Sandbox } from '../../../src/sandbox';
import { Reference, type Arguments } from '../engine/declaration';

/** The machines of the rack; the first is the control plane of every cluster. */
export const RACK = ['rack-1', 'rack-2', 'rack-3'] as const;

export function machine(sandbox: Sandbox, name: string): RackMachine {
  const found = sandbox.rackMachines().find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no machine "${name}" in the rack`);
  return found;
}

/** How a node or a release reaches a machine. */
export function hostOf(name: string): Arguments {
  const attributes = ['address', 'port', 'user', 'credential', 'host_key'];
  return Object.fromEntries(
    attributes.map((attribute) => [attribute, new Reference(`fleetwright_ssh_host.${name}`, attribute)]),
  );
}

/** Somebody logs in and runs a command as root. */
export async function onMachine(sandbox: Sandbox, name: string, script: string): Promise<string> {
  const { address, port, user, hostKey, keyFile } = machine(sandbox, name);
  const ssh = await SshConnection.connect(
    {
      ...{ address, port, user },
      credential: { kind: 'key-file', privateKeyFile: keyFile },
      hostKeys: { kind: 'pinned', keys: [hostKey] },
    },
    { bootDeadlineMs: 10_000 },
  );
  try {
    return (await ssh.run(script)).stdout;
  } finally {
    ssh.close();
  }
}

/** `kubectl` on the control plane. */
export async function kubectl(sandbox: Sandbox, args: string): Promise<void> {
  await onMachine(sandbox, RACK[0], `kubectl --kubeconfig /etc/kubernetes/admin.conf ${args}`);
}

/** The lines between the armour of the operator's private key. */
export function operatorKeyLines(sandbox: Sandbox): readonly string[] {
  return readFileSync(sandbox.sshKeyFile, 'utf8')
    .split('\n')
    .filter((line) => line.length > 20 && !line.startsWith('-----'));
}
