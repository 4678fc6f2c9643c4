export { HealthModule, type WatchedModules } from './health.module.js';
export { HealthReporter, type HealthReport } from './health.reporter.js';
export { Readiness, type ProcessState } from './readiness.js';
