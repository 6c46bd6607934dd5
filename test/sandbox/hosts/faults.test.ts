import { SshConnection, SshLinkLostError } from '../../../src/drivers/ssh';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import { machinesComponent, Park } from './support/park';

describeWith(machinesComponent, 'a fault of a machine', () => {
  const park = new Park();
  let machine: Machine;
  beforeEach(async () => {
    machine = await park.boot();
  });
  afterEach(async () => {
    park.world.faults.clear();
    await machine.destroy();
  });
  afterAll(() => park.close());

  test('never-boots: the power is on and nothing answers', async () => {
    await machine.stop();
    park.world.faults.add({ kind: 'never-boots', subject: machine.name, times: 1 });
    await machine.start();
    expect(machine.state).toBe('booting');
    expect(machine.consoleOutput()).toContain('Kernel panic');
    await expect(SshConnection.connect(park.target(machine), { bootDeadlineMs: 0 })).rejects.toThrow(
      'ECONNREFUSED',
    );
    await machine.kill();
    await machine.start();
    expect(machine.state).toBe('running');
  });

  test('dead: the power is gone, though nobody comes by', async () => {
    park.world.faults.add({ kind: 'dead', subject: machine.hostname, times: 1 });
    await eventually(
      () => machine.state,
      (state) => state === 'off',
    );
  });

  test('reboot: it is away for a while', async () => {
    const states: string[] = [];
    machine.onStateChange((state) => states.push(state));
    park.world.faults.add({ kind: 'reboot', subject: machine.name, times: 1, delaySeconds: 10 });
    await eventually(
      () => states.join(' '),
      (said) => said === 'off booting running',
    );
  });

  test('link-cut: the connection breaks in the middle of a command, which goes on', async () => {
    const ssh = await park.connect(machine);
    park.world.faults.add({ kind: 'link-cut', operation: 'exec', times: 1 });
    await expect(ssh.run('sleep 0.5; echo done >/root/outcome')).rejects.toBeInstanceOf(SshLinkLostError);
    await eventually(
      () => machine.files.read('/root/outcome'),
      (text) => text === 'done\n',
    );
  });

  test('link-cut: none comes up while it lasts', async () => {
    const ssh = await park.connect(machine);
    const fault = park.world.faults.add({ kind: 'link-cut', subject: machine.name });
    await eventually(
      () => ssh.closed,
      (closed) => closed,
    );
    await expect(SshConnection.connect(park.target(machine), { bootDeadlineMs: 0 })).rejects.toThrow();
    park.world.faults.remove(fault);
    (await park.connect(machine)).close();
  });

  test('disk-full: what is there can be read, and nothing can be written', async () => {
    const ssh = await park.connect(machine);
    await ssh.run('echo before >/root/file');
    const fault = park.world.faults.add({ kind: 'disk-full', operation: 'exec' });
    const script =
      'cat /root/file; echo more >>/root/file; echo new >/etc/new; mkdir -p /var/lib/x; DEBIAN_FRONTEND=noninteractive apt-get update; rm /root/file';
    const { stdout, stderr } = await ssh.run(script, { okExitCodes: 'any' });
    expect(stdout).toBe('before\n');
    expect(stderr.match(/[Nn]o space left on device/g)?.length).toBeGreaterThanOrEqual(3);
    await expect(ssh.upload({ kind: 'content', data: 'x' }, '/root/up', { mode: '0600' })).rejects.toThrow(
      'space',
    );
    park.world.faults.remove(fault);
    expect((await ssh.run('cat /root/file; ls /etc/new /root/up 2>/dev/null || true')).stdout).toBe(
      'before\n',
    );
    await ssh.run('echo after >/root/file');
    expect(machine.files.read('/root/file')).toBe('after\n');
  });

  test('slow: commands take their time', async () => {
    const ssh = await park.connect(machine);
    // So long that only the end of the power ends it.
    park.world.faults.add({ kind: 'slow', operation: 'exec', delaySeconds: 10_000_000, times: 1 });
    const slow = ssh.run('echo slow >/root/slow');
    const gone = expect(slow).rejects.toThrow('lost the connection');
    expect((await ssh.run('cat /root/slow 2>&1 || true')).stdout).toContain('No such file');
    expect(park.world.faults.list()).toMatchObject([{ struck: 1 }]);
    await machine.kill();
    await gone;
    expect(machine.files.exists('/root/slow')).toBe(false);
  });

  test('a fault is not spent on what it cannot hit', async () => {
    const ssh = await park.connect(machine);
    for (const kind of ['never-boots', 'throttle', 'response-lost'] as const)
      park.world.faults.add({ kind, times: 1 });
    park.world.faults.add({ kind: 'disk-full', subject: 'somebody-else', times: 1 });
    await ssh.run('true');
    await machine.suffer();
    expect(park.world.faults.list().map(({ matched }) => matched)).toEqual([0, 0, 0, 0]);
  });
});
