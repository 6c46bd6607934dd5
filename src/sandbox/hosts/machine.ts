import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterBackend } from '../kubernetes';
import type { World } from '../world/world';
import type { CloudInit } from './cloud-init/cloud-init';
import type { Console } from './cloud-init/console';
import type { MachineContext } from './machine-context';
import { assemble } from './machine-parts';
import type { CompleteSpec, MachineState } from './machine-spec';
import type { MesosNeighbours } from './mesos/mesos-neighbours';
import type { Neighbourhood } from './neighbourhood';
import { findProgram } from './programs/called-programs';
import { CallServer } from './programs/call-server';
import { readHostKeys } from './ssh/host-keys';
import type { SshServer } from './ssh/ssh-server';
import type { BaseImage } from './system/base-image';
import type { Inside, RunResult } from './system/inside';
import { resetKernelView } from './system/kernel-view';
import { MachineFaults, type StruckFaults } from './system/machine-faults';
import { MachineFiles } from './system/machine-files';
import { type MachineProcess, Namespace } from './system/namespace';
import { seedDisk, writeHostname } from './system/seed-disk';

/** From the order to the last process, in simulated seconds. */
const SHUTDOWN_SECONDS = 3;
/** How long a machine is away that reboots by a fault, and how slow a slow one is, unless the fault says it. */
const AWAY_SECONDS = 20;
const SLOW_SECONDS = 10;

/** How long it is waited, in real time, for a command to begin before its link is cut. */
const LONGEST_START_MS = 2000;

export type StateListener = (state: MachineState) => void;

/**
 * A computer of its own: a disk that outlives the power, processes that do not, and an sshd. It shares the kernel and the
 * network with the computer it runs on.
 */
export class Machine {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly sshPort: number;
  /** The folder that is `/` on the machine. */
  readonly root: string;
  readonly files: MachineFiles;
  private current: MachineState = 'off';
  private readonly listeners = new Set<StateListener>();
  private readonly console: Console;
  private readonly cloudInit: CloudInit;
  private readonly context: MachineContext;
  private readonly ssh: SshServer;
  private readonly inside: Inside;
  private readonly faults: MachineFaults;
  private readonly kernel: string;
  private namespace: Namespace | undefined;
  private calls: CallServer | undefined;
  private boot: { readonly power: AbortController; readonly done: Promise<void> } | undefined;
  private destroyed = false;
  private scripts = 0;

  constructor(
    private readonly spec: CompleteSpec,
    private readonly world: World,
    private readonly image: BaseImage,
    clusters: ClusterBackend,
    neighbourhood: Neighbourhood,
    mesos: MesosNeighbours,
    private readonly onDestroyed: () => void,
  ) {
    this.name = spec.name;
    this.addresses = spec.addresses;
    this.sshPort = spec.sshPort;
    const folder = join(world.folder, 'machines', spec.name);
    this.root = join(folder, 'disk');
    this.kernel = join(folder, 'kernel');
    mkdirSync(this.root, { recursive: true });
    this.image.layOut(this.root);
    this.files = new MachineFiles(this.root);
    seedDisk(this.files, world.random.stream(`machine ${spec.name}`));
    writeHostname(this.files, spec.hostname, spec);
    this.faults = new MachineFaults(world.faults, [spec.name, spec.hostname]);
    const parts = assemble({
      spec,
      world,
      files: this.files,
      clusters,
      neighbourhood,
      mesos,
      kernel: this.kernel,
      namespace: () => this.namespace,
      hostname: () => this.hostname,
      power: (what) => {
        this.powerLater(what);
      },
      mayConnect: () => this.mayConnect(),
      runSession: (account, command) => this.runForSession(account, command),
    });
    this.console = parts.console;
    this.inside = parts.inside;
    this.context = parts.context;
    this.cloudInit = parts.cloudInit;
    this.ssh = parts.ssh;
  }

  get state(): MachineState {
    return this.current;
  }

  get hostname(): string {
    return (this.files.read('/etc/hostname') ?? this.spec.hostname).trim();
  }

