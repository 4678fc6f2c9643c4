import { Anthropic } from '@anthropic-ai/sdk';

/** The message that the official SDK's stream helper builds from a stream, as JSON, without what the helper adds of its own. */
export async function sdkMessage(stream: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
  const client = new Anthropic({
    ...{ apiKey: 'of-the-spec', maxRetries: 0, logLevel: 'off', openTelemetry: false },
    fetch: async () => new Response(stream, { headers }),
  });
  const messages = [{ role: 'user', content: 'Hi' } as const];
  const helper = client.messages.stream({ model: 'a-model', max_tokens: 64, messages });
  const message = { ...(await helper.finalMessage()), parsed_output: undefined };
  return JSON.parse(JSON.stringify(message)) as Record<string, unknown>;
}
