export { leastCpuMs } from './cpu-time.js';
export { ManualClock } from './manual.clock.js';
export { RecordingSignals } from './recording.signals.js';
export { anEntry, aRecord } from './entries.js';
