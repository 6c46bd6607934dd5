import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appInfo, deployment, queueItem } from '../../../src/drivers/marathon/answers';
import { explainStall } from '../../../src/drivers/marathon/stall';

interface StallCase {
  readonly name: string;
  /** As Marathon answers. */
  readonly app: unknown;
  readonly queued?: unknown;
  readonly deployment?: unknown;
  readonly reasons: readonly string[];
}

const folder = join(__dirname, 'stall');

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as StallCase[];
  test.each(cases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { app, queued, deployment: current, reasons }) => {
      expect(
        explainStall({
          app: appInfo.parse(app),
          queued: queued === undefined ? undefined : queueItem.parse(queued),
          deployment: current === undefined ? undefined : deployment.parse(current),
        }),
      ).toEqual(reasons);
    },
  );
});
