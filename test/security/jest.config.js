/** Attacks, each in the file of its row. They need the built service. */
const root = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/security'],
  testPathIgnorePatterns: [],
};
