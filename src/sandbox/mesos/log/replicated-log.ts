import type { MesosClock } from '../clock';
import { Exit } from '../failure';
import type { Address, Message, Transport } from '../transport/transport';
import type { JsonObject } from '../values/json';
import { LogNetwork, type Members } from './log-network';
import type { Accepted, Replica, ReplicaStatus } from './replica';

export interface LogOptions {
  readonly address: Address;
  readonly transport: Transport;
  readonly clock: MesosClock;
  readonly replica: Replica;
  readonly members: Members;
  readonly quorum: number;
  /** Whether logs that are all empty begin by themselves. */
  readonly autoInitialize: boolean;
  readonly log: (line: string) => void;
}

const LONGEST_LOOK_SECONDS = 1;

/** Another coordinator has taken over. */
export class Demoted extends Error {
  constructor() {
    super('Failed to perform store: the coordinator has been demoted');
  }
}

type RecoverOutcome =
  ReplicaStatus | { readonly accepted: Accepted; readonly promised: number } | 'undecided';

/**
 * The registry's log, in as many copies as there are masters. Who writes must have the promise of a quorum, and a write
 * counts when a quorum has it.
 */
export class ReplicatedLog {
  private readonly network: LogNetwork;
  private readonly stopping = new AbortController();
  private readonly voting: Promise<void>;
  private proposal = 0;

  constructor(private readonly options: LogOptions) {
    const { address, transport, clock, members } = options;
    this.network = new LogNetwork(address, transport, clock, members, (message) => this.answer(message));
    this.voting = this.recover();
    this.voting.catch(() => undefined);
  }

  /** Whether this copy counts. */
  get recovered(): boolean {
    return this.options.replica.status === 'VOTING';
  }

  get ensembleSize(): number {
    return this.options.members.pids.length;
  }

  receive(message: Message): boolean {
    return this.network.receive(message);
  }

  /** Becomes the one who writes. Gives what was written last. @throws Exit when this copy misses what others have */
  async lead(signal: AbortSignal): Promise<string> {
    await this.voting;
    const { replica, quorum } = this.options;
    const last = await this.promised(signal);
    if (replica.accepted.position === 0) await this.mustNotBeBehind(signal);
    this.options.log(`Coordinator elected with proposal ${String(this.proposal)}, quorum ${String(quorum)}`);
    await this.append({ proposal: this.proposal, position: last.position, value: last.value }, signal);
    return last.value;
  }

  /** @throws Demoted */
  async write(value: string, signal: AbortSignal): Promise<void> {
    const position = this.options.replica.accepted.position + 1;
    await this.append({ proposal: this.proposal, position, value }, signal);
  }

  stop(): void {
    this.stopping.abort(new Error('the log is closed'));
    this.options.replica.release();
  }

  /**
   * A copy that began empty by itself must not lead where others have something: the real one fails a check then.
   * @throws Exit
   */
  private async mustNotBeBehind(signal: AbortSignal): Promise<void> {
    const { clock, members } = this.options;
    const enough = new AbortController();
    const cancel = clock.after(LONGEST_LOOK_SECONDS, () => {
      enough.abort();
    });
    await this.network
      .ask(
        'RecoverRequest',
        {},
        (answers) => {
          const { position } = latest(answers);
          if (position > 1) {
            throw new Exit(
              134,
              `Check failed: the log has no entries here, and ${String(position)} elsewhere`,
            );
          }
          return answers.length >= members.pids.length ? true : undefined;
        },
        AbortSignal.any([signal, enough.signal, this.stopping.signal]),
      )
      .catch((error: unknown) => {
        // Who has not answered by now is not there.
        if (!enough.signal.aborted) throw error;
      })
      .finally(cancel);
  }

  /** Asks with higher and higher numbers until nobody of a quorum has promised more to somebody else. */
  private async promised(signal: AbortSignal): Promise<Accepted> {
    const { replica, quorum } = this.options;
    for (;;) {
      const proposal = Math.max(this.proposal, replica.promised) + 1;
      this.proposal = proposal;
      const outcome = await this.network.ask<Accepted | number>(
        'PromiseRequest',
        { proposal },
        (answers) => {
          const refused = answers.filter(({ okay }) => okay !== true);
          if (refused.length > 0) return Math.max(...refused.map(({ promised }) => Number(promised)));
          return answers.length < quorum ? undefined : latest(answers);
        },
        AbortSignal.any([signal, this.stopping.signal]),
      );
      if (typeof outcome !== 'number') return outcome;
      this.proposal = outcome;
    }
  }

