import { describeTarget } from '../drivers/ssh/target';
import { compile } from './compile';
import { ConvergeError } from './converge-error';
import { hintFor } from './failure-hint';
import type { HostShell } from './host-shell';
import type { Operation, TransferOperation } from './operation';
import { randomTag } from './random-tag';
import { redactor } from './redact';
import type { ConvergeReport, OperationResult } from './report';
import { parseReportLine, type ReportLine } from './script-report';
import { uploadAll } from './upload-all';
import { validateOperations } from './validate-operations';

export interface ConvergeOptions {
  /** `check` changes nothing on the host. */
  readonly mode: 'check' | 'apply';
  /**
   * Aborting ends the run at the next safe point: a command at work is left to end, and a later run waits for
   * it on the host.
   */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConvergeProgress) => void;
  /** Debug messages, redacted. */
  readonly log?: (message: string) => void;
}

export interface ConvergeProgress {
  readonly id: string;
  readonly description: string;
  readonly state: 'started' | 'uploading' | 'ok' | 'changed' | 'pending' | 'failed';
}

/** Links lost in a row, with no operation done in between, before the loss is given back as the error. */
const toleratedLosses = 3;

/** A backstop against another script that never ends; each of its commands has a limit of its own. */
const waitForOtherScriptSeconds = 3600;

/**
 * Makes a host what the operations say, or finds out what it is not. Everything is idempotent, so what became of
 * an operation when the link was lost is found out by running again.
 *
 * @throws ConvergeError when an operation fails; what the shell throws when the host cannot be reached.
 */
export async function converge(
  shell: HostShell,
  operations: readonly Operation[],
  options: ConvergeOptions,
): Promise<ConvergeReport> {
  validateOperations(operations);
  return new Convergence(shell, operations, options).run();
}

class Convergence {
  private readonly results = new Map<number, OperationResult>();
  private readonly uploaded = new Set<number>();
  private readonly secrets: readonly string[];
  private readonly redact: (text: string) => string;
  private readonly host: string;
  private roundTrips = 0;

  constructor(
    private readonly shell: HostShell,
    private readonly operations: readonly Operation[],
    private readonly options: ConvergeOptions,
  ) {
    this.secrets = operations.flatMap(secretsOf);
    this.redact = redactor(this.secrets);
    this.host = describeTarget(shell.target);
  }

  async run(): Promise<ConvergeReport> {
    let losses = 0;
    for (;;) {
      const doneBefore = this.results.size;
      try {
        if (await this.pass()) return this.report();
        losses = 0;
      } catch (error) {
        if (this.options.signal?.aborted === true || this.shell.isLinkLost?.(error) !== true) throw error;
        losses = this.results.size > doneBefore ? 1 : losses + 1;
        if (losses > toleratedLosses) throw error;
        this.log(`the link was lost; running again to find out what became of it`);
      }
    }
  }

  /** Sends the script once and, when it asks for files, uploads them. True when nothing is left to do. */
  private async pass(): Promise<boolean> {
    const { script, tag, limitSeconds } = compile(this.operations, {
      mode: this.options.mode,
      tag: randomTag(),
    });
    const lines: ReportLine[] = [];
    this.roundTrips += 1;
    const { stderr } = await this.shell.run(script, {
      sudo: true,
      secrets: this.secrets,
      timeoutMs: (limitSeconds + waitForOtherScriptSeconds) * 1000,
      ...this.abortable(),
      onStdoutLine: (text) => {
        const line = parseReportLine(text, tag);
        if (line === null) return;
        if (line.kind !== 'waiting' || lines.at(-1)?.kind !== 'waiting') this.note(line);
        lines.push(line);
      },
    });
    const last = lines.at(-1);
    if (last?.kind === 'abort') throw new Error(`${this.host}: ${last.message}`);
    const outcome = last?.kind === 'end' ? last.outcome : 'cut';
    switch (outcome) {
      case 'complete':
        return true;
      case 'failed':
        throw this.failure(lines);
      case 'upload':
        await this.upload(lines);
        return false;
      case 'interrupted':
        throw new Error(
          `${this.host}: the run was interrupted on the host by a signal; run it again to go on`,
        );
      case 'cut':
        throw new Error(
          `${this.host}: the report of the run ends early; check that root can run scripts there, then run it again` +
            (stderr.trim() === '' ? '' : `\n${this.redact(stderr.trim())}`),
        );
    }
  }

