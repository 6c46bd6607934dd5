const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Most tests wait for other programs most of the time.
  maxWorkers: availableParallelism() + 4,
  // A hint of how long a test takes is none on a machine that has much else to do.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/cdktf.out/', '<rootDir>/test/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '/cdktf.out/'],
  // Dynamic imports carry the extension that Node wants of them.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Packages that are published as ES modules only are compiled for the tests as the bundle compiles them for users.
  transformIgnorePatterns: [
    '/node_modules/(?!(@kubernetes/client-node|openid-client|oauth4webapi|jose|p-retry|is-network-error)/)',
  ],
  transform: {
    '^.+\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