  private async append(accepted: Accepted, signal: AbortSignal): Promise<void> {
    const { quorum } = this.options;
    const body = { accepted } as unknown as JsonObject;
    await this.network.ask(
      'WriteRequest',
      body,
      (answers) => {
        if (answers.some(({ okay }) => okay !== true)) throw new Demoted();
        return answers.length < quorum ? undefined : true;
      },
      AbortSignal.any([signal, this.stopping.signal]),
    );
  }

  /** Until this copy counts. */
  private async recover(): Promise<void> {
    const { replica, clock, log } = this.options;
    while (!this.stopping.signal.aborted && replica.status !== 'VOTING') {
      await this.enough();
      const outcome = await this.askHowToRecover();
      if (outcome === 'undecided') {
        await new Promise<void>((resolve) => clock.after(0.5 + Math.random() / 2, resolve));
      } else if (typeof outcome === 'string') {
        log(`Updating replica status to ${outcome}`);
        replica.become(outcome);
      } else {
        log('Updating replica status to RECOVERING');
        replica.become('RECOVERING');
        replica.catchUp(outcome.accepted, outcome.promised);
        log('Updating replica status to VOTING');
      }
    }
    this.stopping.signal.throwIfAborted();
  }

  /** Until a quorum of replicas is there, whatever their state. */
  private enough(): Promise<void> {
    const { members, quorum } = this.options;
    return new Promise((resolve) => {
      const look = (): void => {
        if (members.pids.length < quorum) return;
        end();
        resolve();
      };
      const end = members.onChange(look);
      look();
    });
  }

  /**
   * A quorum of replicas that count has what this one misses. Where all there can be are empty, they begin together, in two
   * steps: nobody may count while another may still believe that all are empty.
   */
  private askHowToRecover(): Promise<RecoverOutcome> {
    const { replica, quorum, autoInitialize, members } = this.options;
    const all = 2 * quorum - 1;
    return this.network.ask<RecoverOutcome>(
      'RecoverRequest',
      {},
      (answers) => {
        const count = (...statuses: readonly ReplicaStatus[]) =>
          answers.filter(({ status }) => statuses.includes(status as ReplicaStatus)).length;
        if (count('VOTING') >= quorum) {
          const voting = answers.filter(({ status }) => status === 'VOTING');
          return {
            accepted: latest(voting),
            promised: Math.max(...voting.map(({ promised }) => Number(promised))),
          };
        }
        if (autoInitialize && replica.status === 'EMPTY' && count('EMPTY', 'STARTING') >= all) {
          return 'STARTING';
        }
        if (autoInitialize && replica.status === 'STARTING' && count('STARTING', 'VOTING') >= all) {
          return 'VOTING';
        }
        return answers.length >= members.pids.length ? 'undecided' : undefined;
      },
      this.stopping.signal,
    );
  }

  private answer({ name, body }: Message): JsonObject | undefined {
    const { replica } = this.options;
    const { status, promised, accepted } = replica;
    if (name === 'RecoverRequest') {
      return { status, promised, accepted };
    }
    if (status !== 'VOTING') return undefined;
    if (name === 'PromiseRequest') {
      const proposal = Number(body.proposal);
      // Asked again by the same one, as the answer was lost.
      const okay = replica.promise(proposal) || proposal === promised;
      return { okay, promised: replica.promised, accepted };
    }
    if (name === 'WriteRequest') {
      return { okay: replica.write(body.accepted as Accepted), promised: replica.promised };
    }
    return undefined;
  }
}

/** Of what answers say was written, the last of the last coordinator. */
function latest(answers: readonly JsonObject[]): Accepted {
  return answers
    .map(({ accepted }) => accepted as Accepted)
    .reduce((best, one) =>
      one.proposal > best.proposal || (one.proposal === best.proposal && one.position > best.position)
        ? one
        : best,
    );
}
