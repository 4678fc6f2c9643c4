export {
  EntryStore,
  type EntryFilter,
  type Found,
  type HitCount,
  type RemovedEntry,
} from './ports/entry-store.port.js';
export { SourceRegistry, type Place, type RegistryState, type Wall } from './ports/source-registry.port.js';
export { StatsStore, type Counts, type StatsRow } from './ports/stats-store.port.js';
export {
  VectorIndex,
  type Candidate,
  type VectorPoint,
  type VectorQuery,
} from './ports/vector-index.port.js';
export { GUARD_NAMES, PASS, type DeclineReason, type GuardName, type Verdict } from './policy/verdict.js';
export { TIERS, type Tier } from './tiers/tier.js';
