import { chunk, DONE, openAiWire, usageChunk } from '../../../testing/wire/openai.wire.js';
import { ReportedFailure } from '../../errors.js';
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

  const rebuilt = (...events: object[]) => {
    const stream = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
    return read(stream + DONE).answer().raw as { choices: { message: unknown }[] };
  };
  const part = (index: number, delta: object, others: object = {}) => ({
    ...{ id: 'a', object: 'chat.completion.chunk', created: 1, model: 'm' },
    choices: [{ index, delta, finish_reason: null, ...others }],
  });

  it('keeps choices apart, whatever order their chunks come in', () => {
    const { choices } = rebuilt(
      part(1, { content: 'x' }),
      part(0, { content: 'a' }),
      part(1, { content: 'y' }, { finish_reason: 'length' }),
      part(0, { content: 'b' }, { finish_reason: 'stop' }),
    );
    expect(choices).toEqual([
      { index: 0, message: { role: 'assistant', content: 'ab' }, finish_reason: 'stop' },
      { index: 1, message: { role: 'assistant', content: 'xy' }, finish_reason: 'length' },
    ]);
  });

  it('gathers probabilities, reasoning, annotations, audio and custom calls', () => {
    const [one, two] = [{ token: 'a' }, { token: 'b' }];
    const custom = (input: string) => ({ tool_calls: [{ index: 0, custom: { input } }] });
    const { choices } = rebuilt(
      part(0, { role: 'assistant', content: null, reasoning_content: 'so' }, { logprobs: null }),
      part(0, { reasoning_content: ' what', content: null }),
      part(0, { content: 'a' }, { logprobs: { content: [one], refusal: null } }),
      part(0, { content: 'b', reasoning_content: null }, { logprobs: { content: [two], refusal: null } }),
      part(0, { annotations: [1] }),
      part(0, { annotations: [2] }),
      part(0, { audio: { id: 'x', data: 'AA', transcript: 'a' } }),
      part(0, { audio: { data: 'BB', transcript: 'b', expires_at: 5 } }),
      part(0, { tool_calls: [{ index: 0, id: 'c', type: 'custom', custom: { name: 'shell', input: '' } }] }),
      part(0, custom('l')),
      part(0, custom('s')),
    );
    expect(choices[0]).toMatchObject({
      logprobs: { content: [one, two], refusal: null },
      message: {
        ...{ content: 'ab', reasoning_content: 'so what', annotations: [1, 2] },
        audio: { id: 'x', data: 'AABB', transcript: 'ab', expires_at: 5 },
        tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'shell', input: 'ls' } }],
      },
    });
  });

  it('tells calls apart by their ids where a server gives all the same place', () => {
    const call = (id: string, name: string) => ({
      tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: '{}' } }],
    });
    const { choices } = rebuilt(part(0, call('a', 'add')), part(0, call('b', 'sub')));
    expect(choices[0]!.message).toMatchObject({ tool_calls: [{ id: 'a' }, { id: 'b' }] });
  });

  it('takes servers that repeat what they have said as empty texts', () => {
    const call = (id: string, name: string, text: string) => ({
      tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: text } }],
    });
    const { choices } = rebuilt(
      part(0, call('a', 'add', '{')),
      part(0, { role: '', ...call('', '', '}') }, { finish_reason: 'tool_calls' }),
      part(0, {}, { finish_reason: '' }),
    );
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'add', arguments: '{}' } }] },
    });
  });

  it('leaves out padding, and the empty facts of chunks about filters', () => {
    const filters = { id: '', model: '', object: '', created: 0, choices: [], prompt_filter_results: [7] };
    const padded = { ...part(0, { content: 'a' }), obfuscation: 'zzz' };
    expect(rebuilt(filters, padded, filters)).toMatchObject({
      id: 'a',
      model: 'm',
      created: 1,
      prompt_filter_results: [7],
    });
    expect(rebuilt(padded)).not.toHaveProperty('obfuscation');
  });

  it('uses the status that an error event names', () => {
    const event = `data: ${JSON.stringify({ error: { message: 'x', code: 503 } })}\n\n`;
    expect(() => read(event)).toThrow(new ReportedFailure(503));
  });
});
