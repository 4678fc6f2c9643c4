import { Signals } from '@app/core';

/** Nobody watches a measurement. */
export class SilentSignals extends Signals {
  count(): void {}
  measure(): void {}
  upstreamCalled(): void {}
  stateChanged(): void {}
  watch(): void {}
  watchBreakers(): void {}
}
