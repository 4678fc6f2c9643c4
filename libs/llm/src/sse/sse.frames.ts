import { BrokenAnswer } from '../broken-answer.error.js';

/** Two line ends in a row. A lone CR at the end may be half of one. */
const FRAME_END = /(?:\r\n|\n|\r(?!\n|$)){2}/;
/** `\r\n\r`: the most of one that is none yet. */
const LONGEST_HALF = 3;

/**
 * Server-sent events from bytes, however they are cut, as the complete texts in which they were sent: blank line included,
 * nothing left out, so that what is passed on is what came. Throws `BrokenAnswer` on bytes that aren't UTF-8.
 */
export class SseFrames {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  /** The frame that is coming, in pieces that hold no end: strung together once, however long it gets. */
  private pieces: string[] = [];
  private rest = '';

  push(bytes: Uint8Array): string[] {
    const frames: string[] = [];
    this.rest += this.decode(bytes);
    for (let end = endOf(this.rest); end > 0; end = endOf(this.rest)) {
      frames.push(this.pieces.join('') + this.rest.slice(0, end));
      this.pieces = [];
      this.rest = this.rest.slice(end);
    }
    this.putAside();
    return frames;
  }

  /** What has been searched needs no second look, but for the half of an end that may stand last. */
  private putAside(): void {
    const searched = this.rest.length - LONGEST_HALF;
    if (searched <= 0) return;
    this.pieces.push(this.rest.slice(0, searched));
    this.rest = this.rest.slice(searched);
  }

  private decode(bytes: Uint8Array): string {
    try {
      return this.utf8.decode(bytes, { stream: true });
    } catch {
      throw new BrokenAnswer('The upstream sent something that is not UTF-8.');
    }
  }
}

/** Where the first frame ends; 0 = it isn't complete. */
function endOf(text: string): number {
  const end = FRAME_END.exec(text);
  return end ? end.index + end[0].length : 0;
}
