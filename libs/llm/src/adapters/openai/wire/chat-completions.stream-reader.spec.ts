import { chunk, DONE, openAiWire, usageChunk } from '../../../../testing/wire/openai.wire.js';
import { BrokenAnswer } from '../../../errors.js';
import { ReportedFailure } from '../../../errors.js';
import { SseDecoder } from '../../../sse/sse.decoder.js';
import { ChatCompletionsReader } from './chat-completions.stream-reader.js';

const frame = (data: string) => `data: ${data}\n\n`;

/** The frames for a caller who did not ask for usage. */
function shown(...frames: string[]): (string | undefined)[] {
  const reader = new ChatCompletionsReader();
  return frames.map((text) => {
    const [event] = new SseDecoder().push(Buffer.from(text));
    reader.push(event!);
    return reader.shown(event!, text);
  });
}

describe('ChatCompletionsReader', () => {
  it('reads a stream to its end', () => {
    const reader = new ChatCompletionsReader();
    const events = new SseDecoder().push(Buffer.from(openAiWire.streamed(['One', ' two'])));
    const ended = events.map((event) => {
      reader.push(event);
      return reader.ended;
    });
    expect(ended).toEqual([...events.slice(1).map(() => false), true]);
    expect(reader.answer()).toMatchObject({ text: 'One two', finishReason: 'stop', usage: openAiWire.usage });
  });

  it('throws on an error event and on what it can not read', () => {
    expect(() => shown(openAiWire.errorEvent())).toThrow(ReportedFailure);
    expect(() => shown(frame('half a {'))).toThrow(BrokenAnswer);
  });

  it('withholds the chunk of the usage', () => {
    expect(shown(usageChunk(), DONE)).toEqual([undefined, DONE]);
  });

  it('takes `usage: null` out of the other chunks and changes nothing else', () => {
    const text = frame(
      '{"id":"a","choices":[{"index":0,"delta":{"content":"\\u00e9 \\"usage\\":null"},"x":1.0}],"usage": null}',
    );
    expect(shown(text)).toEqual([
      frame('{"id":"a","choices":[{"index":0,"delta":{"content":"\\u00e9 \\"usage\\":null"},"x":1.0}]}'),
    ]);
    expect(JSON.parse(shown(chunk({ content: 'a' }))[0]!.slice(6))).not.toHaveProperty('usage');
  });

  it('keeps an event of several lines readable', () => {
    const text = 'data: {"choices":[\ndata: ],"usage":null}\n\n';
    expect(shown(text)).toEqual(['data: {"choices":[\ndata: ]}\n\n']);
  });

  it.each([
    frame('{"choices":[{"index":0,"delta":{"content":"a"}}]}'),
    'id: 7\ndata:{"choices":[{"index":0,"delta":{"content":"\\"usage\\": null"}}]}\r\n\r\n',
    frame('{"choices":[{"index":0,"delta":{}}],"usage":{"total_tokens":3}}'),
    DONE,
  ])('shows every other frame as it came', (text) => {
    expect(shown(text)).toEqual([text]);
  });
});
