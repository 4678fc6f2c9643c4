import { MemoryCounters } from '../limits/adapters/memory.counters.js';
import { countersContract } from './counters.contract.js';

/** Those on a server meet the same contract in test/integration, which starts the server. */
countersContract('memory', ({ clock }) => new MemoryCounters(clock));
