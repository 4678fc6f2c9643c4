export interface SseEvent {
  /** `message` when the stream does not name it. */
  readonly event: string;
  readonly data: string;
}

const BYTE_ORDER_MARK = '\ufeff';
const LINE_END = /\r\n|\n|\r/;
const BLANK_LINE_AT_END = /(?:\n|\r(?!\n))[\r\n]$/;

/** Parses a frame. Returns undefined for a frame without data, such as a comment. */
export function eventOf(frame: string): SseEvent | undefined {
  const data: string[] = [];
  let event = '';
  const text = frame.startsWith(BYTE_ORDER_MARK) ? frame.slice(BYTE_ORDER_MARK.length) : frame;
  for (const line of text.split(LINE_END)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { event: event || 'message', data: data.join('\n') } : undefined;
}

/** Whether a frame holds only comments and blank lines. */
export function isCommentary(frame: string): boolean {
  return frame.split(LINE_END).every((line) => line === '' || line.startsWith(':'));
}

/** Completes the last frame of a stream with its missing line ends, so that another frame or a comment may follow. */
export function endedFrame(frame: string): string {
  if (!eventOf(frame)) return /[\r\n]$/.test(frame) ? frame : `${frame}\n`;
  if (BLANK_LINE_AT_END.test(frame)) return frame;
  return frame.endsWith('\n') ? `${frame}\n` : `${frame}\n\n`;
}
