/** The end-to-end specs once more, over stores that replicas share: nothing that a caller can see may change. */
const { testPathIgnorePatterns, ...root } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  globalSetup: '<rootDir>/test/integration/shared-stores.setup.ts',
  globalTeardown: '<rootDir>/test/integration/shared-stores.teardown.ts',
};
