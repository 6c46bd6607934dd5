/** An event of the scheduler's stream. */
export interface SchedulerEvent {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** A framework's scheduler over HTTP, as anybody would write it. */
export class SchedulerClient {
  readonly events: SchedulerEvent[] = [];
  streamId = '';
  frameworkId = '';
  private readonly listeners = new Set<() => void>();
  private readonly abort = new AbortController();

  constructor(private readonly url: string) {}

  /** Resolves when it is subscribed. */
  async subscribe(framework: object): Promise<void> {
    const response = await this.post({
      type: 'SUBSCRIBE',
      ...idOf(framework),
      subscribe: { framework_info: framework },
    });
    if (response.status !== 200) throw new Error(`${String(response.status)} ${await response.text()}`);
    this.streamId = response.headers.get('mesos-stream-id') ?? '';
    void this.read(response).catch(() => undefined);
    const { subscribed } = await this.next('SUBSCRIBED');
    this.frameworkId = (subscribed as { framework_id: { value: string } }).framework_id.value;
  }

  /** The next event of a kind that has not been taken yet. */
  async next(
    type: string,
    matches: (event: SchedulerEvent) => boolean = () => true,
  ): Promise<SchedulerEvent> {
    for (;;) {
      const at = this.events.findIndex((event) => event.type === type && matches(event));
      const [event] = at < 0 ? [] : this.events.splice(at, 1);
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.listeners.delete(listener);
          resolve();
        };
        this.listeners.add(listener);
      });
    }
  }

  /** The next update, acknowledged. */
  async update(): Promise<Record<string, unknown>> {
    const { update } = await this.next('UPDATE');
    const { status } = update as { status: Record<string, unknown> };
    if (status.uuid !== undefined) {
      const { agent_id, task_id, uuid } = status;
      await this.call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
    }
    return status;
  }

  async call(call: object): Promise<Response> {
    return this.post(
      { framework_id: { value: this.frameworkId }, ...call },
      { 'Mesos-Stream-Id': this.streamId },
    );
  }

  disconnect(): void {
    this.abort.abort();
  }

  private post(body: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}/api/v1/scheduler`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: this.abort.signal,
    });
  }

  private async read(response: Response): Promise<void> {
    let rest = Buffer.alloc(0);
    for await (const chunk of response.body ?? []) {
      rest = Buffer.concat([rest, Buffer.from(chunk as Uint8Array)]);
      for (;;) {
        const line = rest.indexOf('\n');
        const length = line < 0 ? NaN : Number(rest.subarray(0, line).toString());
        if (Number.isNaN(length) || rest.length < line + 1 + length) break;
        this.events.push(JSON.parse(rest.subarray(line + 1, line + 1 + length).toString()) as SchedulerEvent);
        rest = rest.subarray(line + 1 + length);
      }
      for (const listener of [...this.listeners]) listener();
    }
  }
}

function idOf(framework: object): object {
  return 'id' in framework ? { framework_id: framework.id } : {};
}
