/** Specs that need the programs of tools/helm, run by `npm run test:helm`; everything else is as in the root's configuration. */
const { testRegex, testPathIgnorePatterns, ...root } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/helm'],
  testMatch: ['<rootDir>/test/helm/**/*.spec.ts'],
  testTimeout: 120_000,
};
