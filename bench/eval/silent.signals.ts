import { Signals } from '@app/core';

/** Nobody watches a measurement. */
export class SilentSignals extends Signals {
  count(): void {}
  measure(): void {}
  stateChanged(): void {}
}
