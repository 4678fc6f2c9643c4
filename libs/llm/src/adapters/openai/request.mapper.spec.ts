import { limitFieldFor, toBody } from './request.mapper.js';

const request = { model: 'gpt-4.1-mini', prompt: 'Hi', maxTokens: 7 };

describe('OpenAI request', () => {
  it('is the user message alone, with nothing that was not asked for', () => {
    expect(toBody(request, 'max_tokens')).toEqual({
      model: 'gpt-4.1-mini',
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 7,
    });
  });

  it('puts the system prompt first, and sends a temperature of zero', () => {
    expect(toBody({ ...request, system: 'Be brief.', temperature: 0 }, 'max_completion_tokens')).toEqual({
      model: 'gpt-4.1-mini',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      max_completion_tokens: 7,
      temperature: 0,
    });
  });

  it.each([
    ['https://api.openai.com/v1', 'max_completion_tokens'],
    ['https://eu.api.openai.com/v1', 'max_completion_tokens'],
    ['https://us-east.openai.azure.com/openai/v1', 'max_completion_tokens'],
    ['http://127.0.0.1:8000/v1', 'max_tokens'],
    ['https://api.openai.com.evil.test/v1', 'max_tokens'],
    ['https://notopenai.com/v1', 'max_tokens'],
  ])('limits tokens at %s by %s', (baseUrl, field) => {
    expect(limitFieldFor(baseUrl)).toBe(field);
  });
});
