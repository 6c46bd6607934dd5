import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A provider in its debug mode, started when it is first wanted. */
export class KeptProvider {
  private process: ChildProcess | undefined;
  private variables: Promise<Readonly<Record<string, string>>> | undefined;

  constructor(
    private readonly executable: string,
    private readonly folder: string,
    private readonly variablesOfTerraform: NodeJS.ProcessEnv,
  ) {}

  /** What a Terraform needs in its environment to use it. */
  environment(): Promise<Readonly<Record<string, string>>> {
    this.variables ??= this.start();
    return this.variables;
  }

  end(): void {
    this.process?.kill();
  }

  private start(): Promise<Readonly<Record<string, string>>> {
    const child = spawn(this.executable, ['-debug'], {
      cwd: this.folder,
      env: this.variablesOfTerraform,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.process = child;
    return new Promise((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [, name, value] = /^ +(TF_REATTACH_PROVIDERS)='(.+)'$/m.exec(said) ?? [];
        if (name !== undefined && value !== undefined) resolve({ [name]: value });
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the provider ended with ${String(code)}: ${said}`)));
    });
  }
}
