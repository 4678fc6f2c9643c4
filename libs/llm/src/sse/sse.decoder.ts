export interface SseEvent {
  /** `message` when the stream doesn't name it. */
  readonly event: string;
  readonly data: string;
}

const LINE_END = /\r\n|\n|\r(?!$)/;

/**
 * Server-sent events from bytes, however they are cut. An event counts once its blank line has come, so that a cut stream
 * never yields half of one. Throws on bytes that aren't UTF-8.
 */
export class SseDecoder {
  private readonly utf8 = new TextDecoder('utf-8', { fatal: true });
  private rest = '';
  private event = '';
  private data: string[] = [];

  push(bytes: Uint8Array): SseEvent[] {
    const lines = (this.rest + this.utf8.decode(bytes, { stream: true })).split(LINE_END);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): SseEvent[] {
    if (line === '') return this.dispatch();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') this.event = value;
    if (field === 'data') this.data.push(value);
    return [];
  }

  private dispatch(): SseEvent[] {
    const { event, data } = this;
    this.event = '';
    this.data = [];
    return data.length > 0 ? [{ event: event || 'message', data: data.join('\n') }] : [];
  }
}
