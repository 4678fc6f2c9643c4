export { SPACE, testContext, type TestContext } from './open.js';
