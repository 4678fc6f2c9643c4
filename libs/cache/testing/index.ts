export { SPACE, testContext, type TestContext } from './open.js';
export { VECTOR_INDEXES } from '../src/adapters/stores.table.js';
