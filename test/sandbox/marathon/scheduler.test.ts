import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { attributeText, readOffer } from '../../../src/sandbox/marathon/mesos/offer';
import { RecordReader } from '../../../src/sandbox/marathon/mesos/record-io';
import { readStatus } from '../../../src/sandbox/marathon/mesos/status';
import { startMarathon } from '../../../src/sandbox/marathon';
import type { JsonMap } from '../../../src/sandbox/marathon/json';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/client';
import { PretendMaster } from './support/pretend-master';

const folder = join(__dirname, '../../../../shared/contracts/mesos');
const recordings = {
  name: 'the recordings of Mesos',
  available: existsSync(folder),
  howToEnable: 'put the contracts folder beside the repository, at ../shared/contracts',
};

interface Recorded {
  readonly type: string;
  readonly offers?: { readonly offers: readonly JsonMap[] };
  readonly update?: { readonly status: JsonMap };
}

function recorded(): Recorded[] {
  const files = readdirSync(folder).filter((name) => /^scheduler-.*-stream\.txt$/.test(name));
  return files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line) => {
        const event = /^\d\d:\d\d:\d\d (\{.*\})$/.exec(line)?.[1];
        return event === undefined ? [] : [JSON.parse(event) as Recorded];
      }),
  );
}

describeWith(recordings, 'what real masters have sent', () => {
  const events = recorded();

  test('is read in parts of any length', () => {
    const stream = Buffer.concat(
      events.map((event) => {
        const text = JSON.stringify(event);
        return Buffer.from(`${String(Buffer.byteLength(text))}\n${text}`);
      }),
    );
    for (const length of [1, 7, 1000, stream.length]) {
      const reader = new RecordReader();
      const read: unknown[] = [];
      for (let at = 0; at < stream.length; at += length) {
        read.push(
          ...reader.push(stream.subarray(at, at + length)).map((record) => JSON.parse(record) as unknown),
        );
      }
      expect(read).toEqual(events);
    }
  });

  test('offers have an agent, its address, attributes and resources', () => {
    const offers = events.flatMap(({ offers: some }) => some?.offers ?? []).map(readOffer);
    expect(offers.length).toBeGreaterThan(30);
    for (const offer of offers) {
      expect(offer).toMatchObject({
        hostname: '127.0.0.1',
        address: '127.0.0.1',
        agentId: expect.stringMatching(/-S\d+$/) as string,
      });
      const cpus = offer.resources
        .filter(({ name }) => name === 'cpus')
        .reduce((sum, { scalar = 0 }) => sum + scalar, 0);
      expect(cpus).toBeGreaterThan(0);
    }
    const texts = new Set(
      offers.flatMap(({ attributes }) => attributes.map((one) => `${one.name}=${attributeText(one)}`)),
    );
    expect([...texts]).toEqual(
      expect.arrayContaining(['rack=r1', 'disk=hdd', 'level=10', 'ports_attr=[1-5,8-9]']),
    );
    expect(offers.some(({ role }) => role === 'prod')).toBe(true);
  });

  test('updates have a task, a state and what wants to be acknowledged', () => {
    const updates = events.flatMap(({ update }) => (update === undefined ? [] : [readStatus(update.status)]));
    expect(updates.length).toBeGreaterThan(10);
    for (const { taskId, state } of updates) {
      expect(taskId).not.toBe('');
      expect(state).toMatch(/^TASK_[A-Z_]+$/);
    }
    expect(updates).toContainEqual(
      expect.objectContaining({
        state: 'TASK_KILLED',
        reason: 'REASON_AGENT_DRAINING',
        uuid: expect.any(String) as string,
      }),
    );
  });
});

test('a master that does not lead tells who does, and a broken connection is made anew with the same framework', async () => {
  const master = await PretendMaster.start([{ name: 'a1' }]);
  const other = createServer((_request, response) => {
    response.writeHead(307, { Location: `//${master.address}/api/v1/scheduler` }).end();
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const marathon = await startMarathon({
    leadingMaster: () => Promise.resolve(`127.0.0.1:${String((other.address() as AddressInfo).port)}`),
  });
  try {
    await eventually(() => {
      expect(master.callsOf('SUBSCRIBE')).toHaveLength(1);
    });
    expect(master.callsOf('SUBSCRIBE')[0]).toMatchObject({
      subscribe: {
        framework_info: { name: 'marathon', checkpoint: true, failover_timeout: 604800, roles: ['*'] },
      },
    });
    // The leader has learnt its id when it declines the first offer.
    await eventually(() => {
      expect(master.callsOf('DECLINE').length).toBeGreaterThan(0);
    });
    master.disconnect();
    await eventually(() => {
      expect(master.callsOf('SUBSCRIBE')).toHaveLength(2);
    });
    expect(master.callsOf('SUBSCRIBE')[1]).toMatchObject({
      framework_id: { value: 'framework-0000' },
      subscribe: { framework_info: { id: { value: 'framework-0000' } } },
    });
  } finally {
    await marathon.stop();
    await master.stop();
    await new Promise((resolve) => other.close(resolve));
  }
});
