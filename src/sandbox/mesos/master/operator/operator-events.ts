import type { MesosClock } from '../../clock';
import { every } from '../../clock';
import { record, type Sink } from '../../transport/http';

export const HEARTBEAT_SECONDS = 15;

interface Subscriber {
  readonly sink: Sink;
  readonly cancel: () => void;
}

/** Who has subscribed to what happens in the cluster. */
export class OperatorEvents {
  private readonly subscribers = new Set<Subscriber>();

  constructor(
    private readonly clock: MesosClock,
    private readonly most: number,
  ) {}

  /** @param snapshot what it is told first */
  subscribe(sink: Sink, snapshot: object): void {
    const cancel = every(this.clock, HEARTBEAT_SECONDS, () => {
      sink.write(record({ type: 'HEARTBEAT' }));
    });
    const subscriber = { sink, cancel };
    this.subscribers.add(subscriber);
    const [oldest] = this.subscribers;
    if (this.subscribers.size > this.most && oldest !== undefined) this.drop(oldest);
    sink.onClosed(() => {
      this.drop(subscriber);
    });
    sink.write(
      record({
        type: 'SUBSCRIBED',
        subscribed: { ...snapshot, heartbeat_interval_seconds: HEARTBEAT_SECONDS },
      }),
    );
    sink.write(record({ type: 'HEARTBEAT' }));
  }

  /** @param type as in `TASK_UPDATED`; its body is under the same name in lower case */
  publish(type: string, body: object): void {
    const text = record({ type, [type.toLowerCase()]: body });
    for (const { sink } of this.subscribers) sink.write(text);
  }

  /** Whether anybody would hear it. */
  get anybody(): boolean {
    return this.subscribers.size > 0;
  }

  close(): void {
    for (const subscriber of [...this.subscribers]) this.drop(subscriber);
  }

  private drop(subscriber: Subscriber): void {
    if (!this.subscribers.delete(subscriber)) return;
    subscriber.cancel();
    subscriber.sink.end();
  }
}
