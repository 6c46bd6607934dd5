import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { SshConnection } from '../../../src/drivers/ssh';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import { machinesComponent, Park } from './support/park';

describeWith(machinesComponent, 'a machine', () => {
  const park = new Park();
  let machine: Machine;
  let ssh: SshConnection;

  beforeAll(async () => {
    machine = await park.boot({ name: 'web-1', cpus: 3, memoryBytes: 8 * 1024 ** 3 });
    ssh = await park.connect(machine);
  });
  afterAll(() => park.close());

  async function sh(script: string): Promise<string> {
    const { stdout, stderr } = await ssh.run(script, { okExitCodes: 'any' });
    return `${stdout}${stderr}`.trim();
  }

  test('has a disk, processes, a name and a kernel of its own', async () => {
    expect(
      await sh('echo hello >/etc/greeting; hostname; cat /etc/hostname; getconf _NPROCESSORS_ONLN'),
    ).toBe('web-1\nweb-1\n3');
    expect(machine.files.read('/etc/greeting')).toBe('hello\n');
    expect(
      await sh('sed -n "s/MemTotal: *//p" /proc/meminfo; sed 1d /proc/swaps; ls /home /work 2>&1'),
    ).toContain('8388608 kB');
    expect(await sh(`kill -0 ${String(process.pid)} 2>&1`)).toContain('No such process');
    expect(await sh('touch /usr/bin/mine /.host/usr/mine 2>&1')).toContain('Read-only file system');
    expect(await sh('command -v docker containerd kubectl java gcc')).toBe('');
  });

  test('gives status, both streams and standard input to who logs in', async () => {
    const result = await ssh.run('echo out; echo err >&2; exit 7', { okExitCodes: [7] });
    expect(result).toMatchObject({ exitCode: 7, stdout: 'out\n', stderr: 'err\n' });
    await ssh.upload({ kind: 'content', data: Buffer.alloc(300_000, 'x') }, '/root/big', { mode: '0600' });
    expect(await sh('wc -c </root/big; stat -c "%a %U" /root/big')).toBe('300000\n600 root');
    await expect(ssh.run('kill -KILL $$')).rejects.toThrow(/137|code/);
  });

  test('ends a command that runs for too long with all it started', async () => {
    await expect(ssh.run('sleep 300 & sleep 300', { timeoutMs: 200 })).rejects.toThrow(
      'took more than 200 ms',
    );
    expect(await sh('pgrep -c sleep')).toBe('0');
  });

  test('leaves no orphan unburied', async () => {
    await sh('for i in 1 2 3; do (setsid sleep 0.01 &) ; done; sleep 0.2');
    expect(await sh("grep -l '^State:.Z' /proc/[0-9]*/status 2>/dev/null")).toBe('');
  });

  test('forwards connections to itself and to whom its neighbours admit', async () => {
    const server = createServer((socket) => socket.end('served'));
    await new Promise<void>((resolve) => server.listen(8099, machine.addresses[0], resolve));
    try {
      const tunnel = await ssh.openTunnel('127.0.0.1', 8099);
      expect(await text(tunnel)).toBe('served');
      await expect(ssh.openTunnel('127.0.0.1', 8098)).rejects.toThrow('no tunnel');
      await expect(ssh.openTunnel('192.0.2.1', 80)).rejects.toThrow('no tunnel');
    } finally {
      server.close();
    }
  });

  test('lets nobody in without a key that is in the file of authorized keys', async () => {
    const other = new Park();
    try {
      const target = {
        ...park.target(machine),
        credential: { kind: 'key-file', privateKeyFile: other.keyFile } as const,
      };
      await expect(SshConnection.connect(target, { bootDeadlineMs: 0 })).rejects.toThrow('refused');
      await sh(`echo '${other.publicKey}' >>/root/.ssh/authorized_keys`);
      (await SshConnection.connect(target, { bootDeadlineMs: 0 })).close();
    } finally {
      await other.close();
    }
  });

  test('has users who run sudo', async () => {
    const rack = await park.boot({ user: 'admin' });
    const admin = await park.connect(rack, 'admin');
    const asThemselves = await admin.run('id -u; whoami; pwd');
    expect(asThemselves.stdout).toBe('1000\nadmin\n/home/admin\n');
    expect((await admin.run('id -u; whoami', { sudo: true })).stdout).toBe('0\nroot\n');
    await expect(SshConnection.connect(park.target(rack, 'root'), { bootDeadlineMs: 0 })).rejects.toThrow(
      'refused',
    );
    await rack.destroy();
  });

  test('lets users do without sudo what everybody may, and nothing else', async () => {
    const rack = await park.boot({ user: 'admin' });
    const admin = await park.connect(rack, 'admin');
    const allowed = `
      echo mine >~/file; echo shared >/tmp/file; cat /etc/hostname ~/file /tmp/file
      systemctl is-active ssh; dpkg -s coreutils >/dev/null; apt-cache policy nothing; ip addr show >/dev/null`;
    expect((await admin.run(allowed)).stdout).toBe(`${rack.name}\nmine\nshared\nactive\n`);
    for (const forgotten of [
      'echo bad >/etc/bad',
      'echo bad >>/etc/hosts',
      'mkdir /var/lib/bad /opt/bad',
      'touch /usr/local/bin/bad /bad',
      'echo 1 >/proc/sys/net/ipv4/ip_forward',
      'sysctl -w net.ipv4.ip_forward=1',
      'modprobe br_netfilter',
      'swapoff -a',
      'hostnamectl set-hostname bad',
      'apt-get update',
      'apt-get install -y socat',
      'apt-mark hold coreutils',
      'dpkg --configure -a',
      'systemctl stop ssh',
      'systemctl daemon-reload',
      'ip route add 10.0.0.0/8 via 127.0.0.1',
      'reboot',
      'shutdown -r now',
    ]) {
      const { exitCode, stderr } = await admin.run(forgotten, { okExitCodes: 'any' });
      expect([forgotten, exitCode, stderr]).toEqual([
        forgotten,
        expect.any(Number),
        expect.stringMatching(/./),
      ]);
      expect([forgotten, exitCode]).not.toEqual([forgotten, 0]);
    }
    expect(rack.state).toBe('running');
    const asRoot = `
      cat /tmp/file /home/admin/file; pwd; echo 1 >/proc/sys/net/ipv4/ip_forward && mkdir /opt/good
      modprobe br_netfilter && apt-get update >/dev/null && systemctl daemon-reload && echo done >/etc/good`;
    const { stdout } = await admin.run(
      `cd /tmp; sudo sh -c '${asRoot}'; cat /etc/good; sudo -u admin whoami`,
    );
    expect(stdout).toBe('shared\nmine\n/tmp\ndone\nadmin\n');
    expect(rack.files.exists('/etc/bad')).toBe(false);
    await rack.destroy();
  });

  test('goes down by shutdown at once, and for nothing else that shutdown can do', async () => {
    const one = await park.boot();
    const shell = await park.connect(one);
    for (const other of ['shutdown -c', 'shutdown -k now', 'shutdown +5', 'shutdown --show']) {
      const { exitCode, stderr } = await shell.run(other, { okExitCodes: 'any' });
      expect([exitCode, stderr]).toEqual([1, `shutdown: the sandbox does not cover "${other}"\n`]);
    }
    expect(one.state).toBe('running');
    await Promise.allSettled([shell.run('shutdown -h now')]);
    await eventually(
      () => one.state,
      (state) => state === 'off',
    );
    await one.destroy();
  });

  test('comes back from a reboot with its disk and without what was in its memory', async () => {
    await sh(
      'echo kept >/root/kept; echo gone >/run/gone; modprobe br_netfilter; sysctl -w net.ipv4.ip_forward=1',
    );
    const keys = machine.hostKeys;
    const states: string[] = [];
    const forget = machine.onStateChange((state) => states.push(state));
    // The link may go before the answer comes, as on any machine.
    await Promise.allSettled([sh('systemctl reboot')]);
    await eventually(
      () => machine.state,
      (state) => state === 'running' && states.includes('off'),
    );
    forget();
    expect(states).toEqual(['stopping', 'off', 'booting', 'running']);
    expect(ssh.closed).toBe(true);
    ssh = await park.connect(machine);
    expect(machine.hostKeys).toEqual(keys);
    expect(
      await sh('cat /root/kept; ls /run/gone /proc/sys/net/bridge 2>&1; sysctl -n net.ipv4.ip_forward'),
    ).toBe(
      "kept\nls: cannot access '/run/gone': No such file or directory\nls: cannot access '/proc/sys/net/bridge': No such file or directory\n0",
    );
  });

  test('loads at boot what its files say', async () => {
    await sh(
      'echo br_netfilter >/etc/modules-load.d/k.conf; echo net.ipv4.ip_forward=1 >/etc/sysctl.d/k.conf',
    );
    await machine.reboot();
    ssh = await park.connect(machine);
    expect(await sh('cat /proc/sys/net/bridge/bridge-nf-call-iptables /proc/sys/net/ipv4/ip_forward')).toBe(
      '1\n1',
    );
  });

  test('takes new host keys when sshd is restarted', async () => {
    const before = machine.hostKeys;
    await sh(
      'rm /etc/ssh/ssh_host_*; ssh-keygen -q -t ed25519 -N "" -f /etc/ssh/ssh_host_ed25519_key; systemctl restart ssh',
    );
    expect(await sh('echo still here')).toBe('still here');
    expect(machine.hostKeys).toHaveLength(1);
    expect(before).not.toContain(machine.hostKeys[0]);
    (await park.connect(machine)).close();
    const old = { ...park.target(machine), hostKeys: { kind: 'pinned', keys: before } as const };
    await expect(SshConnection.connect(old, { bootDeadlineMs: 0 })).rejects.toThrow();
  });

  test('refuses connections when it is off, and leaves nothing when it is destroyed', async () => {
    const lost = ssh.run('sleep 60');
    await machine.kill();
    await expect(lost).rejects.toThrow('lost the connection');
    expect(machine.state).toBe('off');
    await expect(SshConnection.connect(park.target(machine), { bootDeadlineMs: 0 })).rejects.toThrow(
      'ECONNREFUSED',
    );
    await machine.destroy();
    expect(park.machines.get('web-1')).toBeUndefined();
    await expect(machine.start()).rejects.toThrow('destroyed');
    expect(park.logged).toEqual([]);
  });
});

