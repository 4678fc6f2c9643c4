export interface SseEvent {
  /** `message` when the stream doesn't name it. */
  readonly event: string;
  readonly data: string;
}

const LINE_END = /\r\n|\n|\r/;

/** What a frame says; `undefined` when it brings no data, as comments do. */
export function eventOf(frame: string): SseEvent | undefined {
  const data: string[] = [];
  let event = '';
  for (const line of frame.split(LINE_END)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    if (field === 'data') data.push(value);
  }
  return data.length > 0 ? { event: event || 'message', data: data.join('\n') } : undefined;
}