  /** Who may log in. */
  get users(): readonly string[] {
    return this.spec.users.map(({ name }) => name);
  }

  /** What systemd runs on it: `kubelet.service`; sshd is not among it, which is on every machine. */
  get activeUnits(): readonly string[] {
    return this.context.services.activeUnits();
  }

  /** Its public host keys, as in /etc/ssh/*.pub; none before the first boot. */
  get hostKeys(): readonly string[] {
    return readHostKeys(this.files).map(({ publicLine }) => publicLine);
  }

  /** What its serial console printed, all boots together. */
  consoleOutput(): string {
    return this.console.output;
  }

  /**
   * Runs a script as root, as an agent on the machine does it that somebody outside gives orders to.
   * @throws Error when it is not running
   */
  async runScript(script: string): Promise<RunResult> {
    if (this.current !== 'running') throw new Error(`machine "${this.name}" is not running`);
    this.scripts += 1;
    const path = `/var/lib/fleetwright/scripts/${String(this.scripts)}.sh`;
    this.files.write(path, script, 0o700);
    // Without a line that names another one, it is a script of the shell.
    return this.inside.run(script.startsWith('#!') ? [path] : ['/bin/sh', path]);
  }

  /** Also while it boots: whether its firewall lets somebody reach it. */
  allows(fromAddress: string, toAddress: string, port: number): boolean {
    return this.spec.allows(fromAddress, toAddress, port);
  }

