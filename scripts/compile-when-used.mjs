import { build } from 'esbuild';

/**
 * An esbuild plugin that keeps large packages out of the start of a bundle: each is bundled on its own and carried
 * along as text, which the engine compiles when one of its exports is first used. Node reads a long string in no
 * time, but has to parse every function of a script before its first line runs.
 *
 * @param {string[]} packages ES modules, as they are imported; only named imports of them are supported.
 * @param {import('esbuild').BuildOptions} options As of the surrounding build.
 * @param {Set<string>} bundledFiles Gets the files that went into them.
 * @returns {import('esbuild').Plugin}
 */
export function compileWhenUsed(packages, options, bundledFiles) {
  return {
    name: 'compile-when-used',
    setup(surrounding) {
      surrounding.onResolve({ filter: new RegExp(`^(${packages.join('|')})$`) }, ({ path }) => ({
        path,
        namespace: 'compile-when-used',
      }));
      surrounding.onLoad({ filter: /.*/, namespace: 'compile-when-used' }, async ({ path }) => {
        const { outputFiles, metafile } = await build({
          ...options,
          stdin: { contents: `export * from ${JSON.stringify(path)}`, resolveDir: options.absWorkingDir },
          write: false,
          metafile: true,
        });
        for (const file of Object.keys(metafile.inputs)) bundledFiles.add(file);
        const names = Object.keys(await import(path)).filter(
          (name) => name !== 'default' && name !== 'module.exports',
        );
        return { contents: lazyModule(path, names, outputFiles[0].text), resolveDir: options.absWorkingDir };
      });
    },
  };
}

function lazyModule(name, exported, source) {
  return `
let loaded;
function load() {
  if (loaded === undefined) {
    const parameters = ['exports', 'require', 'module'];
    const run = require('node:vm').compileFunction(${JSON.stringify(source)}, parameters, { filename: ${JSON.stringify(name)} });
    const module = { exports: {} };
    run(module.exports, require, module);
    loaded = module.exports;
  }
  return loaded;
}
Object.defineProperty(exports, '__esModule', { value: true });
for (const name of ${JSON.stringify(exported)}) {
  Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });
}
`;
}
