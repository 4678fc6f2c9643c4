export { RESOURCE_OWNERS } from '../src/owners/adapters/resource-owners.table.js';
export { describeResourceOwners } from './contracts/resource-owners.contract.js';
