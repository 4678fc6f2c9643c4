import { BrokenAnswer } from '../errors.js';
import { eventOf, isCommentary } from './sse.event.js';

/**
 * Two line ends in a row: LF, CRLF or CR. After a line that ends in LF or CRLF, a CR at the end of the text may be half of a CRLF, so
 * it does not end the frame yet. After a lone CR it ends the frame at once; an LF that follows is then an empty line of its own.
 */
const FRAME_END = /\r?\n(?:\r?\n|\r(?!\n|$))|\r\r\n?/;
/** `\r\n\r`: the longest incomplete frame end. */
const LONGEST_HALF = 3;
/** More than the terminal event of any provider. UTF-16 units. */
const LONGEST_UNFINISHED = 1_000;

/**
 * Splits a stream of server-sent events into frames. The bytes may be cut anywhere. A frame is the exact text that was sent, blank
 * line included, so that it can be passed on unchanged. Throws `BrokenAnswer` on bytes that are not UTF-8.
 */
export class SseFrames {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  /** The incomplete frame, in pieces without a frame end. They are joined once, when the frame is complete. */
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

  /** The text of the incomplete frame while it is short, otherwise empty. It may be the last frame of its stream. */
  get unfinished(): string {
    return this.asideLength > LONGEST_UNFINISHED ? '' : this.pieces.join('') + this.rest;
  }

  /**
   * Call it at the end of the bytes. Returns the text after the last complete frame. It is mostly empty, else it is comments or an
   * event without its blank line. Throws `BrokenAnswer` on anything else, such as half of a line.
   */
  end(): string {
    const last = this.pieces.join('') + this.rest + this.decode(() => this.utf8.decode());
    this.clear();
    this.rest = '';
    if (!isCommentary(last) && !eventOf(last)) throw new BrokenAnswer('The stream ended inside an event.');
    return last;
  }

  /** Sets aside the text that needs no second search. Its last characters may be half of a frame end, so they stay. */
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

/** The end of the first frame; 0 when it is not complete. */
function endOf(text: string): number {
  const end = FRAME_END.exec(text);
  return end ? end.index + end[0].length : 0;
}
