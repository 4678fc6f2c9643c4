/** `npm run test:e2e`: the built service as callers meet it, and what takes too long for `npm test`. */
const root = require('../../jest.config.js');
const { FIRST_PATHS, SLOW } = require('./first-paths.js');

// `npm test` plays fewer.
process.env.PURGE_MODEL_RUNS ??= '500';

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  testRegex: ['test/e2e/.*\\.spec\\.ts$', 'purges/purge-model\\.spec\\.ts$', ...SLOW],
  testPathIgnorePatterns: ['/node_modules/', `<rootDir>/test/e2e/(${FIRST_PATHS.join('|')})\\.spec\\.ts$`],
};
