import { anthropicWire } from '../../../testing/wire/anthropic.wire.js';
import { BrokenAnswer } from '../../errors.js';
import { toAnswer } from './response.mapper.js';

describe('Anthropic answer', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool_calls'],
    ['refusal', 'refusal'],
    ['pause_turn', 'other'],
    ['something_new', 'other'],
  ])('calls stop reason %s %s', (theirs, ours) => {
    expect(toAnswer(anthropicWire.whole('Hi', theirs)).finishReason).toBe(ours);
  });

  it('tells a call of a tool by its block, however the message ended', () => {
    const content = [
      { type: 'text', text: 'One moment.' },
      { type: 'tool_use', id: 't', name: 'f', input: {} },
    ];
    expect(toAnswer({ ...anthropicWire.whole('', 'end_turn'), content }).finishReason).toBe('tool_calls');
    expect(toAnswer({ ...anthropicWire.whole('', 'max_tokens'), content }).finishReason).toBe('length');
  });

  it.each([
    ['took over', { content: [{ type: 'fallback' }, { type: 'text', text: 'Hi' }] }],
    ['was asked from the start', { usage: { iterations: [{ type: 'fallback_message' }] } }],
  ])("is never the asked model's own when a fallback model %s", (_, change) => {
    expect(toAnswer({ ...anthropicWire.whole('Hi'), ...change }).finishReason).toBe('other');
  });

  it('takes the text blocks in order and no others', () => {
    const content = [
      { type: 'thinking', thinking: 'Hm.', signature: 'x' },
      { type: 'text', text: 'One' },
      { type: 'tool_use', id: 't', name: 'f', input: {} },
      { type: 'text', text: ' two' },
    ];
    expect(toAnswer({ ...anthropicWire.whole(''), content }).text).toBe('One two');
  });

  it('counts tokens of the prompt cache as prompt', () => {
    expect(toAnswer(anthropicWire.whole('Hi')).usage).toEqual({
      prompt: 15 + 3 + 1,
      completion: 10,
      total: 29,
      promptCache: { read: 1, written: 3, writtenLong: 0 },
    });
  });

  it('tells what is kept for an hour from what is kept for minutes, and never more than was written', () => {
    const usageOf = (usage: object) => toAnswer({ ...anthropicWire.whole('Hi'), usage }).usage;
    const counts = { input_tokens: 5, output_tokens: 1, cache_read_input_tokens: 0 };
    const written = (all: number, hour: unknown) => ({
      ...{ ...counts, cache_creation_input_tokens: all },
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: hour },
    });
    expect(usageOf(written(100, 40)).promptCache).toEqual({ read: 0, written: 60, writtenLong: 40 });
    expect(usageOf(written(100, 400))).toMatchObject({
      prompt: 105,
      promptCache: { read: 0, written: 0, writtenLong: 100 },
    });
    expect(usageOf(written(100, 'x')).promptCache).toEqual({ read: 0, written: 100, writtenLong: 0 });
    expect(usageOf(counts)).toEqual({ prompt: 5, completion: 1, total: 6 });
  });

  it.each([{ content: 'text' }, { content: [{ type: 'text' }] }, { model: null }])('refuses %j', (change) => {
    expect(() => toAnswer({ ...anthropicWire.whole('Hi'), ...change })).toThrow(BrokenAnswer);
  });
});
