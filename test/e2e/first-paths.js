/** The end-to-end specs that `npm test` plays; the others are left to `npm run test:e2e`. */
exports.FIRST_PATHS = ['memory', 'look-alikes', 'streams', 'stats'];

/** Specs from elsewhere that take too long for `npm test`, and are played by `npm run test:e2e`. */
exports.SLOW = [
  'apps/api/src/documentation/conformance.spec.ts',
  'apps/api/src/documentation/request-bodies.spec.ts',
  'libs/embedding/src/adapters/transformers/silent-thread.spec.ts',
  'libs/embedding/src/adapters/transformers/transformers.embedder.spec.ts',
  'test/docker/typescript.spec.ts',
];
