import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { hostUser } from './host-image';
import { run, tryRun } from './run-command';

/** Every capability that Docker 20.10 knows, except CAP_SYS_RESOURCE, which the machine itself may lack. */
const capabilities = [
  ...[
    'AUDIT_CONTROL',
    'AUDIT_READ',
    'AUDIT_WRITE',
    'BLOCK_SUSPEND',
    'CHOWN',
    'DAC_OVERRIDE',
    'DAC_READ_SEARCH',
  ],
  ...[
    'FOWNER',
    'FSETID',
    'IPC_LOCK',
    'IPC_OWNER',
    'KILL',
    'LEASE',
    'LINUX_IMMUTABLE',
    'MAC_ADMIN',
    'MAC_OVERRIDE',
  ],
  ...[
    'MKNOD',
    'NET_ADMIN',
    'NET_BIND_SERVICE',
    'NET_BROADCAST',
    'NET_RAW',
    'SETFCAP',
    'SETGID',
    'SETPCAP',
    'SETUID',
  ],
  ...['SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE'],
  ...['SYS_RAWIO', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM'],
];

/** The overlay file system cannot be stacked on the one a container has, so containerd's folder gets a volume. */
const volumes = ['/var/lib/containerd'];

export interface TestHostIdentity {
  readonly name: string;
  readonly container: string;
  readonly address: string;
  readonly keyFile: string;
}

interface Creation {
  readonly image: string;
  readonly network: string;
  readonly labels: readonly string[];
  readonly resolvConf: string;
}

/** One Debian machine: systemd, sshd on port 22 of its own address, an account with sudo, and its own disk. */
export class TestHost {
  /** Also the hostname. */
  readonly name: string;
  readonly address: string;
  readonly port = 22;
  /** An account with password-less sudo; root can log in with the same key. */
  readonly user = hostUser;
  readonly keyFile: string;
  readonly container: string;
  private key = '';
  private on = false;

  constructor(identity: TestHostIdentity) {
    this.name = identity.name;
    this.address = identity.address;
    this.keyFile = identity.keyFile;
    this.container = identity.container;
  }

  /** The host's ed25519 public key in OpenSSH form, without a comment. */
  get hostKey(): string {
    return this.key;
  }

  /** Whether it has power. */
  get isRunning(): boolean {
    return this.on;
  }

  async create(creation: Creation): Promise<void> {
    await run('docker', [
      ...['run', '--detach', '--name', this.container, '--hostname', this.name],
      ...['--network', creation.network, '--ip', this.address],
      ...creation.labels.flatMap((label) => ['--label', label]),
      ...capabilities.flatMap((capability) => ['--cap-add', capability]),
      ...['--security-opt', 'seccomp=unconfined', '--security-opt', 'apparmor=unconfined'],
      ...['--cgroupns', 'private', '--tmpfs', '/run', '--tmpfs', '/tmp', '--stop-signal', 'SIGRTMIN+3'],
      // The kubelet reads the kernel's messages there and does not start without it.
      ...['--device', '/dev/kmsg'],
      // A privileged container on the host may not be allowed more devices than the host itself.
      ...['--device-cgroup-rule', 'a *:* rwm'],
      ...['--volume', `${creation.resolvConf}:/etc/resolv.conf`],
      ...volumes.flatMap((path) => ['--volume', path]),
      creation.image,
    ]);
    this.on = true;
    const authorized = readFileSync(`${this.keyFile}.pub`, 'utf8');
    const authorize = `set -eu
for home in /root /home/${this.user}; do
  install -d -m 700 "$home/.ssh"
  printf '%s' '${authorized}' > "$home/.ssh/authorized_keys"
done
chown -R ${this.user}: /home/${this.user}/.ssh`;
    await this.exec(authorize);
    await this.waitUntilBooted();
    const [type = '', key = ''] = (await this.exec('cat /etc/ssh/ssh_host_ed25519_key.pub')).split(' ');
    this.key = `${type} ${key}`;
  }

  /** Runs POSIX sh as root on the host, not over SSH; resolves with stdout, rejects with the tail of stderr. */
  exec(script: string): Promise<string> {
    return run('docker', ['exec', '--interactive', this.container, 'sh'], { input: script });
  }

  /** Copies a file from this machine to the host. */
  async copy(source: string, destination: string): Promise<void> {
    await run('docker', ['cp', source, `${this.container}:${destination}`]);
  }

  /** Power off without warning; the disk stays. */
  async kill(): Promise<void> {
    this.on = false;
    await run('docker', ['kill', this.container]);
  }

  /** An orderly shutdown. */
  async stop(): Promise<void> {
    this.on = false;
    await run('docker', ['stop', '--time', '30', this.container]);
  }

  /** Boots the host again, with the same disk, address and host keys. */
  async start(): Promise<void> {
    await run('docker', ['start', this.container]);
    this.on = true;
    await this.waitUntilBooted();
  }

  private async waitUntilBooted(): Promise<void> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const state = await tryRun('docker', ['exec', this.container, 'systemctl', 'is-system-running']);
      if (['running', 'degraded'].includes(state.stdout.trim()) && (await greets(this.address, this.port)))
        return;
      if (Date.now() > deadline) {
        const failed = await tryRun('docker', [
          'exec',
          this.container,
          'systemctl',
          '--failed',
          '--no-legend',
        ]);
        throw new Error(
          `host "${this.name}" is not up after 60 s: ${state.stdout}${state.stderr}${failed.stdout}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Whether an SSH server says hello. */
function greets(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (data) => {
      end(data.toString().startsWith('SSH-2.0'));
    });
    socket.once('error', () => {
      end(false);
    });
    socket.once('timeout', () => {
      end(false);
    });
  });
}
