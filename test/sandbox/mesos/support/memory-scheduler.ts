import type { Reply, Sink } from '../../../../src/sandbox/mesos/transport/http';
import type { SchedulerEvent } from './scheduler-client';

type Post = (body: object, headers: Readonly<Record<string, string>>) => Promise<Reply>;

export interface OfferEvent {
  readonly id: { readonly value: string };
  readonly agent_id: { readonly value: string };
  readonly resources: readonly { readonly name: string; readonly scalar?: { readonly value: number } }[];
}

/** A framework's scheduler that reaches its master without a network. */
export class MemoryScheduler {
  readonly events: SchedulerEvent[] = [];
  /** Streams are read to where they are. */
  streamId = '';
  closed = false;
  /** What is done with updates. */
  acknowledges: (state: string) => boolean = () => true;
  private rest = '';
  private hangUp = (): void => undefined;

  constructor(private readonly post: Post) {}

  get frameworkId(): string {
    const [subscribed] = this.of('SUBSCRIBED');
    return (subscribed?.subscribed as { framework_id: { value: string } }).framework_id.value;
  }

  get updates(): readonly Record<string, unknown>[] {
    return this.of('UPDATE').map(({ update }) => (update as { status: Record<string, unknown> }).status);
  }

  /** Offers that were not taken back. */
  get offers(): readonly OfferEvent[] {
    const gone = new Set(
      this.of('RESCIND').map(({ rescind }) => (rescind as { offer_id: { value: string } }).offer_id.value),
    );
    return this.of('OFFERS')
      .flatMap(({ offers }) => (offers as { offers: OfferEvent[] }).offers)
      .filter(({ id }) => !gone.has(id.value) && !this.used.has(id.value));
  }

  readonly used = new Set<string>();

  async subscribe(framework: object): Promise<Reply> {
    const reply = await this.post(
      {
        type: 'SUBSCRIBE',
        ...('id' in framework ? { framework_id: framework.id } : {}),
        subscribe: { framework_info: framework },
      },
      {},
    );
    this.streamId = reply.headers?.['Mesos-Stream-Id'] ?? '';
    if (typeof reply.body === 'function') reply.body(this.sink());
    return reply;
  }

  call(call: object): Promise<Reply> {
    return this.post(
      { framework_id: { value: this.frameworkId }, ...call },
      { 'mesos-stream-id': this.streamId },
    );
  }

  /** Of the newest offer of an agent. */
  async launch(agentId: string, task: object): Promise<Reply> {
    const offer = this.offers.findLast(({ agent_id: agent }) => agent.value === agentId);
    if (offer === undefined) throw new Error(`no offer of ${agentId}`);
    this.used.add(offer.id.value);
    return this.call({
      type: 'ACCEPT',
      accept: {
        offer_ids: [offer.id],
        operations: [{ type: 'LAUNCH', launch: { task_infos: [{ ...task, agent_id: { value: agentId } }] } }],
        filters: { refuse_seconds: 0 },
      },
    });
  }

  /** Every offer there is, for so long. */
  async declineAll(refuseSeconds: number): Promise<void> {
    const offers = this.offers.map(({ id }) => id);
    for (const { value } of offers) this.used.add(value);
    await this.call({
      type: 'DECLINE',
      decline: { offer_ids: offers, filters: { refuse_seconds: refuseSeconds } },
    });
  }

  disconnect(): void {
    this.hangUp();
  }

  of(type: string): readonly SchedulerEvent[] {
    return this.events.filter((event) => event.type === type);
  }

  private sink(): Sink {
    return {
      write: (text) => {
        this.read(text);
      },
      end: () => {
        this.closed = true;
      },
      onClosed: (action) => {
        const before = this.hangUp;
        this.hangUp = () => {
          before();
          action();
        };
      },
    };
  }

  private read(text: string): void {
    this.rest += text;
    for (;;) {
      const line = this.rest.indexOf('\n');
      const length = Number(this.rest.slice(0, line));
      const bytes = Buffer.from(this.rest.slice(line + 1));
      if (line < 0 || bytes.length < length) return;
      const event = JSON.parse(bytes.subarray(0, length).toString()) as SchedulerEvent;
      this.rest = bytes.subarray(length).toString();
      this.events.push(event);
      if (event.type === 'UPDATE') this.acknowledge(event);
    }
  }

  private acknowledge({ update }: SchedulerEvent): void {
    const { status } = update as { status: Record<string, unknown> };
    const { agent_id, task_id, uuid, state } = status;
    if (uuid === undefined || !this.acknowledges(String(state))) return;
    void this.call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
  }
}
