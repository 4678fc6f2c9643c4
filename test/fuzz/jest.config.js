/** The fuzz test, started by `npm run test:fuzz`: it takes minutes and needs a program that npm doesn't bring. */
const root = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/fuzz'],
  testPathIgnorePatterns: [],
};
