import { MemoryCounters } from './memory.counters.js';
import { describeCounters } from '../../../testing/contracts/counters.contract.js';

/** Those on a server meet the same contract in test/integration, which starts the server. */
describeCounters('memory', ({ clock }) => new MemoryCounters(clock));
