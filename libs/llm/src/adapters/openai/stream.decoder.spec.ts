import { chunk, DONE, openAiWire, usageChunk } from '../../../testing/wire/openai.wire.js';
import { ReportedFailure } from '../../reported-failure.error.js';
import { SseDecoder } from '../../sse/sse.decoder.js';
import { OpenAiStreamDecoder } from './stream.decoder.js';

function read(stream: string) {
  const decoder = new OpenAiStreamDecoder();
  const text = new SseDecoder()
    .push(Buffer.from(stream))
    .map((event) => decoder.push(event))
    .join('');
  return { text, ended: decoder.ended, answer: () => decoder.answer() };
}

describe('OpenAiStreamDecoder', () => {
  it('rebuilds the completion', () => {
    const { text, ended, answer } = read(openAiWire.streamed(['One', ' two']));
    expect({ text, ended }).toEqual({ text: 'One two', ended: true });
    const whole = openAiWire.whole('One two') as { usage: unknown };
    expect(answer().raw).toMatchObject({
      ...{ object: 'chat.completion', id: 'chatcmpl-CQ0wZ4Yk1b2', usage: whole.usage },
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: { role: 'assistant', content: 'One two', refusal: null },
        },
      ],
    });
  });

  it('strings tool calls together by their index', () => {
    const call = (index: number, rest: object) => chunk({ tool_calls: [{ index, ...rest }] });
    const { answer } = read(
      call(0, { id: 'a', type: 'function', function: { name: 'add', arguments: '' } }) +
        call(0, { function: { arguments: '{"x"' } }) +
        call(0, { function: { arguments: ':1}' } }) +
        call(1, { id: 'b', type: 'function', function: { name: 'sub', arguments: '{}' } }) +
        chunk({}, 'tool_calls') +
        usageChunk() +
        DONE,
    );
    const { choices } = answer().raw as { choices: { message: unknown }[] };
    expect(answer().finishReason).toBe('tool_calls');
    expect(choices[0]!.message).toMatchObject({
      tool_calls: [
        { id: 'a', type: 'function', function: { name: 'add', arguments: '{"x":1}' } },
        { id: 'b', type: 'function', function: { name: 'sub', arguments: '{}' } },
      ],
    });
  });

  it('knows a streamed refusal', () => {
    const { text, answer } = read(
      chunk({ refusal: "I can't" }) + chunk({ refusal: ' help.' }) + chunk({}, 'stop') + DONE,
    );
    expect(text).toBe('');
    expect(answer()).toMatchObject({ finishReason: 'refusal', text: '' });
  });

  it('takes a server that sends no usage and repeats the role', () => {
    const { answer } = read(
      chunk({ role: 'assistant', content: 'a' }) + chunk({ role: 'assistant', content: 'b' }, 'stop') + DONE,
    );
    expect(answer()).toMatchObject({ text: 'ab', finishReason: 'stop', usage: { total: 0 } });
    expect(answer().raw).toMatchObject({ choices: [{ message: { role: 'assistant' } }] });
  });

  it('does not call a stream finished that has not said so', () => {
    expect(read(chunk({ content: 'a' }) + chunk({}, 'stop') + usageChunk()).ended).toBe(false);
  });

  it('uses the status that an error event names', () => {
    const event = `data: ${JSON.stringify({ error: { message: 'x', code: 503 } })}\n\n`;
    expect(() => read(event)).toThrow(new ReportedFailure(503));
  });
});
