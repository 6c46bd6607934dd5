// What `npm test` runs: every test but the end-to-end ones. Arguments go to jest.
import { printSkipped, printTotal, runJest } from './run-jest.mjs';

const result = await runJest(process.argv.slice(2));
printSkipped(result);
printTotal(result);
