import type { Answer } from '@app/core';
import { UpstreamError, type UpstreamErrorCode } from '../errors.js';
import { LlmProvider, type LlmEvent, type LlmRequest } from '../llm-provider.port.js';
import { deadlineIn } from '../../testing/deadlines.js';
import { FallbackLlmProvider } from './fallback.llm-provider.js';
import type { FallbackModel } from './fallback-model.js';

const REQUEST: LlmRequest = { model: 'a', prompt: 'Why?', maxTokens: 9 };

/** Says its name and the model, or fails. */
class Saying extends LlmProvider {
  calls = 0;
  failure?: Error;

  constructor(readonly name: string) {
    super();
  }

  async complete({ model }: LlmRequest): Promise<Answer> {
    this.calls++;
    await Promise.resolve();
    if (this.failure) throw this.failure;
    return { text: `${this.name}/${model}` } as Answer;
  }

  async *stream(request: LlmRequest): AsyncGenerator<LlmEvent, void, void> {
    const answer = await this.complete(request);
    yield { type: 'delta', text: answer.text };
    yield { type: 'answer', answer };
  }
}

function scene() {
  const [first, second] = [new Saying('one'), new Saying('two')];
  const provider = new FallbackLlmProvider(first, [{ upstream: 'two', model: 'b', provider: second }]);
  const asked: FallbackModel[] = [];
  const deadline = { ...deadlineIn(1_000), onFallback: (model: FallbackModel) => void asked.push(model) };
  const complete = async () => (await provider.complete(REQUEST, deadline)).text;
  const streamed = async () => {
    let text = '';
    for await (const event of provider.stream(REQUEST, deadline))
      if (event.type === 'delta') text += event.text;
    return text;
  };
  return { first, second, asked, ways: [complete, streamed] };
}

const failure = (code: UpstreamErrorCode) => new UpstreamError(code, 'No.');

describe('FallbackLlmProvider', () => {
  it('asks the model that it was asked for', async () => {
    const { ways, asked, second } = scene();
    for (const ask of ways) expect(await ask()).toBe('one/a');
    expect([asked, second.calls]).toEqual([[], 0]);
  });

  it.each(['upstream_failed', 'upstream_timeout', 'upstream_overloaded', 'upstream_rate_limited'] as const)(
    'asks the next model after %s, and says so',
    async (code) => {
      const { ways, asked, first } = scene();
      first.failure = failure(code);
      for (const ask of ways) expect(await ask()).toBe('two/b');
      expect(asked).toEqual([
        { upstream: 'two', model: 'b' },
        { upstream: 'two', model: 'b' },
      ]);
    },
  );

  it.each(['upstream_refused', 'upstream_auth', 'upstream_model'] as const)('fails with %s', async (code) => {
    const { ways, first, second } = scene();
    first.failure = failure(code);
    for (const ask of ways) await expect(ask()).rejects.toBe(first.failure);
    expect(second.calls).toBe(0);
  });

  it('fails as the last one does', async () => {
    const { ways, first, second } = scene();
    [first.failure, second.failure] = [failure('upstream_failed'), failure('upstream_overloaded')];
    for (const ask of ways) await expect(ask()).rejects.toBe(second.failure);
  });

  it('asks nobody else once its callers have left', async () => {
    const { first, second } = scene();
    first.failure = failure('upstream_timeout');
    const provider = new FallbackLlmProvider(first, [{ upstream: 'two', model: 'b', provider: second }]);
    const left = { signal: AbortSignal.abort(), remainingMs: () => 1_000 };
    await expect(provider.complete(REQUEST, left)).rejects.toBe(first.failure);
    expect(second.calls).toBe(0);
  });
});
