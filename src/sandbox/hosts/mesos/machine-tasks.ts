import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import type { HostShell } from '../../mesos';
import type { Inside } from '../system/inside';
import type { Namespace } from '../system/namespace';

/** Tasks as processes of a machine. They end with its power, and not with the agent. */
export class MachineTasks implements HostShell {
  constructor(
    private readonly inside: Inside,
    private readonly namespace: () => Namespace | undefined,
  ) {}

  /** The agent is given the disk as its machine sees it. */
  pathOf(path: string): string {
    return path;
  }

  async spawn(argv: readonly string[], environment: Readonly<Record<string, string>>): Promise<void> {
    const nothing = openSync('/dev/null', 'w');
    try {
      const { child } = this.inside.spawnService(argv.map(quoted).join(' '), environment, nothing);
      await once(child, 'exit');
    } finally {
      closeSync(nothing);
    }
  }

  signal(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void {
    const name = signal.replace('SIG', '');
    // Of `kill -KILL -- -1`, dash takes the dashes for a number.
    void this.inside
      .run(['/bin/sh', '-c', `kill -s ${name} -- -${String(leader)} 2>/dev/null`])
      .catch(() => undefined);
  }

  isRunning(pid: number): boolean {
    return this.namespace()?.hasProcess(pid) ?? false;
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
