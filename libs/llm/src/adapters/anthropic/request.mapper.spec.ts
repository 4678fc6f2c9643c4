import { toBody } from './request.mapper.js';

const request = { model: 'claude-haiku-4-5', prompt: 'Hi', maxTokens: 7 };

describe('Anthropic request', () => {
  it('is the user message alone, with nothing that was not asked for', () => {
    expect(toBody(request)).toEqual({
      model: 'claude-haiku-4-5',
      max_tokens: 7,
      messages: [{ role: 'user', content: 'Hi' }],
    });
  });

  it('has the system prompt beside the messages, and sends a temperature of zero', () => {
    expect(toBody({ ...request, system: 'Be brief.', temperature: 0 })).toMatchObject({
      system: 'Be brief.',
      temperature: 0,
    });
  });
});
