import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BaseImage } from '../../../../src/sandbox/hosts/system/base-image';
import { MachineFiles } from '../../../../src/sandbox/hosts/system/machine-files';
import { MachineProcess, Namespace } from '../../../../src/sandbox/hosts/system/namespace';
import { describeWith } from '../../../support/require-component';
import { scratchFolder } from '../../../support/scratch';
import { machinesComponent } from '../support/park';

afterEach(() => {
  jest.restoreAllMocks();
});

test('a process that has ended is sent no signal: its number may be that of another one', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  const kill = jest.spyOn(process, 'kill');
  const process_ = new MachineProcess(child);
  // As if the number had been given to this process, which has a child.
  Object.defineProperty(child, 'pid', { value: process.pid });
  const bystander = spawn('sleep', ['60'], { detached: true });
  try {
    process_.signal('SIGKILL');
    expect(process_.pidOnMachine).toBe(0);
    expect(kill).not.toHaveBeenCalled();
    expect(bystander.signalCode).toBeNull();
  } finally {
    bystander.kill();
  }
});

describeWith(machinesComponent, 'the processes of a machine', () => {
  async function boot(folder: string, node?: string): Promise<Namespace> {
    const image = new BaseImage(join(folder, 'image'), node);
    const disk = join(folder, 'disk');
    const kernel = join(folder, 'kernel');
    for (const path of [disk, join(kernel, 'net')]) mkdirSync(path, { recursive: true });
    image.layOut(disk);
    const files = new MachineFiles(disk);
    for (const name of ['null', 'zero', 'full', 'random', 'urandom', 'tty']) files.write(`/dev/${name}`, '');
    for (const name of ['swaps', 'meminfo', 'modules', 'uptime', 'loadavg']) {
      new MachineFiles(kernel).write(`/${name}`, '');
    }
    files.makeFolder('/run');
    return Namespace.start(image, { disk, kernel, hostname: 'one' });
  }

  test('are killed once, and not by a number that may be given to others since', async () => {
    const namespace = await boot(scratchFolder());
    const kill = jest.spyOn(process, 'kill');
    await namespace.kill();
    expect(kill).toHaveBeenCalledTimes(1);
    await namespace.ended;
    await namespace.kill();
    expect(kill).toHaveBeenCalledTimes(1);
  });

  test('run Node, wherever this computer has it', async () => {
    const folder = scratchFolder();
    const node = join(folder, 'of a user', 'bin', 'node');
    mkdirSync(dirname(node), { recursive: true });
    copyFileSync(process.execPath, node);
    const namespace = await boot(folder, node);
    try {
      const { child } = namespace.enter(['node', '-p', 'process.execPath'], {
        environment: { PATH: '/usr/bin' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
      await once(child, 'close');
      expect(output).toBe(`/.host${node}\n`);
    } finally {
      await namespace.kill();
    }
  });
});
