import type { World } from '../../world/world';
import { randomUuid } from '../../world/uuid';
import { ArmError } from '../errors';

export type OperationStatus = 'InProgress' | 'Succeeded' | 'Failed' | 'Canceled';

export interface OperationPlan {
  /** Its name, for messages about what is in progress. */
  readonly name: string;
  readonly provider: string;
  readonly location: string;
  /** The least that it takes, in simulated seconds. */
  readonly seconds: number;
  /** What takes as long as it takes; gives what the operation puts out. Ends early on the signal. */
  readonly work?: ((signal: AbortSignal) => Promise<unknown>) | undefined;
  /** Its failure, when it is one already. */
  readonly failure?: ArmError | undefined;
  readonly done?: (() => void) | undefined;
  readonly failed?: ((error: ArmError) => void) | undefined;
}

/** What goes on after a request was answered, and can be asked about until the sandbox is reset. */
export class LongOperation {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly location: string;
  readonly startedAt = new Date();
  readonly #abort = new AbortController();
  #status: OperationStatus = 'InProgress';
  #endedAt: Date | undefined;
  #error: ArmError | undefined;
  #output: unknown;

  constructor(
    world: World,
    private readonly plan: OperationPlan,
  ) {
    this.id = randomUuid(world.random);
    this.name = plan.name;
    this.provider = plan.provider;
    this.location = plan.location;
    this.#run(world).catch((error: unknown) => {
      if (this.#status !== 'InProgress' || this.#abort.signal.aborted) return;
      if (!(error instanceof ArmError)) {
        world.log(
          `azure: ${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
      this.#fail(error instanceof ArmError ? error : internal(error));
    });
  }

  get status(): OperationStatus {
    return this.#status;
  }

  get endedAt(): Date | undefined {
    return this.#endedAt;
  }

  get error(): ArmError | undefined {
    return this.#error;
  }

  get output(): unknown {
    return this.#output;
  }

  get inProgress(): boolean {
    return this.#status === 'InProgress';
  }

  /** A later operation takes its place: it ends, and what it was in the middle of changes nothing more. */
  preempt(): void {
    if (!this.inProgress) return;
    this.#abort.abort();
    this.#end('Canceled');
    this.#error = new ArmError(
      409,
      'OperationPreempted',
      'Operation execution has been preempted by a more recent operation.',
    );
  }

  /** The sandbox is reset or stops. */
  abandon(): void {
    this.#abort.abort();
  }

  async #run(world: World): Promise<void> {
    const { signal } = this.#abort;
    const { seconds, work, failure } = this.plan;
    if (failure !== undefined) {
      await world.clock.sleep(seconds, signal);
      throw failure;
    }
    const [output] = await Promise.all([work?.(signal), world.clock.sleep(seconds, signal)]);
    if (signal.aborted) return;
    this.#output = output;
    this.plan.done?.();
    this.#end('Succeeded');
  }

  #fail(error: ArmError): void {
    this.#error = error;
    this.plan.failed?.(error);
    this.#end('Failed');
  }

  #end(status: OperationStatus): void {
    this.#status = status;
    this.#endedAt = new Date();
  }
}

function internal(error: unknown): ArmError {
  const message = error instanceof Error ? error.message : String(error);
  return new ArmError(500, 'InternalExecutionError', `An internal execution error occurred: ${message}`);
}
