// node test/e2e/harness/main.mjs <command>: see cli.ts.
import { load } from './load-typescript.mjs';

await load('./cli.ts').main(process.argv.slice(2));
