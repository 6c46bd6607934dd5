import type { MesosClock } from '../clock';
import { type Message, type Pid, pid, type Address, type Transport } from '../transport/transport';
import type { JsonObject } from '../values/json';

export const REPLICA = 'log-replica(1)';
const ASKING = '__req_res__';

/** How often those are asked again who have not answered: a message may be lost. */
const AGAIN_SECONDS = 1;

/** The replicas that there are now, and this one. */
export interface Members {
  readonly pids: readonly Pid[];
  /** Calls back at every change. Gives what ends that. */
  onChange(listener: () => void): () => void;
}

type Answer = (request: Message) => JsonObject | undefined;

/** Asks all replicas that there are; each answers or keeps silent. */
export class LogNetwork {
  private readonly pending = new Map<number, (from: Pid, answer: JsonObject) => void>();
  private next = 1;
  private readonly self: Pid;
  private readonly asking: Pid;

  constructor(
    address: Address,
    private readonly transport: Transport,
    private readonly clock: MesosClock,
    readonly members: Members,
    private readonly answer: Answer,
  ) {
    this.self = pid(REPLICA, address);
    this.asking = pid(ASKING, address);
  }

  /** Whether the message was one between replicas. */
  receive(message: Message): boolean {
    const { name, body, from } = message;
    if (message.to.startsWith(`${ASKING}@`)) {
      this.pending.get(Number(body.id))?.(from, body);
      return true;
    }
    if (!message.to.startsWith(`${REPLICA}@`)) return false;
    const answer = this.answer(message);
    if (answer !== undefined) {
      this.transport.send({
        from: this.self,
        to: from,
        name: `${name}Response`,
        body: { ...answer, id: body.id },
      });
    }
    return true;
  }

  /**
   * Asks again and again until what has come is enough. Each replica's answer counts once, and this one's first.
   * @param decide gives the outcome, or undefined while it is open
   */
  ask<T>(
    name: string,
    body: JsonObject,
    decide: (answers: readonly JsonObject[]) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> {
    const id = this.next++;
    const answers = new Map<Pid, JsonObject>();
    return new Promise<T>((resolve, reject) => {
      let cancel = (): void => undefined;
      const end = (): void => {
        this.pending.delete(id);
        cancel();
        signal.removeEventListener('abort', aborted);
      };
      const aborted = (): void => {
        end();
        reject(signal.reason as Error);
      };
      const take = (from: Pid, answer: JsonObject): void => {
        if (answers.has(from)) return;
        answers.set(from, answer);
        try {
          const outcome = decide([...answers.values()]);
          if (outcome === undefined) return;
          end();
          resolve(outcome);
        } catch (error) {
          end();
          reject(error as Error);
        }
      };
      const broadcast = (): void => {
        if (!this.pending.has(id)) return;
        const own = this.answer({ from: this.asking, to: this.self, name, body });
        if (own !== undefined) take(this.self, own);
        for (const to of this.members.pids) {
          if (to === this.self || answers.has(to)) continue;
          this.transport.send({ from: this.asking, to, name, body: { ...body, id } });
        }
        if (this.pending.has(id)) cancel = this.clock.after(AGAIN_SECONDS, broadcast);
      };
      this.pending.set(id, take);
      if (signal.aborted) aborted();
      else signal.addEventListener('abort', aborted);
      broadcast();
    });
  }
}
