import { openAiWire } from '../../../testing/wire/openai.wire.js';
import { BrokenAnswer } from '../../errors.js';
import { toAnswer } from './response.mapper.js';

describe('OpenAI answer', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content_filter'],
    ['tool_calls', 'tool_calls'],
    ['function_call', 'tool_calls'],
    ['eos', 'other'],
    ['constructor', 'other'],
  ])('calls finish reason %s %s', (theirs, ours) => {
    expect(toAnswer(openAiWire.whole('Hi', theirs)).finishReason).toBe(ours);
  });

  const withMessage = (message: unknown) => ({
    ...openAiWire.whole(''),
    choices: [{ index: 0, message, finish_reason: 'stop' }],
  });

  it('knows a refusal by its message, though it finished by stop', () => {
    const answer = toAnswer(withMessage({ role: 'assistant', content: null, refusal: "I can't." }));
    expect(answer).toMatchObject({ finishReason: 'refusal', text: '' });
  });

  it('takes counts of zero from a server that counts nothing, and adds up a missing total', () => {
    const body = { ...openAiWire.whole('Hi'), usage: undefined };
    expect(toAnswer(body).usage).toEqual({ prompt: 0, completion: 0, total: 0 });
    expect(toAnswer({ ...body, usage: { prompt_tokens: 2, completion_tokens: 3 } }).usage.total).toBe(5);
  });

  it.each([
    [{ prompt_tokens_details: { cached_tokens: 64 } }, 64],
    [{ prompt_cache_hit_tokens: 7 }, 7],
    [{ prompt_tokens_details: { cached_tokens: 1_000 } }, 100],
    [{ prompt_tokens_details: { cached_tokens: 0 } }, undefined],
    [{ prompt_tokens_details: null }, undefined],
    [{ prompt_tokens_details: { cached_tokens: 'many' } }, undefined],
  ])('knows what %j says of the prompt cache', (more, read) => {
    const usage = { prompt_tokens: 100, completion_tokens: 3, ...more };
    const { promptCache, prompt } = toAnswer({ ...openAiWire.whole('Hi'), usage }).usage;
    expect([prompt, promptCache?.read]).toEqual([100, read]);
  });

  it.each([
    { ...openAiWire.whole(''), choices: [] },
    { ...openAiWire.whole(''), model: undefined },
    withMessage(null),
    withMessage({ role: 'assistant', content: 7 }),
    {
      ...withMessage({ content: 'Hi' }),
      choices: [{ message: { content: 'Hi' } }, { finish_reason: 'stop' }],
    },
    { ...openAiWire.whole('Half an answ'), error: { message: 'Provider returned error', code: 502 } },
  ])('refuses what is not an answer', (body) => {
    expect(() => toAnswer(body)).toThrow(BrokenAnswer);
  });
});
