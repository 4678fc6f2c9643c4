import { Signals } from './signals.js';

/** Nobody watches, as in a tool that runs once. */
export class SilentSignals extends Signals {
  count(): void {}
  measure(): void {}
  upstreamCalled(): void {}
  stateChanged(): void {}
  watch(): void {}
  watchBreakers(): void {}
}
