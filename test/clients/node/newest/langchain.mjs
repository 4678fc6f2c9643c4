// LangChain, which asks by Chat Completions unless it is told otherwise.
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { answerLines } from '../lines.mjs';

const common = ({ url, key }) => ({ apiKey: key, maxRetries: 0, configuration: { baseURL: `${url}/v1` } });
const modelOf = (input) =>
  new ChatOpenAI({ model: input.model, useResponsesApi: input.api === 'responses', ...common(input) });

const refundDays = tool(() => '14', {
  name: 'refund_days',
  description: 'Days until a refund is paid',
  schema: z.object({ country: z.string() }),
});

await answerLines({
  chat: async (input) => (await modelOf(input).invoke(input.question)).text,
  stream: async (input) => {
    let text = '';
    for await (const piece of await modelOf(input).stream(input.question)) text += piece.text;
    return text;
  },
  tools: async (input) => {
    const { tool_calls: calls } = await modelOf(input).bindTools([refundDays]).invoke(input.question);
    return calls.map((call) => ({ name: call.name, arguments: call.args }));
  },
  structured: (input) => {
    const schema = z.object({ city: z.string(), platform: z.number() });
    return modelOf(input).withStructuredOutput(schema, { name: 'departure' }).invoke(input.question);
  },
  embeddings: (input) =>
    new OpenAIEmbeddings({ model: input.embeddingModel, ...common(input) }).embedDocuments(input.texts),
});
