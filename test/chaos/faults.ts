import type { Fault } from './fault.js';

/** Every fault, in the order of the rows. */
export const FAULTS: readonly Fault[] = [];
