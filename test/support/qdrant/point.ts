/** A point as it is kept. */
export interface Point {
  readonly id: string;
  readonly vector: Float32Array;
  readonly version: number;
  readonly payload: Readonly<Record<string, unknown>>;
}
