/** Nest 12 and a few others are ESM-only; Jest can only require(esm) on Node >= 24.9, so they are compiled to CommonJS for tests. */
const esmOnly = [
  '@nestjs',
  '@seriousme',
  'file-type',
  'load-esm',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'es-toolkit',
  'cookie',
  'content-disposition',
];

const { FIRST_PATHS, SLOW } = require('./test/e2e/first-paths.js');

/** `npm test`: everything that is quick and needs no server. @type {import('jest').Config} */
module.exports = {
  rootDir: '.',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/bench', '<rootDir>/test'],
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/expected-warnings.js'],
  maxWorkers: 2,
  // The default, half a second, takes a busy machine for a handle that was left open.
  workerGracefulExitTimeout: 10_000,
  testTimeout: 30_000,
  testRegex: '.*\\.spec\\.ts$',
  // They need servers, programs or minutes, and have configurations of their own.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...['integration', 'security', 'fuzz', 'helm', 'clients'].map((folder) => `<rootDir>/test/${folder}/`),
    ...SLOW.map((spec) => `<rootDir>/${spec}`),
    `<rootDir>/test/e2e/(?!(${FIRST_PATHS.join('|')})\\.spec\\.ts$)`,
  ],
  // Client programs have packages of their own, and are no modules of ours.
  modulePathIgnorePatterns: ['<rootDir>/test/clients/(node|python)/'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
      },
    ],
    'node_modules/.+\\.m?js$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: false,
        jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '^@app/([^/]+)/testing$': '<rootDir>/libs/$1/testing/index.ts',
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  collectCoverageFrom: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', '!**/main.ts'],
  coverageProvider: 'v8',
};
