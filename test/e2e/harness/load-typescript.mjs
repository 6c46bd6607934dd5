import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { transformSync } from 'esbuild';

const require = createRequire(import.meta.url);

// The oldest Node we support cannot load TypeScript itself; the harness also runs outside jest, which can.
require.extensions['.ts'] = (module, filename) => {
  const options = {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcefile: filename,
    sourcemap: 'inline',
  };
  module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
};

/** Loads a TypeScript module by its path relative to this folder. */
export function load(path) {
  return require(path);
}
