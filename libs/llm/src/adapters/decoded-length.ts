import { BrokenAnswer } from '../broken-answer.error.js';

/** The most that a compressed answer may become. Bytes; no model's answer comes near it. */
export const LONGEST_DECODED = 67_108_864;

/** Counts what is decoded of one body. */
export class DecodedLength {
  private left: number;

  constructor(longest = LONGEST_DECODED) {
    this.left = longest;
  }

  /** @throws BrokenAnswer when it is too much. */
  add(piece: Uint8Array): void {
    this.left -= piece.length;
    if (this.left < 0) throw new BrokenAnswer('The body is too long once it is decoded.');
  }
}