describeWith(machinesComponent, 'the firewall of a machine', () => {
  const park = new Park();
  afterAll(() => park.close());

  test('keeps out silently whom it does not admit, also from another machine', async () => {
    const open = await park.boot();
    const closed = await park.boot({ allows: (from) => from === '127.0.0.1' });
    const through = await park.connect(open);
    await expect(through.openTunnel(closed.addresses[0] ?? '', closed.sshPort)).rejects.toThrow('no tunnel');
    (await park.connect(closed)).close();
    const shut = await park.boot({ allows: () => false });
    await expect(
      SshConnection.connect(park.target(shut), { bootDeadlineMs: 0, attemptTimeoutMs: 300 }),
    ).rejects.toThrow('did not answer in time');
  });
});

const openssh = {
  name: 'the OpenSSH client',
  available: machinesComponent.available && commandIsThere('ssh'),
  howToEnable: 'install openssh-client on a computer that can run machines of the sandbox',
};

describeWith(openssh, 'OpenSSH', () => {
  const park = new Park();
  afterAll(() => park.close());

  test('runs a command, feeds it and sends it a signal', async () => {
    const machine = await park.boot();
    expect(await client(park, machine, ['wc -c; exit 4'], 'hello')).toEqual({ code: 4, stdout: '5\n' });
    // Without a command it opens a shell, for which no terminal is given.
    expect((await client(park, machine, [], 'echo from $(hostname)\nexit 3\n')).code).toBe(3);
    expect((await client(park, machine, ['-v', 'kill -TERM $$'], '')).code).toBe(255);
  });
});

function client(park: Park, machine: Machine, command: readonly string[], input: string) {
  const options = [
    '-i',
    park.keyFile,
    '-p',
    String(machine.sshPort),
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'BatchMode=yes',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-F',
    'none',
  ];
  const child = spawn('ssh', [...options, `root@${machine.addresses[0] ?? ''}`, ...command], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(input);
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  return new Promise<{ code: number | null; stdout: string }>((resolve) => {
    child.once('close', (code) => {
      resolve({ code, stdout });
    });
  });
}

function commandIsThere(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}
