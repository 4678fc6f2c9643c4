import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { LlmEnv } from './llm.env.js';

function check(variables: Record<string, string>) {
  const environment = plainToInstance(LlmEnv, variables);
  const messages = validateSync(environment).flatMap(({ constraints = {} }) => Object.values(constraints));
  return { environment, messages };
}

describe('LlmEnv', () => {
  it('is complete without any variable', () => {
    const { environment, messages } = check({});
    expect(messages).toEqual([]);
    expect(environment).toMatchObject({
      DEFAULT_PROVIDER: 'openai',
      OPENAI_BASE_URL: 'https://api.openai.com/v1',
      ANTHROPIC_BASE_URL: 'https://api.anthropic.com',
      DEFAULT_MAX_TOKENS: 1_024,
      REQUEST_TIMEOUT_MS: 60_000,
    });
    expect(environment.DEFAULT_TEMPERATURE).toBeUndefined();
  });

  it('reads numbers from text, zero included', () => {
    const { environment, messages } = check({ DEFAULT_TEMPERATURE: '0', DEFAULT_MAX_TOKENS: '4000' });
    expect(messages).toEqual([]);
    expect(environment).toMatchObject({ DEFAULT_TEMPERATURE: 0, DEFAULT_MAX_TOKENS: 4_000 });
  });

  it.each<[Record<string, string>]>([
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:4010/v1' }],
    [{ OPENAI_BASE_URL: 'http://vllm:8000/v1' }],
    [{ ANTHROPIC_BASE_URL: 'http://localhost:4010' }],
    [{ HTTPS_PROXY: 'http://user:secret@proxy:3128', NO_PROXY: '.internal' }],
  ])('takes %j', (variables) => {
    expect(check(variables).messages).toEqual([]);
  });

  it.each<[Record<string, string>, string]>([
    [{ OPENAI_BASE_URL: 'https://api.openai.com' }, 'OPENAI_BASE_URL must end in /v1'],
    [{ OPENAI_BASE_URL: 'https://api.openai.com/v1/' }, 'OPENAI_BASE_URL must end in /v1'],
    [{ OPENAI_BASE_URL: 'ftp://api.openai.com/v1' }, 'OPENAI_BASE_URL must be an http or https URL'],
    [{ ANTHROPIC_BASE_URL: 'https://api.anthropic.com/v1' }, 'ANTHROPIC_BASE_URL must not end in /v1'],
    [{ ANTHROPIC_BASE_URL: 'https://api.anthropic.com/v1/' }, 'ANTHROPIC_BASE_URL must not end in /v1'],
    [{ DEFAULT_PROVIDER: 'azure' }, 'DEFAULT_PROVIDER must be one of: openai, anthropic'],
    [{ DEFAULT_MAX_TOKENS: '4001' }, 'DEFAULT_MAX_TOKENS must be a whole number from 1 to 4000'],
    [{ DEFAULT_MAX_TOKENS: '1.5' }, 'DEFAULT_MAX_TOKENS must be'],
    [{ DEFAULT_TEMPERATURE: '2.1' }, 'DEFAULT_TEMPERATURE must be a number from 0 to 2'],
    [{ DEFAULT_TEMPERATURE: 'warm' }, 'DEFAULT_TEMPERATURE must be'],
    [{ REQUEST_TIMEOUT_MS: '0' }, 'REQUEST_TIMEOUT_MS must be'],
    [{ OPENAI_API_KEY: 'sk-one two' }, 'OPENAI_API_KEY must be printable ASCII'],
    [{ HTTPS_PROXY: 'proxy' }, 'HTTPS_PROXY must be an http or https URL'],
  ])('refuses %j, naming the variable and good values, and never quoting it', (variables, message) => {
    const { messages } = check(variables);
    expect(messages.join(' ')).toContain(message);
    expect(messages.join(' ')).not.toContain('sk-one');
  });
});
