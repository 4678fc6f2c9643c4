import { anthropicWire, block, event, start, stop } from '../../../testing/wire/anthropic.wire.js';
import { ReportedFailure } from '../../reported-failure.error.js';
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
