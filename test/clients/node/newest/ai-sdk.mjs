// The Vercel AI SDK with its default OpenAI provider, which asks by Responses unless it is told otherwise.
import { createOpenAI } from '@ai-sdk/openai';
import { embedMany, generateText, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { answerLines } from '../lines.mjs';

const providerAt = ({ url, key }) => createOpenAI({ baseURL: `${url}/v1`, apiKey: key });

function modelOf(input) {
  const provider = providerAt(input);
  return input.api === 'chat' ? provider.chat(input.model) : provider(input.model);
}

const asked = (input) => ({ model: modelOf(input), prompt: input.question, maxRetries: 0 });

const refundDays = tool({
  description: 'Days until a refund is paid',
  inputSchema: z.object({ country: z.string() }),
});

await answerLines({
  chat: async (input) => (await generateText(asked(input))).text,
  stream: async (input) => {
    let text = '';
    for await (const piece of streamText(asked(input)).textStream) text += piece;
    return text;
  },
  tools: async (input) => {
    const { toolCalls } = await generateText({ ...asked(input), tools: { refund_days: refundDays } });
    return toolCalls.map((call) => ({ name: call.toolName, arguments: call.input }));
  },
  structured: async (input) => {
    const schema = z.object({ city: z.string(), platform: z.number() });
    return (await generateText({ ...asked(input), output: Output.object({ schema }) })).output;
  },
  embeddings: async (input) => {
    const model = providerAt(input).embedding(input.embeddingModel);
    return (await embedMany({ model, values: input.texts, maxRetries: 0 })).embeddings;
  },
});
