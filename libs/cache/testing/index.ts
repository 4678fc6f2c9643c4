export { eventually } from './eventually.js';
export { SPACE, testContext, type TestContext } from './open.js';
