import { Signals } from './signals.js';

/** Discards all telemetry, for tools that run once. */
export class SilentSignals extends Signals {
  count(): void {}
  measure(): void {}
  upstreamCalled(): void {}
  stateChanged(): void {}
  watch(): void {}
  watchBreakers(): void {}
}
