import { isObject, type JsonObject } from '../../json.js';
import { merged } from './delta.merge.js';

interface PlacedCall {
  readonly index: number;
  call: JsonObject;
}

/** The tool calls of a message, put together from their pieces by place. */
export class OpenAiToolCalls {
  private readonly placed: PlacedCall[] = [];

  add(pieces: readonly unknown[]): void {
    for (const { index, ...piece } of pieces.filter(isObject)) {
      const place = this.placeOf(typeof index === 'number' ? index : 0, piece['id']);
      place.call = merged(place.call, piece);
    }
  }

  get calls(): readonly JsonObject[] {
    return this.placed.toSorted((one, other) => one.index - other.index).map(({ call }) => call);
  }

  /** Some servers give all calls of a message the same index; then another id starts the next call. */
  private placeOf(index: number, id: unknown): PlacedCall {
    const known = this.placed.findLast((place) => place.index === index);
    if (known && (!id || !known.call['id'] || known.call['id'] === id)) return known;
    const started = { index, call: {} };
    this.placed.push(started);
    return started;
  }
}