  /** Calls back at every change of the state. Gives what ends that. */
  onStateChange(listener: StateListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Switches the power on. Resolves when sshd answers, or when the boot was cut short or went wrong. */
  start(): Promise<void> {
    if (this.destroyed) return Promise.reject(new Error(`machine "${this.name}" is destroyed`));
    if (this.boot !== undefined) return this.boot.done;
    const power = new AbortController();
    this.set('booting');
    const done = this.powerOn(power.signal).catch(async (error: unknown) => {
      if (power.signal.aborted) return;
      this.log(error);
      await this.kill();
      throw error;
    });
    // Whoever does not wait for it sees the state and the log.
    done.catch(() => undefined);
    this.boot = { power, done };
    return done;
  }

  /** Shuts down in good order. */
  async stop(): Promise<void> {
    const { boot } = this;
    if (boot === undefined) return;
    if (this.current === 'running') {
      this.set('stopping');
      const { services } = this.context;
      await Promise.all(services.units().map((unit) => services.stop(unit)));
      await this.world.clock.sleep(SHUTDOWN_SECONDS, boot.power.signal).catch(() => undefined);
    }
    if (this.boot === boot) await this.kill();
  }

  async reboot(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** The power is gone, from one moment to the next. */
  async kill(): Promise<void> {
    const { boot, namespace, calls } = this;
    if (boot === undefined) return;
    this.boot = undefined;
    this.namespace = undefined;
    this.calls = undefined;
    boot.power.abort(new Error('the power is gone'));
    calls?.close();
    this.cloudInit.abandon();
    const { services, kubernetes } = this.context;
    services.abandon();
    const servicesGone = this.ssh.stop();
    this.ssh.cut();
    await Promise.all([namespace?.kill(), servicesGone, kubernetes.powerOff()]);
    this.set('off');
  }

  /** Its disk is gone, too. */
  async destroy(): Promise<void> {
    this.destroyed = true;
    await this.kill();
    await this.context.kubernetes.lose();
    await rm(join(this.root, '..'), { recursive: true, force: true, maxRetries: 3 });
    this.onDestroyed();
  }

  /** Lets faults happen that do not wait for anybody to come by. */
  async suffer(): Promise<void> {
    if (this.current === 'running') await this.sufferFrom(this.faults.strikeIdle());
  }

  private async powerOn(power: AbortSignal): Promise<void> {
    const struck = this.faults.strike('boot');
    this.console.powerOn(release());
    const slow = struck.delay('slow', SLOW_SECONDS) ?? 0;
    await this.world.clock.sleep(this.spec.bootSeconds + slow, power);
    if (struck.has('never-boots')) {
      this.console.kernel('Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)');
      return;
    }
    if (struck.has('dead')) {
      await this.kill();
      return;
    }
    this.files.empty('/run');
    this.files.makeFolder('/run/systemd/system');
    this.files.makeFolder('/run/lock');
    this.files.empty('/tmp');
    resetKernelView(this.kernel, this.files, this.spec);
    this.cloudInit.prepare();
    const namespace = await Namespace.start(this.image, {
      disk: this.root,
      kernel: this.kernel,
      hostname: this.hostname,
    });
    if (power.aborted) {
      await namespace.kill();
      return;
    }
    this.namespace = namespace;
    this.calls = new CallServer(
      this.files,
      (program) => findProgram(program, this.context, this.cloudInit),
      (pid) => namespace.hasProcess(pid),
      (line) => {
        this.log(line);
      },
    );
    void namespace.ended.then(() => {
      if (this.namespace === namespace) void this.kill();
    });
    await this.inside.applyBootSettings();
    await this.cloudInit.early();
    power.throwIfAborted();
    await this.context.services.start('ssh.service');
    if (power.aborted) {
      await this.ssh.stop();
      return;
    }
    this.set('running');
    await this.context.services.startEnabled();
    power.throwIfAborted();
    this.context.kubernetes.powerOn();
    this.cloudInit.final().catch((error: unknown) => {
      if (!power.aborted) this.log(error);
    });
  }

  /** The program that asks for it is answered first. */
  private powerLater(what: 'reboot' | 'off'): void {
    setImmediate(() => {
      const done = what === 'reboot' ? this.reboot() : this.stop();
      done.catch((error: unknown) => {
        this.log(error);
      });
    });
  }

  private mayConnect(): boolean {
    const struck = this.faults.strike('connect');
    void this.sufferFrom(struck);
    return !struck.has('link-cut') && !struck.has('dead') && !struck.has('reboot');
  }

  private async runForSession(account: { name: string; home: string }, command: string | undefined) {
    const end = this.world.traffic.begin('host', 'exec');
    const struck = this.faults.strike('exec');
    const slow = struck.delay('slow', SLOW_SECONDS);
    if (slow !== undefined) await this.world.clock.sleep(slow);
    const process = await this.inside.spawnSession(account, command, { diskFull: struck.has('disk-full') });
    process.child.once('close', end);
    const cut = struck.delay('link-cut', 0);
    if (cut === undefined) await this.sufferFrom(struck);
    else void this.cutInMidCommand(process, cut);
    return process;
  }

  /** Once the command has all its input and has said something: before, it would not be in the middle of anything. */
  private async cutInMidCommand({ child }: MachineProcess, seconds: number): Promise<void> {
    const input = new Promise((resolve) => child.stdin?.once('finish', resolve));
    // Later: whoever listens first would take the output away from the session.
    const output = new Promise((resolve) => setImmediate(() => child.stdout?.once('data', resolve)));
    await Promise.race([Promise.all([input, output]), wait(LONGEST_START_MS)]);
    await this.world.clock.sleep(seconds).catch(() => undefined);
    this.ssh.cut();
  }

  private async sufferFrom(struck: StruckFaults): Promise<void> {
    const away = struck.delay('reboot', AWAY_SECONDS);
    if (struck.has('dead')) {
      await this.kill();
    } else if (away !== undefined) {
      await this.kill();
      this.world.clock.after(away, () => {
        if (!this.destroyed) void this.start().catch(() => undefined);
      });
    } else if (struck.has('link-cut')) {
      this.world.clock.after(struck.delay('link-cut', 0) ?? 0, () => {
        this.ssh.cut();
      });
    }
  }

  private log(error: unknown): void {
    this.world.log(`machine ${this.name}: ${error instanceof Error ? error.message : String(error)}`);
  }

  private set(state: MachineState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}

/** Removes what an earlier sandbox left in the same folder. */
export function clearMachines(folder: string): void {
  rmSync(join(folder, 'machines'), { recursive: true, force: true });
}
