import { Signals, type Measurement, type PartState, type SignalName } from '../src/signals.js';

/** Keeps what was reported, as `name:reason` lines, for specs to read. */
export class RecordingSignals extends Signals {
  readonly counted: string[] = [];
  readonly measured: { name: Measurement; value: number }[] = [];
  readonly states: string[] = [];

  count(name: SignalName, reason: string): void {
    this.counted.push(`${name}:${reason}`);
  }

  measure(name: Measurement, value: number): void {
    this.measured.push({ name, value });
  }

  stateChanged(part: string, state: PartState): void {
    this.states.push(`${part}:${state}`);
  }
}
