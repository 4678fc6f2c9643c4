import { BrokenAnswer } from '../errors.js';
import { eventOf, isCommentary } from './sse.event.js';

/**
 * Two line ends in a row: LF, CRLF or CR. A CR at the very end may be half of a CRLF where the line before ended in LF or CRLF. After
 * a lone CR it ends the frame at once: nobody waits for what follows, and an LF that does is a line of its own without meaning.
 */
const FRAME_END = /\r?\n(?:\r?\n|\r(?!\n|$))|\r\r\n?/;
/** `\r\n\r`: the most of one that is none yet. */
const LONGEST_HALF = 3;
/** No terminal event of a provider is longer. UTF-16 units. */
const LONGEST_UNFINISHED = 1_000;

/**
 * Server-sent events from bytes, however they are cut, as the complete texts in which they were sent: blank line included,
 * nothing left out, so that what is passed on is what came. Throws `BrokenAnswer` on bytes that aren't UTF-8.
 */
export class SseFrames {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** The frame that is coming, in pieces that hold no end: strung together once, however long it gets. */
  private pieces: string[] = [];
  private asideLength = 0;
  private rest = '';

  push(bytes: Uint8Array): string[] {
    const frames: string[] = [];
    this.rest += this.decode(() => this.utf8.decode(bytes, { stream: true }));
    for (let end = endOf(this.rest); end > 0; end = endOf(this.rest)) {
      frames.push(this.pieces.join('') + this.rest.slice(0, end));
      this.clear();
      this.rest = this.rest.slice(end);
    }
    this.putAside();
    return frames;
  }

  /** What has come of a frame that lacks its blank line, while it is short: it may be the last one of its stream. */
  get unfinished(): string {
    return this.asideLength > LONGEST_UNFINISHED ? '' : this.pieces.join('') + this.rest;
  }

  /**
   * What came after the last complete frame, once no more bytes come: most often nothing, else comments or an event that lacks
   * its blank line. Throws `BrokenAnswer` when it is neither: half of a line, say.
   */
  end(): string {
    const last = this.pieces.join('') + this.rest + this.decode(() => this.utf8.decode());
    this.clear();
    this.rest = '';
    if (!isCommentary(last) && !eventOf(last)) throw new BrokenAnswer('The stream ended inside an event.');
    return last;
  }

  /** What has been searched needs no second look, but for the half of an end that may stand last. */
  private putAside(): void {
    const searched = this.rest.length - LONGEST_HALF;
    if (searched <= 0) return;
    this.pieces.push(this.rest.slice(0, searched));
    this.asideLength += searched;
    this.rest = this.rest.slice(searched);
  }

  private clear(): void {
    this.pieces = [];
    this.asideLength = 0;
  }

  private decode(text: () => string): string {
    try {
      return text();
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
