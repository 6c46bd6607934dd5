import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { judge } from '../../../src/drivers/kubernetes/readiness';
import type { Verdict } from '../../../src/drivers/kubernetes/readiness';
import type { JsonObject } from '../../../src/drivers/kubernetes';

interface Case {
  readonly name: string;
  readonly object: JsonObject;
  readonly verdict: Verdict;
}

/** One file per kind: `name`, `object`, `verdict`. A new case is a new entry, a new kind a new file. */
const folder = join(__dirname, 'readiness');
const cases = readdirSync(folder).flatMap((file) =>
  (parse(readFileSync(join(folder, file), 'utf8')) as Case[]).map(
    (entry) => [`${file.replace('.yaml', '')}: ${entry.name}`, entry] as const,
  ),
);

test.each(cases)('%s', (_name, { object, verdict }) => {
  expect(judge(object)).toEqual(verdict);
});
