import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { makeParseableResponseFormat } from 'openai/lib/parser';
import { SEMANTIC } from '../stage.js';
import { type ConformanceStage, openConformanceStage } from './conformance.stage.js';
import { freshModel } from './dialects.js';
import { watchedFetch } from './watched-fetch.js';

const QUESTION = 'Which gate does the train to Ghent leave from?';
const NEXT_QUESTION = 'And the one after it?';
const SCHEMA = {
  type: 'object',
  properties: {
    gate: { type: 'string' },
    minutes: { type: 'integer' },
    notes: { type: 'array', items: { type: 'string' } },
  },
  required: ['gate', 'minutes'],
  additionalProperties: false,
} as const;
const FIRST = { gate: '4é "north" \\', minutes: 7, notes: ['👋', 'two\nlines', '{}'] };
const SECOND = { gate: '5', minutes: 31 };

type Turn = { readonly role: 'user' | 'assistant'; readonly content: string };
/** Asks for an answer of the schema; gives what the SDK itself parsed. */
type Ask = (turns: readonly Turn[], model: string, via: typeof fetch) => Promise<unknown>;

describe('structured output through the official SDKs', () => {
  let stage: ConformanceStage;
  beforeAll(async () => {
    stage = await openConformanceStage(SEMANTIC);
  });
  afterEach(() => stage.simulator.behave({}));
  afterAll(() => stage.close());

  const openaiRequest = (turns: readonly Turn[], model: string) => ({
    ...{ model, messages: [...turns] },
    response_format: makeParseableResponseFormat(
      { type: 'json_schema', json_schema: { name: 'departure', strict: true, schema: SCHEMA } },
      (content) => JSON.parse(content) as unknown,
    ),
  });
  const anthropicRequest = (turns: readonly Turn[], model: string) => ({
    ...{ model, max_tokens: 99, messages: [...turns] },
    output_config: { format: jsonSchemaOutputFormat(SCHEMA) },
  });
  const CLIENTS: Readonly<Record<string, Readonly<Record<'whole' | 'streamed', Ask>>>> = {
    OpenAI: {
      whole: async (turns, model, fetch) => {
        const { openai } = stage.sdks({ fetch });
        const { choices } = await openai.chat.completions.parse(openaiRequest(turns, model));
        return choices[0]!.message.parsed;
      },
      streamed: async (turns, model, fetch) => {
        const { openai } = stage.sdks({ fetch });
        const stream = openai.chat.completions.stream(openaiRequest(turns, model));
        return (await stream.finalChatCompletion()).choices[0]!.message.parsed;
      },
    },
    Anthropic: {
      whole: async (turns, model, fetch) => {
        const { anthropic } = stage.sdks({ fetch });
        return (await anthropic.messages.parse(anthropicRequest(turns, model))).parsed_output;
      },
      streamed: async (turns, model, fetch) => {
        const { anthropic } = stage.sdks({ fetch });
        const stream = anthropic.messages.stream(anthropicRequest(turns, model));
        return (await stream.finalMessage()).parsed_output;
      },
    },
  };

  const ask = async (asking: Ask, turns: readonly Turn[], model: string) => {
    const watched = watchedFetch();
    return { parsed: await asking(turns, model, watched.fetch), cache: watched.header('x-cache-status') };
  };
  const says = (answer: object) => stage.simulator.behave({ say: { text: JSON.stringify(answer, null, 1) } });

  describe.each(Object.keys(CLIENTS))('of %s', (client) => {
    it.each(['whole', 'streamed'] as const)(
      'is the same from memory, turn by turn: first %s',
      async (first) => {
        const model = freshModel();
        const ways = CLIENTS[client]!;
        const opening: Turn[] = [{ role: 'user', content: QUESTION }];
        const following: Turn[] = [
          ...opening,
          { role: 'assistant', content: JSON.stringify(FIRST) },
          { role: 'user', content: NEXT_QUESTION },
        ];
        says(FIRST);
        expect(await ask(ways[first], opening, model)).toEqual({ parsed: FIRST, cache: 'MISS' });
        says(SECOND);
        expect(await ask(ways[first], following, model)).toEqual({ parsed: SECOND, cache: 'MISS' });
        says({ gate: 'none', minutes: 0 });
        for (const way of ['whole', 'streamed'] as const) {
          expect(await ask(ways[way], opening, model)).toEqual({ parsed: FIRST, cache: 'HIT' });
          expect(await ask(ways[way], following, model)).toEqual({ parsed: SECOND, cache: 'HIT' });
        }
      },
    );
  });
});
