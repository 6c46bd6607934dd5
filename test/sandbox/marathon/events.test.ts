import { eventually } from './support/client';
import { started, type Started } from './support/started';

interface Event {
  readonly eventType: string;
  readonly timestamp: string;
  readonly [field: string]: unknown;
}

describe('the event stream', () => {
  let it: Started;
  const ended = new AbortController();

  beforeAll(async () => {
    it = await started();
  });

  afterAll(async () => {
    ended.abort();
    await it.stop();
  });

  async function listen(query = ''): Promise<Event[]> {
    const answer = await fetch(`${it.marathon.url}/v2/events${query}`, {
      headers: { Accept: 'text/event-stream' },
      signal: ended.signal,
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events: Event[] = [];
    const read = async (): Promise<void> => {
      let text = '';
      const decoder = new TextDecoder();
      for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(part, { stream: true });
        const blocks = text.split('\r\n\r\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const [name, data] = block.split('\r\n');
          const event = JSON.parse((data ?? '').replace(/^data: /, '')) as Event;
          expect(name).toBe(`event: ${event.eventType}`);
          events.push(event);
        }
      }
    };
    void read().catch(() => undefined);
    return events;
  }

  test('tells of a deployment, its steps and its tasks in their order', async () => {
    const [all, only] = [
      await listen(),
      await listen('?event_type=deployment_success&event_type=deployment_failed'),
    ];
    const made = await it.client.ask('POST', '/v2/apps', { id: '/web', cmd: 'sleep 100' });
    const id = made.headers.get('marathon-deployment-id');
    await it.client.idle();
    await eventually(() => {
      expect(only.map(({ eventType }) => eventType)).toEqual(['deployment_success']);
    });
    expect(only[0]).toMatchObject({
      id,
      plan: {
        id,
        steps: [
          { actions: [{ action: 'StartApplication', app: '/web' }] },
          { actions: [{ action: 'ScaleApplication', app: '/web' }] },
        ],
      },
    });
    const types = all.map(({ eventType }) => eventType);
    const order = [
      'event_stream_attached',
      'api_post_event',
      'group_change_success',
      'deployment_info',
      'deployment_step_success',
      'status_update_event',
      'deployment_success',
    ];
    expect(types.filter((type, index) => order.includes(type) && types.indexOf(type) === index)).toEqual(
      order,
    );
    const [task] = await it.client.tasks('/web');
    expect(all).toContainEqual(
      expect.objectContaining({
        eventType: 'status_update_event',
        taskId: task?.['id'],
        taskStatus: 'TASK_RUNNING',
        appId: '/web',
        host: task?.['host'],
        ports: task?.['ports'],
      }),
    );
    expect(all).toContainEqual(
      expect.objectContaining({
        eventType: 'instance_changed_event',
        condition: 'Running',
        goal: 'Running',
        runSpecId: '/web',
      }),
    );
    for (const { timestamp } of all) expect(new Date(timestamp).toISOString()).toBe(timestamp);
  });

  test('is for those that accept one', async () => {
    const { status, headers, body } = await it.client.ask('GET', '/v2/events', undefined, {
      Accept: 'application/json',
    });
    expect(status).toBe(405);
    expect(headers.get('content-type')).toMatch(/^text\/html/);
    expect(body).toContain('HTTP method GET is not supported by this URL');
  });
});
