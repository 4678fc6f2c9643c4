import {
  Signals,
  type BreakerState,
  type Level,
  type Measurement,
  type PartState,
  type SignalName,
} from '../src/signals.js';
import type { UpstreamCall } from '../src/upstream-call.js';

/** Records all telemetry, counters as `name:reason`, for specs to read. */
export class RecordingSignals extends Signals {
  readonly counted: string[] = [];
  readonly measured: { name: Measurement; value: number }[] = [];
  readonly calls: UpstreamCall[] = [];
  readonly states: string[] = [];
  private readonly levels = new Map<Level, () => number | undefined>();
  private readonly boards: (() => readonly BreakerState[])[] = [];

  count(name: SignalName, reason: string, times = 1): void {
    for (let time = 0; time < times; time++) this.counted.push(`${name}:${reason}`);
  }

  measure(name: Measurement, value: number): void {
    this.measured.push({ name, value });
  }

  upstreamCalled(call: UpstreamCall): void {
    this.calls.push(call);
  }

  stateChanged(part: string, state: PartState): void {
    this.states.push(`${part}:${state}`);
  }

  watch(level: Level, read: () => number | undefined): void {
    this.levels.set(level, read);
  }

  watchBreakers(read: () => readonly BreakerState[]): void {
    this.boards.push(read);
  }

  /** The current value of the gauge. */
  level(name: Level): number | undefined {
    return this.levels.get(name)?.();
  }

  /** The open breakers, as `server` or `server:model`. */
  openBreakers(): string[] {
    const states = this.boards.flatMap((read) => read()).filter(({ isOpen }) => isOpen);
    return states.map(({ server, model }) => (model === undefined ? server : `${server}:${model}`));
  }
}
