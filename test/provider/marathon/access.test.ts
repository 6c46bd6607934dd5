import { createServer, type Server } from 'node:http';
import { accessMarathon, accessRestartingMarathon } from '../../../src/provider/marathon/access';
import type { Session } from '../../../src/provider/session';
import { freePort } from '../../support/test-marathon';
import { sessionOf } from '../support/session';

const { signal } = new AbortController();

describe('a Marathon that restarts', () => {
  let session: Session;
  let port: number;
  let server: Server | undefined;

  beforeEach(async () => {
    port = await freePort();
    session = sessionOf({});
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await session.close();
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  const reference = () => ({
    hosts: null,
    port: 8080,
    url: `http://127.0.0.1:${String(port)}`,
    login: null,
  });

  function serve(): void {
    server = createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ version: '1.11.24', elected: true }));
    });
    server.listen(port, '127.0.0.1');
  }

  /** Time goes by, second by second, with whatever the network has to say in between. */
  async function outcome(promise: Promise<unknown>, servingAfter: number): Promise<string> {
    let ended: string | undefined;
    promise.then(
      () => (ended = 'answers'),
      (error: unknown) => (ended = error instanceof Error ? error.message : String(error)),
    );
    for (let second = 0; second < 600 && ended === undefined; second += 1) {
      if (second === servingAfter) serve();
      await jest.advanceTimersByTimeAsync(1_000);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    return ended ?? 'nothing yet';
  }

  test('is waited for longer than others, but not for longer than what it is for may take', async () => {
    expect(await outcome(accessMarathon(session, reference(), 'change', signal), 90)).toMatch(/no answer/);
    expect(await outcome(accessRestartingMarathon(session, reference(), 60_000, signal), 90)).toMatch(
      /no answer/,
    );
  });

  test('is there when it is back', async () => {
    expect(await outcome(accessRestartingMarathon(session, reference(), 600_000, signal), 90)).toBe(
      'answers',
    );
  });

  test('that did not come back is not waited for again', async () => {
    expect(await outcome(accessRestartingMarathon(session, reference(), 600_000, signal), 600)).toMatch(
      /no answer/,
    );
    expect(await outcome(accessRestartingMarathon(session, reference(), 600_000, signal), 90)).toMatch(
      /no answer/,
    );
  });
});
