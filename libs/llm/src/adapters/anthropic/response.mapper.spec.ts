import { anthropicWire } from '../../../testing/wire/anthropic.wire.js';
import { BrokenAnswer } from '../../broken-answer.error.js';
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
    });
  });

  it.each([{ content: 'text' }, { content: [{ type: 'text' }] }, { model: null }])('refuses %j', (change) => {
    expect(() => toAnswer({ ...anthropicWire.whole('Hi'), ...change })).toThrow(BrokenAnswer);
  });
});