  private note(line: ReportLine): void {
    switch (line.kind) {
      case 'waiting':
        this.log('another run is at work on the host; waiting for it');
        return;
      case 'abort':
      case 'end':
      case 'upload':
        return;
      case 'started':
        this.settle(line.index, 'started', this.reasonOf(line.index, line.reason));
        return;
      case 'pending':
        this.settle(line.index, 'pending', this.reasonOf(line.index, line.reason));
        return;
      case 'ok':
      case 'changed':
      case 'failed':
        this.settle(line.index, line.kind, this.results.get(line.index)?.reason ?? '');
        return;
    }
  }

  /** An operation that this run changed stays changed when a later pass finds it in order. */
  private settle(index: number, state: OperationResult['status'] | 'started', reason: string): void {
    const operation = this.operation(index);
    const { id, description } = operation;
    if (state === 'started') {
      this.progress(operation, 'started');
      this.log(`${description} (${id}): ${reason}`);
      this.results.set(index, { id, status: 'failed', reason });
      return;
    }
    const before = this.results.get(index);
    const status = state === 'ok' && before !== undefined && before.status !== 'ok' ? 'changed' : state;
    this.results.set(index, { id, status, reason: status === 'ok' ? '' : reason });
    this.progress(operation, status);
  }

  private async upload(lines: readonly ReportLine[]): Promise<void> {
    const wanted = lines.flatMap((line) => (line.kind === 'upload' ? [line.index] : []));
    for (const index of wanted) {
      const operation = this.operation(index);
      if (this.uploaded.has(index)) throw this.vanished(operation);
      this.uploaded.add(index);
    }
    const transfers = wanted.map((index) => this.operation(index)).filter(isTransfer);
    await uploadAll(this.shell, transfers, {
      ...this.abortable(),
      onStart: (operation) => {
        this.progress(operation, 'uploading');
      },
      onDone: (operation) => {
        const index = this.operations.indexOf(operation);
        this.results.set(index, { id: operation.id, status: 'changed', reason: `${operation.path} differs` });
      },
    });
  }

  private failure(lines: readonly ReportLine[]): Error {
    const line = lines.find((one) => one.kind === 'failed');
    if (line === undefined) return new Error(`${this.host}: an operation failed without a report`);
    const operation = this.operation(line.index);
    const reason = this.redact(line.reason);
    const { id: operationId, description } = operation;
    return new ConvergeError({
      operationId,
      description,
      host: this.host,
      exitCode: line.exitCode,
      stderrTail: this.redact(line.output),
      hint: hintFor(operation, line.exitCode, reason),
    });
  }

  private vanished(operation: Operation): ConvergeError {
    const { id: operationId, description } = operation;
    return new ConvergeError({
      operationId,
      description,
      host: this.host,
      exitCode: null,
      stderrTail: '',
      hint: 'the file was uploaded and is not there any more; find out what on the host removes or changes it',
    });
  }

  private report(): ConvergeReport {
    const results = this.operations.map(
      ({ id }, index): OperationResult => this.results.get(index) ?? { id, status: 'ok', reason: '' },
    );
    return {
      mode: this.options.mode,
      results,
      pending: results.flatMap(({ id, status, reason }, index) =>
        status === 'pending' ? [{ id, description: this.operation(index).description, reason }] : [],
      ),
      changed: results.filter((one) => one.status === 'changed').map((one) => one.id),
      roundTrips: this.roundTrips,
    };
  }

  private reasonOf(index: number, reason: string): string {
    return reason === '' ? this.operation(index).description : this.redact(reason);
  }

  private operation(index: number): Operation {
    const operation = this.operations[index];
    if (operation === undefined)
      throw new Error(`the report names operation ${String(index)}, which is not there`);
    return operation;
  }

  private progress({ id, description }: Operation, state: ConvergeProgress['state']): void {
    this.options.onProgress?.({ id, description, state });
  }

  private log(message: string): void {
    this.options.log?.(this.redact(`${this.host}: ${message}`));
  }

  private abortable(): { signal?: AbortSignal } {
    return this.options.signal === undefined ? {} : { signal: this.options.signal };
  }
}

function isTransfer(operation: Operation): operation is TransferOperation {
  return operation.kind === 'transfer';
}

function secretsOf(operation: Operation): readonly string[] {
  if (operation.kind === 'file' && operation.sensitive === true) return [operation.content];
  return operation.kind === 'command' ? (operation.secrets ?? []) : [];
}
