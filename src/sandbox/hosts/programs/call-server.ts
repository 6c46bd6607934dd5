import {
  closeSync,
  constants,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
  existsSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Socket } from 'node:net';
import type { MachineFiles } from '../system/machine-files';
import { Become, type ProgramCall, ProgramError, type ProgramHandler } from './program-call';
import { CALLS, INLINE_CHARACTERS } from './stand-in-client';

/** How often it is looked whether the programs that wait for an answer are still there, in milliseconds. */
const LOOK_MS = 500;

/** Takes the calls of the stand-ins of one machine while its power is on. */
export class CallServer {
  private readonly requests: Socket;
  private readonly calls = new Map<string, OpenCall>();
  private looking: NodeJS.Timeout | undefined;

  /**
   * @param find the handler of a program
   * @param isAlive whether the machine has a process of that number
   */
  constructor(
    private readonly files: MachineFiles,
    private readonly find: (program: string) => ProgramHandler | undefined,
    private readonly isAlive: (pid: number) => boolean,
    private readonly log: (line: string) => void,
  ) {
    const path = files.locate(`${CALLS}/requests`);
    // Open for writing, too: otherwise the end of one call would be the end of all.
    const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.requests = new Socket({ fd: descriptor, readable: true, writable: false });
    let rest = '';
    this.requests.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.take(line);
    });
    this.requests.on('error', () => undefined);
  }

  /** The power is gone: nobody waits for an answer any more. */
  close(): void {
    clearInterval(this.looking);
    this.looking = undefined;
    this.requests.destroy();
    for (const call of this.calls.values()) call.abandon();
    this.calls.clear();
  }

  private take(line: string): void {
    const [id = '', verb] = line.split(' ');
    if (!/^[0-9]+$/.test(id)) return;
    if (verb === 'stdin') this.calls.get(id)?.stdinArrived();
    else void this.answer(id);
  }

  private async answer(id: string): Promise<void> {
    const path = this.files.locate(`${CALLS}/calls/${id}`);
    let call: OpenCall;
    try {
      call = new OpenCall(path);
    } catch {
      // The program was killed before its call was taken.
      removeFiles(path);
      return;
    }
    this.calls.set(id, call);
    this.looking ??= setInterval(() => {
      this.look();
    }, LOOK_MS).unref();
    const status = await this.statusOf(call);
    this.calls.delete(id);
    call.end(status);
    if (this.calls.size > 0) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }

  private async statusOf(call: OpenCall): Promise<number | Become> {
    try {
      const handler = this.find(call.program);
      if (handler === undefined) throw new ProgramError('the sandbox does not cover this program');
      return await handler(call);
    } catch (error) {
      if (error instanceof Become) return error;
      if (error instanceof ProgramError) {
        call.err(`${error.bare ? '' : `${call.program}: `}${error.message}\n`);
        return error.status;
      }
      if (!call.gone.aborted) {
        this.log(
          `${call.program} ${call.args.join(' ')}: ${error instanceof Error ? String(error.stack) : String(error)}`,
        );
      }
      call.err(`${call.program}: ${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    }
  }

  private look(): void {
    for (const [id, call] of this.calls) {
      if (this.isAlive(call.pid)) continue;
      this.calls.delete(id);
      call.abandon();
      removeFiles(call.path);
    }
  }
}

/** What a call has written, and what was written for it. */
function removeFiles(path: string): void {
  const beginning = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(beginning)) rmSync(join(dirname(path), name), { force: true });
}

class OpenCall implements ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly pid: number;
  readonly folder: string;
  readonly home: string;
  readonly user: string;
  readonly kubeconfig: string;
  readonly frontend: string;
  readonly diskFull: boolean;
  readonly gone: AbortSignal;
  private readonly aborting = new AbortController();
  private answer: number | undefined;
  private pieces = 0;
  private hasFiles = false;
  /** Characters that went over the FIFO, which holds 64 KiB and is not waited for. */
  private inline = 0;
  private readonly pending = { out: '', err: '' };
  private arrived: (() => void) | undefined;

  constructor(readonly path: string) {
    const words = readFileSync(`${path}.request`, 'utf8').split('\0');
    const [
      program = '',
      pid = '',
      folder = '/',
      home = '/',
      user = 'root',
      disk = '',
      kubeconfig = '',
      frontend = '',
    ] = words;
    this.program = program;
    this.pid = Number(pid);
    this.folder = folder;
    this.home = home;
    this.user = user;
    this.diskFull = disk === 'full';
    this.kubeconfig = kubeconfig;
    this.frontend = frontend;
    this.args = words.slice(8, -1);
    this.gone = this.aborting.signal;
    this.answer = openSync(`${path}.answer`, constants.O_WRONLY | constants.O_NONBLOCK);
  }

  out(text: string): void {
    this.pending.out += text;
  }

  err(text: string): void {
    this.pending.err += text;
  }

  flush(): void {
    for (const stream of ['out', 'err'] as const) {
      const text = this.pending[stream];
      if (text === '') continue;
      this.pending[stream] = '';
      this.send(stream, text);
    }
  }

  stdin(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.arrived = () => {
        resolve(readFileSync(`${this.path}.stdin`, 'utf8'));
      };
      this.gone.addEventListener('abort', () => {
        reject(new ProgramError('killed'));
      });
      this.hasFiles = true;
      this.tell('in');
    });
  }

  become(script: string): never {
    throw new Become(script);
  }

  stdinArrived(): void {
    this.arrived?.();
  }

  end(status: number | Become): void {
    if (this.answer === undefined) return;
    this.flush();
    if (status instanceof Become) this.send('run', status.script);
    else this.tell(`exit ${String(status)}`);
    // Otherwise the program still has something to read.
    if (!this.hasFiles) {
      for (const name of ['request', 'answer']) rmSync(`${this.path}.${name}`, { force: true });
    }
    this.abandon();
  }

  abandon(): void {
    if (this.answer === undefined) return;
    closeSync(this.answer);
    this.answer = undefined;
    this.aborting.abort();
  }

  private send(verb: string, text: string): void {
    if (this.inline + text.length <= INLINE_CHARACTERS) {
      this.inline += text.length;
      const lines = text.split('\n');
      const tail = lines.pop() ?? '';
      // The bars keep the spaces at both ends.
      const told = lines.map((line) => `line |${line}|\n`);
      this.tell(`${told.join('')}${tail === '' ? '' : `tail |${tail}|\n`}${verb}`);
      return;
    }
    if (!existsSync(`${this.path}.answer`)) return;
    this.hasFiles = true;
    this.pieces += 1;
    const name = `${verb}.${String(this.pieces)}`;
    writeFileSync(`${this.path}.${name}`, text, { mode: 0o600 });
    this.tell(`${verb} ${name}`);
  }

  private tell(line: string): void {
    if (this.answer === undefined) return;
    try {
      writeSync(this.answer, `${line}\n`);
    } catch {
      // The program was killed meanwhile.
    }
  }
}
