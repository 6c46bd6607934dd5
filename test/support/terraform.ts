import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KeptProvider } from './kept-provider';
import type { Component } from './require-component';

/** A provider that Terraform finds in a mirror of its own, without any network. */
export interface MirroredProvider {
  /** `host/namespace/type`. */
  readonly source: string;
  readonly version: string;
  /** The file that Terraform is to run. */
  readonly executable: string;
}

export interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they were read. */
  readonly output: string;
}

export interface TerraformOptions {
  /** Added to the environment of Terraform. */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * The only provider runs from the first command that waits for its end until {@link Terraform.dispose}, in its debug
   * mode, because starting it takes longer than most of what it is asked to do.
   */
  readonly keepProvider?: boolean;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Result>;
}

/** What `terraform show -json` says of one resource. */
export interface ShownResource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values: Readonly<Record<string, unknown>>;
  readonly tainted?: boolean;
}

/** What `terraform show -json` says of one planned change. */
export interface ShownChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** The real Terraform CLI in a folder of its own, removed by {@link dispose}. Nothing it does needs a network. */
export class Terraform {
  readonly folder: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly kept: KeptProvider | undefined;

  constructor(
    providers: readonly MirroredProvider[],
    { environment = {}, keepProvider = false }: TerraformOptions = {},
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'terraform-test-'));
    const mirror = join(this.folder, '.mirror');
    for (const provider of providers) placeProvider(mirror, provider);
    mkdirSync(mirror, { recursive: true });
    const cliConfig = join(this.folder, '.terraformrc');
    writeFileSync(
      cliConfig,
      `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
    );
    this.environment = {
      ...withoutTerraformVariables(process.env),
      TF_CLI_CONFIG_FILE: cliConfig,
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      ...environment,
    };
    const [provider] = providers;
    if (keepProvider && provider !== undefined) {
      this.kept = new KeptProvider(provider.executable, this.folder, this.environment);
    }
  }

  /** `TERRAFORM_BINARY_NAME`, else `terraform`, else `tofu`; undefined when none is there. */
  static binary(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    const asked = environment.TERRAFORM_BINARY_NAME;
    const names = asked === undefined || asked === '' ? ['terraform', 'tofu'] : [asked];
    const folders = (environment.PATH ?? '').split(delimiter);
    return names
      .flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))))
      .find((path) => existsSync(path));
  }

  /** For `describeWith`. */
  static component(): Component {
    return {
      name: 'Terraform or OpenTofu',
      available: Terraform.binary() !== undefined,
      howToEnable: 'install Terraform 1.11 or newer, or OpenTofu, and put it on the PATH',
    };
  }

  /** Writes a file of the configuration; what is no string is written as JSON. */
  write(file: string, content: unknown): void {
    writeFileSync(
      join(this.folder, file),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    );
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** Starts Terraform, which starts its providers itself, and returns at once. */
  start(...args: readonly string[]): Running {
    return this.spawn(args, this.environment);
  }

  private spawn(args: readonly string[], env: NodeJS.ProcessEnv): Running {
    const binary = Terraform.binary();
    if (binary === undefined) throw new Error('neither terraform nor tofu is on the PATH');
    const child = spawn(binary, args, {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout: string[] = [];
    const stderr: string[] = [];
    const output: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout.push(text), output.push(text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr.push(text), output.push(text)));
    const finished = new Promise<Result>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({
          exitCode: code ?? -1,
          stdout: stdout.join(''),
          stderr: stderr.join(''),
          output: output.join(''),
        });
      });
    });
    return { process: child, finished };
  }

  /** Runs Terraform to its end, whatever its exit code. */
  async try(...args: readonly string[]): Promise<Result> {
    const environment = { ...this.environment, ...(await this.kept?.environment()) };
    return this.spawn(args, environment).finished;
  }

  /** Runs Terraform and throws with all its output when it fails. */
  async run(...args: readonly string[]): Promise<Result> {
    return succeeded(args, await this.try(...args));
  }

  /** Also for {@link start}, so that it installs the provider although it may run already. */
  async init(): Promise<Result> {
    return succeeded(['init'], await this.start('init', '-no-color').finished);
  }

  apply(...args: readonly string[]): Promise<Result> {
    return this.run('apply', '-auto-approve', '-no-color', ...args);
  }

  /** For an apply that may fail. */
  tryApply(...args: readonly string[]): Promise<Result> {
    return this.try('apply', '-auto-approve', '-no-color', ...args);
  }

  destroy(...args: readonly string[]): Promise<Result> {
    return this.run('destroy', '-auto-approve', '-no-color', ...args);
  }

  /** The changes of a new plan, without those that change nothing. */
  async plan(...args: readonly string[]): Promise<readonly ShownChange[]> {
    const options = ['-no-color', '-out=test.tfplan', '-detailed-exitcode', ...args];
    const planned = await this.try('plan', ...options);
    if (planned.exitCode === 0) return [];
    // Changes, or an error.
    if (planned.exitCode !== 2) succeeded(['plan', ...options], planned);
    const shown = await this.json<{ resource_changes?: readonly ShownChange[] }>(
      'show',
      '-json',
      'test.tfplan',
    );
    return (shown.resource_changes ?? []).filter(({ change }) => change.actions.join() !== 'no-op');
  }

  /** The resources in state. */
  async resources(): Promise<readonly ShownResource[]> {
    const shown = await this.json<{ values?: { root_module?: { resources?: readonly ShownResource[] } } }>(
      'show',
      '-json',
    );
    return shown.values?.root_module?.resources ?? [];
  }

  /** One resource in state. */
  async resource(address: string): Promise<ShownResource> {
    const found = (await this.resources()).find((resource) => resource.address === address);
    if (found === undefined) throw new Error(`there is no ${address} in state`);
    return found;
  }

  /** The state file as it is stored, with private data. */
  state(): Promise<Result> {
    return this.run('state', 'pull');
  }

  /** Runs a command that answers in JSON. */
  async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse((await this.run(...args)).stdout) as T;
  }

  dispose(): void {
    this.kept?.end();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function succeeded(args: readonly string[], result: Result): Result {
  if (result.exitCode === 0) return result;
  throw new Error(`terraform ${args.join(' ')} exited with ${result.exitCode}:\n${result.output}`);
}

function placeProvider(mirror: string, { source, version, executable }: MirroredProvider): void {
  const folder = join(mirror, source, version, platformName());
  const type = source.split('/').at(-1) ?? source;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `terraform-provider-${type}_v${version}`);
  copyFileSync(executable, file);
  chmodSync(file, 0o755);
}

/** `linux_amd64`, as Terraform names it. */
export function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch === 'ia32' ? '386' : process.arch;
  return `${system}_${architecture}`;
}

/** The settings of whoever runs the tests must not change what they test. */
function withoutTerraformVariables(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(TF_|PLUGIN_)/.test(name)));
}
