/** The end-to-end specs once more, over stores that replicas share: nothing that a caller can see may change. */
const { testPathIgnorePatterns, ...root } = require('../../jest.config.js');

/** They are about the SQLite file and its folder. */
const ABOUT_FILES = ['places', 'unwritable'];

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: ['/node_modules/', `<rootDir>/test/e2e/(${ABOUT_FILES.join('|')})\\.spec\\.ts$`],
  // As built: what starts Jest knows nothing of this repository's module names.
  globalSetup: '<rootDir>/dist/test/integration/shared-stores.setup.js',
  globalTeardown: '<rootDir>/dist/test/integration/shared-stores.teardown.js',
};
