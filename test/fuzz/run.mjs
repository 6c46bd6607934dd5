// npm run fuzz [-- options]: random lifecycles with faults, see CONTRIBUTING.md.
import { fileURLToPath } from 'node:url';
import { load } from '../e2e/harness/load-typescript.mjs';

// Its warning about the next version of Node would be shown for every run.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const { main } = load('../../fuzz/run/main.ts');
await main(fileURLToPath(import.meta.url), process.argv.slice(2));
