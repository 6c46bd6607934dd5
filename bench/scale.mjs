// What a large fleet takes: hosts in the sandbox, half of them on EC2 and half on Azure, in one cluster with workloads,
// through all phases of a life; beside as many resources of Terraform's own, and beside cdktf without us. It asserts
// no time.
//   npm run bench:scale [-- --hosts 100 --hosts 1000] [-- --workloads 100] [-- --parallelism 10] [-- --only synth] [-- --no-floors]
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure } from './scale/measure.mjs';
import { aims, table } from './scale/table.mjs';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', multiple: true, default: ['100', '500', '1000'] },
    workloads: { type: 'string', default: '100' },
    parallelism: { type: 'string', default: '10' },
    only: { type: 'string' },
    'no-floors': { type: 'boolean', default: false },
    details: { type: 'boolean', default: false },
  },
});
const sizes = values.hosts.flatMap((text) => text.split(',')).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 4 || size % 2 !== 0)) {
  console.error(`--hosts is "${values.hosts.join(',')}"; give even numbers of at least 4`);
  process.exit(2);
}
if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
  console.error('fleetwright is not built: npm run build');
  process.exit(2);
}

const measured = [];
for (const hosts of sizes) {
  measured.push(
    await measure({
      hosts,
      workloads: Number(values.workloads),
      parallelism: Number(values.parallelism),
      only: values.only,
      floors: !values['no-floors'],
      details: values.details,
    }),
  );
}
console.log(table(measured));
console.log(aims(measured));
