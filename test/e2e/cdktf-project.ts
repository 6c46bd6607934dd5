import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findTerraform } from '../../src/cli/find-terraform';
import { copyOfExample } from '../support/cdktf-project';

const root = resolve(__dirname, '../..');

export interface Outcome {
  readonly exitCode: number;
  /** Standard output and error as a user sees them, without colours. */
  readonly output: string;
}

/** What a plan would do with one resource. */
export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  /** The attributes that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

/** An example, copied as a user copies it, with the cdktf and the Terraform command line. */
export class CdktfProject {
  readonly folder: string;
  readonly stack: string;
  readonly log: string;
  /** What is in every plan that was made. The files themselves are compressed. */
  readonly plans: { readonly file: string; readonly content: string }[] = [];
  /** Everything that was printed. */
  said = '';
  private readonly environment: NodeJS.ProcessEnv;

  /** @param environment in addition to this process's own */
  constructor(example: string, stack: string, environment: NodeJS.ProcessEnv = {}) {
    this.folder = copyOfExample(example);
    this.stack = join(this.folder, 'cdktf.out/stacks', stack);
    this.log = join(this.folder, 'terraform.log');
    this.environment = {
      ...process.env,
      CI: '1',
      CHECKPOINT_DISABLE: '1',
      DISABLE_VERSION_CHECK: '1',
      NO_COLOR: '1',
      FORCE_COLOR: '0',
      TF_LOG: 'TRACE',
      TF_LOG_PATH: this.log,
      ...environment,
    };
    delete this.environment.TF_CLI_CONFIG_FILE;
  }

  /** The providers that run for this project now, of which nobody hears any more afterwards. */
  killProviders(): number {
    return this.kill((command) => command.includes('terraform-provider-fleetwright'));
  }

  /** Terraform itself and its providers, before they can write anything down. */
  killTerraform(): number {
    return this.kill((command) => !command.includes('cdktf'));
  }

  /** Plain `cdktf deploy --auto-approve`. */
  deploy(): Promise<Outcome> {
    return this.cdktf('deploy', '--auto-approve');
  }

  /**
   * As {@link deploy}, by Terraform's own command line, for those who read what it says of a failure: that of cdktf was seen
   * to end before it had printed all of it.
   */
  async apply(): Promise<Outcome> {
    await this.synth();
    return this.terraform('apply', '-auto-approve', '-no-color');
  }

  /** As {@link deploy}; what goes wrong is the test's failure, with all of the output. */
  async mustDeploy(): Promise<string> {
    const { exitCode, output } = await this.deploy();
    if (exitCode !== 0) throw new Error(`cdktf deploy ended with ${String(exitCode)}:\n${output}`);
    return output;
  }

  async mustDestroy(): Promise<string> {
    const { exitCode, output } = await this.cdktf('destroy', '--auto-approve');
    if (exitCode !== 0) throw new Error(`cdktf destroy ended with ${String(exitCode)}:\n${output}`);
    return output;
  }

  /** What a new plan would change, after a refresh unless told otherwise. */
  async plan(...options: readonly string[]): Promise<readonly PlannedChange[]> {
    await this.synth();
    return this.planned(...options);
  }

  /** Makes the stack anew of what is declared by now, as `cdktf synth` does without waiting for the rest of its command line. */
  async synth(): Promise<void> {
    const [command = '', ...args] = this.app.split(' ');
    await this.must('synth', await this.run(command, args, this.folder));
    await this.must('init', await this.terraform('init', '-input=false', '-no-color'));
  }

  /** As {@link plan}, of the stack as it was last synthesized. */
  async planned(...options: readonly string[]): Promise<readonly PlannedChange[]> {
    const file = join(this.folder, 'saved.plan');
    await this.must(
      'plan',
      await this.terraform('plan', '-input=false', '-no-color', `-out=${file}`, ...options),
    );
    const shown = await this.must('show', await this.terraform('show', '-json', file));
    this.plans.push({ file: `plan ${String(this.plans.length + 1)}`, content: shown });
    const { resource_changes = [] } = JSON.parse(shown.slice(shown.indexOf('{'))) as {
      resource_changes?: readonly { address: string; change: Omit<PlannedChange, 'address'> }[];
    };
    return resource_changes
      .map(({ address, change }) => ({ address, ...change }))
      .filter(({ actions }) => actions.join() !== 'no-op');
  }

