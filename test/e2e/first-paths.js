/** The end-to-end specs that `npm test` plays; the others are left to `npm run test:e2e`. */
exports.FIRST_PATHS = ['memory', 'look-alikes', 'streams', 'stats'];
