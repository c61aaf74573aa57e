/** @type {import('jest').Config} */
module.exports = {
  // Browser tests mostly wait, so every core runs a file.
  maxWorkers: '100%',
  moduleFileExtensions: ['ts', 'js', 'json', 'cjs', 'node'],
  moduleNameMapper: { '^fast-check$': '<rootDir>/test/kit/properties.cjs' },
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.(ts|c?js)$': '<rootDir>/jest.transform.cjs' },
  transformIgnorePatterns: ['/node_modules/(?!(jose|@electric-sql|marked)/)'],
}
