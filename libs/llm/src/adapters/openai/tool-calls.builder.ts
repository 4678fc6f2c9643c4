import { isObject, type JsonObject } from '../../json.js';
import { GrowingObject } from './growing.object.js';

interface PlacedCall {
  readonly index: number;
  readonly call: GrowingObject;
}

/** Builds the tool calls of a message from their pieces, by index. */
export class OpenAiToolCalls {
  private readonly placed: PlacedCall[] = [];

  add(pieces: readonly unknown[]): void {
    for (const { index, ...piece } of pieces.filter(isObject))
      this.at(typeof index === 'number' ? index : 0, piece['id']).add(piece);
  }

  get calls(): readonly JsonObject[] {
    return this.placed.toSorted((one, other) => one.index - other.index).map(({ call }) => call.object);
  }

  /** Some servers give all calls of a message the same index. Then a new id starts the next call. */
  private at(index: number, id: unknown): GrowingObject {
    const known = this.placed.findLast((place) => place.index === index)?.call;
    const knownId = known?.get('id');
    if (known && (!id || !knownId || knownId === id)) return known;
    const call = new GrowingObject();
    this.placed.push({ index, call });
    return call;
  }
}
