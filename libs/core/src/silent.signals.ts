import { Signals } from './signals.js';

/** Nobody watches, as in a tool that runs once. */
export class SilentSignals extends Signals {
  count(): void {}
  measure(): void {}
  stateChanged(): void {}
}
