const { availableParallelism } = require('node:os')

/** @type {import('jest').Config} */
module.exports = {
  // Tests of browsers and of whole gateways mostly wait, so more files run than there are cores.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  moduleFileExtensions: ['ts', 'js', 'json', 'cjs', 'node'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/kit/properties.cjs' },
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Tests that bundle, compile or start a process take seconds alone and a minute on a busy machine; jest's own limit of 5 s
  // would fail them there. Only a test that needs longer still says so.
  testTimeout: 180_000,
  transform: { '^.+\\.(ts|c?js)$': '<rootDir>/jest.transform.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!(jose|@electric-sql|marked)/)'],
}
