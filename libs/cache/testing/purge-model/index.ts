export { playHistories, type HistoryCounts } from './run-histories.js';
export { ServerWorld, type ServerPair } from './server.world.js';