  /** Plain `terraform apply` of the stack as it was last synthesized; what goes wrong is the test's failure. */
  async mustApply(...options: readonly string[]): Promise<string> {
    return this.must('apply', await this.terraform('apply', '-auto-approve', '-no-color', ...options));
  }

  /** Terraform's own command line in the synthesized stack. */
  terraform(...args: readonly string[]): Promise<Outcome> {
    const binary = findTerraform(process.env);
    if (binary === undefined) throw new Error('neither terraform nor tofu is on the PATH');
    return this.run(binary, args, this.stack);
  }

  /** Addresses of what is in the state. */
  async state(): Promise<readonly string[]> {
    return Object.keys(await this.ids());
  }

  /** Ids of what is in the state, by address. @param prefix of the addresses */
  async ids(prefix = ''): Promise<Readonly<Record<string, string>>> {
    const pulled = await this.must('state pull', await this.terraform('state', 'pull'));
    if (pulled.trim() === '') return {};
    const { resources = [] } = JSON.parse(pulled) as {
      resources?: readonly {
        readonly type: string;
        readonly name: string;
        readonly instances: readonly { readonly attributes: { readonly id?: string | null } }[];
      }[];
    };
    const all = resources.flatMap(({ type, name, instances: [instance] }): [string, string][] =>
      instance === undefined ? [] : [[`${type}.${name}`, instance.attributes.id ?? '']],
    );
    return Object.fromEntries(all.filter(([address]) => address.startsWith(prefix)));
  }

  /** Everything that runs left behind in files: state and its backups, logs, the synthesized stack. */
  leftBehind(): readonly { readonly file: string; readonly content: string }[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !/terraform-provider|\/build\//.test(file))
      .map((file) => ({ file, content: readFileSync(file, 'latin1') }));
  }

  /** Kills those of the programs that run in the stack's folder. */
  private kill(isMeant: (command: string) => boolean): number {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && this.runsHere(name, isMeant));
    for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
    return pids.length;
  }

  private runsHere(pid: string, isMeant: (command: string) => boolean): boolean {
    try {
      const here = readlinkSync(`/proc/${pid}/cwd`) === this.stack;
      return here && isMeant(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      // It has ended meanwhile.
      return false;
    }
  }

  private cdktf(...args: readonly string[]): Promise<Outcome> {
    const program = join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf');
    return this.run(process.execPath, [program, ...args, '--app', this.app], this.folder);
  }

  /** What synthesizes the stack: the example's own command, and then what that has compiled, which takes half the time. */
  private get app(): string {
    const compiled = join(this.folder, 'build/main.js');
    const sources = readdirSync(this.folder).filter((name) => name.endsWith('.ts'));
    const isCompiled =
      existsSync(compiled) &&
      sources.every((name) => statSync(join(this.folder, name)).mtimeMs < statSync(compiled).mtimeMs);
    return isCompiled ? 'node build/main.js' : 'npm run --silent main';
  }

  private must(what: string, { exitCode, output }: Outcome): Promise<string> {
    if (exitCode !== 0)
      return Promise.reject(new Error(`${what} ended with ${String(exitCode)}:\n${output}`));
    return Promise.resolve(output);
  }

  private run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
    return new Promise((resolveOutcome) => {
      const options = { cwd, env: this.environment, maxBuffer: 256 * 1024 * 1024 };
      execFile(command, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        const output = stripVTControlCharacters(`${stdout}${code === 0 ? '' : stderr}`);
        this.said += `${output}\n${stderr}\n`;
        resolveOutcome({ exitCode: code, output });
      });
    });
  }
}
