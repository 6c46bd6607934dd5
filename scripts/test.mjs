// What `npm test` runs: every test but the end-to-end ones. Arguments go to jest.
import { printTotal, runJest } from './run-jest.mjs';

const result = await runJest(process.argv.slice(2));
if (result.skipped.length > 0) {
  console.log(`\n${result.pending} tests were skipped, because something they need is not on this machine:`);
  for (const line of result.skipped) console.log(`  - ${line}`);
}
printTotal(result);
