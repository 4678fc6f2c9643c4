/** Specs that need servers, started by `npm run test:integration`; everything else is as in the root's configuration. */
const { testRegex, testPathIgnorePatterns, ...root } = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/integration'],
  testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
};
