import { build, transform } from 'esbuild';
import { basename } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/**
 * Bundles a program into one file of which the engine compiles at start only what the entry imports statically. What
 * is behind an `import()` is carried along compressed, and compiled when it is first imported: Node has to parse every
 * function of a script before its first line runs.
 *
 * @param {string} entry The program's first module.
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<{ code: string, files: string[] }>} The script, and the files that went into it.
 */
export async function bundleIntoOneFile(entry, options) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { main: entry },
    format: 'esm',
    splitting: true,
    // As ES modules where there is a choice: an `import()` of a CommonJS package gives its default export only.
    mainFields: ['module', 'main'],
    chunkNames: '[hash]',
    outdir: 'dist',
    write: false,
    metafile: true,
  });
  const chunks = new Map();
  for (const { path, text } of outputFiles) chunks.set(basename(path), await asCommonJs(text, options));
  const main = chunks.get('main.js');
  chunks.delete('main.js');
  return { code: script(main, chunks), files: Object.keys(metafile.inputs) };
}

async function asCommonJs(code, { target, keepNames }) {
  const options = {
    target,
    keepNames,
    format: 'cjs',
    platform: 'node',
    minifyWhitespace: true,
    // `import()` becomes a call of the `require` that the chunk is given.
    supported: { 'dynamic-import': false },
  };
  return (await transform(code, options)).code;
}

function script(main, chunks) {
  const packed = [...chunks].map(([name, code]) => [
    name,
    deflateRawSync(code, { level: 9 }).toString('base64'),
  ]);
  return `#!/usr/bin/env node
"use strict";
const packed = ${JSON.stringify(Object.fromEntries(packed))};
const modules = new Map();
function requireChunk(id) {
  if (!id.startsWith('./')) return require(id);
  let module = modules.get(id);
  if (module === undefined) {
    module = { exports: {} };
    modules.set(id, module);
    const code = require('node:zlib').inflateRawSync(Buffer.from(packed[id.slice(2)], 'base64')).toString();
    const parameters = ['exports', 'require', 'module', '__filename', '__dirname'];
    const run = require('node:vm').compileFunction(code, parameters, { filename: id });
    run(module.exports, requireChunk, module, __filename, __dirname);
    // A CommonJS package is the default export of its chunk; Node would find its names beside that.
    const { default: whole, ...others } = module.exports;
    if (typeof whole === 'object' && Object.keys(others).length === 0) {
      module.exports = Object.defineProperties({ default: whole }, Object.getOwnPropertyDescriptors(whole));
    }
  }
  return module.exports;
}
(function (exports, require, module) {
${main}
})({}, requireChunk, { exports: {} });
`;
}
