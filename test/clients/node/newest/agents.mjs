// The OpenAI Agents SDK, which asks by Responses unless it is told otherwise.
import { Agent, Runner, setTracingDisabled, tool } from '@openai/agents-core';
import { OpenAIProvider } from '@openai/agents-openai';
import OpenAI from 'openai';
import { z } from 'zod';
import { answerLines } from '../lines.mjs';

setTracingDisabled(true);

function runnerAt({ url, key, api }) {
  const openAIClient = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
  return new Runner({
    modelProvider: new OpenAIProvider({ openAIClient, useResponses: api !== 'chat' }),
    tracingDisabled: true,
  });
}

const agentOf = ({ model }, more = {}) =>
  new Agent({ name: 'Helper', instructions: 'Answer briefly.', model, ...more });

await answerLines({
  chat: async (input) => (await runnerAt(input).run(agentOf(input), input.question)).finalOutput,
  stream: async (input) => {
    const result = await runnerAt(input).run(agentOf(input), input.question, { stream: true });
    let text = '';
    for await (const piece of result.toTextStream()) text += piece;
    await result.completed;
    return text;
  },
  tools: async (input) => {
    const called = [];
    const refundDays = tool({
      name: 'refund_days',
      description: 'Days until a refund is paid',
      parameters: z.object({ country: z.string() }),
      execute: (args) => {
        called.push({ name: 'refund_days', arguments: args });
        return '14';
      },
    });
    const agent = agentOf(input, { tools: [refundDays], toolUseBehavior: 'stop_on_first_tool' });
    await runnerAt(input).run(agent, input.question);
    return called;
  },
  structured: async (input) => {
    const outputType = z.object({ city: z.string(), platform: z.number() });
    return (await runnerAt(input).run(agentOf(input, { outputType }), input.question)).finalOutput;
  },
});
