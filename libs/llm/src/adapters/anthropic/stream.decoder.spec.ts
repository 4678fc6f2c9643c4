import { sdkMessage } from '../../../testing/wire/anthropic.sdk-message.js';
import { anthropicWire, block, event, start, stop } from '../../../testing/wire/anthropic.wire.js';
import { BrokenAnswer } from '../../errors.js';
import { ReportedFailure } from '../../errors.js';
import { SseDecoder } from '../../sse/sse.decoder.js';
import { AnthropicStreamDecoder } from './stream.decoder.js';

function read(stream: string) {
  const decoder = new AnthropicStreamDecoder();
  const text = new SseDecoder()
    .push(Buffer.from(stream))
    .map((one) => decoder.push(one))
    .join('');
  return { text, ended: decoder.ended, answer: () => decoder.answer() };
}

describe('AnthropicStreamDecoder', () => {
  it('rebuilds the message exactly as it would come whole', () => {
    const { text, ended, answer } = read(anthropicWire.streamed(['One', ' two']));
    expect({ text, ended }).toEqual({ text: 'One two', ended: true });
    expect(answer().raw).toEqual(anthropicWire.whole('One two'));
  });

  it('rebuilds thinking and tool use, and passes on text alone', () => {
    const { text, answer } = read(
      start() +
        block(0, { type: 'thinking', thinking: '', signature: '' }, [
          { type: 'thinking_delta', thinking: 'Hm' },
          { type: 'thinking_delta', thinking: '...' },
          { type: 'signature_delta', signature: 'EqQB' },
        ]) +
        block(1, { type: 'text', text: '' }, [
          { type: 'text_delta', text: 'Look:' },
          { type: 'citations_delta', citation: { cited_text: 'x' } },
        ]) +
        block(2, { type: 'tool_use', id: 't1', name: 'weather', input: {} }, [
          { type: 'input_json_delta', partial_json: '' },
          { type: 'input_json_delta', partial_json: '{"city": "Par' },
          { type: 'input_json_delta', partial_json: 'is"}' },
        ]) +
        stop('tool_use'),
    );
    expect(text).toBe('Look:');
    expect(answer()).toMatchObject({
      text: 'Look:',
      finishReason: 'tool_calls',
      raw: {
        content: [
          { type: 'thinking', thinking: 'Hm...', signature: 'EqQB' },
          { type: 'text', text: 'Look:', citations: [{ cited_text: 'x' }] },
          { type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Paris' } },
        ],
      },
    });
  });

  it("builds the message that the official SDK's helper builds", async () => {
    const stream = [
      start(),
      block(0, { type: 'thinking', thinking: '', signature: '' }, [
        { type: 'thinking_delta', thinking: 'Hm' },
        { type: 'thinking_delta', thinking: '...' },
        { type: 'signature_delta', signature: 'EqQ' },
        { type: 'signature_delta', signature: 'EqQB' },
      ]),
      block(1, { type: 'redacted_thinking', data: 'abc' }, []),
      block(2, { type: 'text', text: '', citations: null }, [
        { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'x' } },
        { type: 'text_delta', text: 'Loo' },
        { type: 'text_delta', text: 'k: 🙂' },
        { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'y' } },
      ]),
      block(3, { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }, [
        { type: 'input_json_delta', partial_json: '' },
        { type: 'input_json_delta', partial_json: '{"query": "wea' },
        { type: 'input_json_delta', partial_json: 'ther"}' },
      ]),
      block(4, { type: 'web_search_tool_result', tool_use_id: 's1', content: [{ url: 'u' }] }, []),
      block(5, { type: 'tool_use', id: 't1', name: 'now', input: {} }, [
        { type: 'input_json_delta', partial_json: '' },
      ]),
      event({
        type: 'message_delta',
        delta: {
          ...{ stop_reason: 'tool_use', stop_sequence: null },
          ...{ stop_details: { type: 'x' }, container: { id: 'c', expires_at: 'then' } },
        },
        usage: { output_tokens: 10, server_tool_use: { web_search_requests: 1 }, input_tokens: 20 },
      }),
      event({ type: 'message_stop' }),
    ].join('');
    expect(read(stream).answer().raw).toEqual(await sdkMessage(stream));
  });

  it('keeps what nobody knows yet', () => {
    const stream = [
      start(),
      block(0, { type: 'compaction', content: null }, [{ type: 'compaction_delta', content: 'Short.' }]),
      block(1, { type: 'news', a: 1 }, [{ type: 'constructor', b: 2 }]),
      block(2, { type: 'fallback', to: { model: 'another' } }, []),
      event({
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', news: 1 },
        usage: { output_tokens: 10, news: 2 },
        ...{ context_management: { applied_edits: [] }, nothing: null },
      }),
      event({ type: 'news' }),
      event({ type: 'message_stop' }),
    ].join('');
    expect(read(stream).answer().raw).toEqual({
      ...anthropicWire.whole(''),
      model: 'another',
      content: [
        { type: 'compaction', content: 'Short.' },
        { type: 'news', a: 1, b: 2 },
        { type: 'fallback', to: { model: 'another' } },
      ],
      usage: { ...(anthropicWire.whole('')['usage'] as object), news: 2 },
      ...{ news: 1, context_management: { applied_edits: [] } },
    });
  });

  it("refuses tool input that isn't a JSON object, once it is asked for the answer", () => {
    const call = (json: string) =>
      start() +
      block(0, { type: 'tool_use', input: {} }, [{ type: 'input_json_delta', partial_json: json }]) +
      stop('max_tokens');
    expect(() => read(call('{"city": "Par')).answer()).toThrow(BrokenAnswer);
    expect(() => read(call('[]')).answer()).toThrow(BrokenAnswer);
    expect(read(call('')).answer().raw).toMatchObject({ content: [{ input: {} }] });
  });

  it.each([
    ['overloaded_error', 529],
    ['rate_limit_error', 429],
    ['api_error', 500],
    ['constructor', 500],
  ])('reports error event %s as status %i', (type, status) => {
    const stream = start() + event({ type: 'error', error: { type, message: 'x' } });
    expect(() => read(stream)).toThrow(new ReportedFailure(status));
  });

  it('refuses a delta without its block, and an end without a start', () => {
    const delta = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x' } };
    expect(() => read(start() + event(delta))).toThrow('had not started');
    expect(() => read(stop('end_turn'))).toThrow('message_start');
  });
});
