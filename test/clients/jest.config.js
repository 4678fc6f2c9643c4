/** `npm run test:clients`: clients of the providers in the versions that people use, in Node and in Python, against the built service. */
const root = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...root,
  rootDir: '../..',
  roots: ['<rootDir>/test/clients'],
  testPathIgnorePatterns: [],
};
