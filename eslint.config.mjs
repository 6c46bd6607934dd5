import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

// The house: imports run downward, never up, never across (ARCHITECTURE.md).
const wings = [
  { target: './src/tfplugin', allowed: ['tfplugin'] },
  { target: './src/drivers', allowed: ['drivers'] },
  { target: './src/bootstrap', allowed: ['bootstrap', 'drivers'] },
  { target: './src/provider', allowed: ['provider', 'bootstrap', 'drivers', 'tfplugin'] },
  { target: './src/constructs', allowed: ['constructs'] },
  { target: './src/stacks', allowed: ['stacks', 'constructs'] },
  // A stand-in that shared code with what it stands in for could not find its mistakes.
  { target: './src/sandbox', allowed: ['sandbox'] },
  { target: './src/cli', allowed: ['cli', 'constructs', 'sandbox'] },
];
const rooms = [
  'tfplugin',
  'drivers',
  'bootstrap',
  'provider',
  'constructs',
  'stacks',
  'cli',
  'sandbox',
  'index.ts',
];
const backends = ['ec2', 'azure', 'ssh', 'kubernetes', 'zookeeper', 'mesos', 'marathon'];

const zones = [
  ...wings.flatMap(({ target, allowed }) =>
    rooms
      .filter((room) => !allowed.includes(room))
      .map((room) => ({
        target,
        from: `./src/${room}`,
        message: 'imports run downward only: see ARCHITECTURE.md',
      })),
  ),
  ...backends.flatMap((one) =>
    backends
      .filter((other) => other !== one)
      .map((other) => ({
        target: `./src/drivers/${one}`,
        from: `./src/drivers/${other}`,
        message: 'a driver knows its own backend only',
      })),
  ),
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '**/cdktf.out/', 'src/constructs/generated/', 'node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
);
