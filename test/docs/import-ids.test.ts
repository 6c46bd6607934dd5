import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHostImportId } from '../../src/provider/import-id';
import { parseReleaseImportId } from '../../src/provider/kubernetes/release-import-id';
import { parseMarathonImportId } from '../../src/provider/marathon/marathon-import-id';
import { fleetwrightProvider } from '../../src/provider/provider';

const [, text = ''] = readFileSync(join(__dirname, '../../docs/provider.md'), 'utf8').split('## Import\n');
const documented = [...text.matchAll(/^\| `(fleetwright_\w+\*?)` +\|/gm)].map(([, type = '']) => type);
const types = Object.keys(fleetwrightProvider('0.0.0').resources);

test.each(types)('the import id of %s is documented', (type) => {
  expect(
    documented.filter((one) => one === type || (one.endsWith('*') && type.startsWith(one.slice(0, -1)))),
  ).toHaveLength(1);
});

const commands = [...text.matchAll(/^terraform import (\w+)\.\w+ (?:\\\n +)?'([^']+)'$/gm)].map(
  ([, type = '', id = '']) => [type, id] as const,
);

test('there are examples', () => {
  expect(commands.length).toBeGreaterThan(4);
  expect(text.match(/^terraform import /gm)).toHaveLength(commands.length);
});

test.each(commands)('the example for %s is an id: %s', (type, id) => {
  expect(types).toContain(type);
  if (type === 'fleetwright_kubernetes_release') parseReleaseImportId(id);
  else if (type === 'fleetwright_marathon_app') parseMarathonImportId('app', id);
  else if (type === 'fleetwright_marathon_group') parseMarathonImportId('group', id);
  else parseHostImportId(id);
});
