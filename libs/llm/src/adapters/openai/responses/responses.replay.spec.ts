import OpenAI from 'openai';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../json.js';
import { SseFrames } from '../../../sse/sse.frames.js';
import { eventOf } from '../../../sse/sse.event.js';
import type { WireRequest } from '../../../wire/wire-request.js';
import { ResponsesWireFormat } from './responses.wire-format.js';

const format = new ResponsesWireFormat();
const facts = {
  now: 1_777_000_000_999,
  usage: 'original',
  slicing: 'growing',
  ids: { issue: (id: string) => `new ${id}` },
} as const;
const request = { isStream: true } as WireRequest;

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const token = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 });
const textPart = fc
  .oneof(
    fc.record({
      text,
      annotations: fc.array(fc.record({ type: fc.constant('url_citation'), url: text }), { maxLength: 2 }),
    }),
    fc.array(token, { minLength: 1, maxLength: 30 }).map((tokens) => ({
      ...{ text: tokens.join(''), annotations: [] },
      logprobs: tokens.map((one) => ({ token: one, logprob: -0.5, bytes: [], top_logprobs: [] })),
    })),
  )
  .map((part) => ({ type: 'output_text', ...part }));
const message = fc
  .array(
    fc.oneof(
      textPart,
      text.map((refusal) => ({ type: 'refusal', refusal })),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((content) => ({ type: 'message', id: 'msg_1', status: 'completed', role: 'assistant', content }));
const reasoning = fc
  .record({ texts: fc.array(text, { maxLength: 3 }), content: fc.array(text, { maxLength: 2 }) })
  .map(({ texts, content }) => ({
    ...{ type: 'reasoning', id: 'rs_1', summary: texts.map((one) => ({ type: 'summary_text', text: one })) },
    content: content.map((one) => ({ type: 'reasoning_text', text: one })),
  }));
const call = fc.jsonValue().map((value) => ({
  ...{ type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'clock', status: 'completed' },
  arguments: JSON.stringify({ value }),
}));
const custom = text.map((input) => ({
  type: 'custom_tool_call',
  id: 'ctc_1',
  call_id: 'call_2',
  name: 'sql',
  input,
}));
const responses = fc
  .array(fc.oneof(message, reasoning, call, custom), { minLength: 1, maxLength: 4 })
  .map((output) => ({
    ...{
      id: 'resp_1',
      object: 'response',
      created_at: 5,
      completed_at: 6,
      status: 'completed',
      model: 'gpt',
      metadata: {},
    },
    ...{
      error: null,
      incomplete_details: null,
      output,
      usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
    },
  }));

function eventsOf(response: JsonObject): JsonObject[] {
  const frames = new SseFrames().push(
    Buffer.from([...format.frames(format.answerOf(response), request, facts)].join('')),
  );
  return frames.map((frame) => JSON.parse(eventOf(frame)!.data) as JsonObject);
}

describe('a replayed response', () => {
  it('comes together again from its pieces, whatever it holds', () => {
    fc.assert(
      fc.property(responses, (response) => {
        const events = eventsOf(response);
        expect(events.map((event) => event['sequence_number'])).toEqual([...events.keys()]);
        expect(events.at(-1)).toMatchObject({
          type: 'response.completed',
          response: { output: renamed(response.output) },
        });
        const deltas = events.filter(({ type }) =>
          /(?:text|refusal|arguments|input)\.delta$/.test(String(type)),
        );
        expect(deltas.map(({ delta }) => delta).join('')).toBe(textsOf(response.output).join(''));
      }),
    );
  });

  it("is read by the official SDK's own builder of responses", async () => {
    await fc.assert(
      fc.asyncProperty(responses, async (response) => {
        const bytes = [...format.frames(format.answerOf(response), request, facts)].join('');
        const fetch = async () => new Response(bytes, { headers: { 'content-type': 'text/event-stream' } });
        const client = new OpenAI({ apiKey: 'sk', fetch });
        const read = await client.responses.stream({ model: 'gpt', input: 'x' }).finalResponse();
        expect(read.output).toMatchObject(renamed(response.output));
      }),
      { numRuns: 50 },
    );
  });

  it.each([1_777_000_000_999, -1, NaN, '1777000000', null, undefined])(
    'has ids even when the provider says that it was made at %s',
    (created_at) => {
      const issue = jest.fn(() => 'new');
      const response = { ...fc.sample(responses, 1)[0]!, created_at };
      format.whole(format.answerOf(response), { ...facts, ids: { issue } });
      expect(issue).toHaveBeenCalledWith(response.id, 1_777_000_000);
    },
  );

  it('has a new id, a new time, and the members of the request that it answers', () => {
    const response: JsonObject = fc.sample(responses, 1)[0]!;
    const echo = { metadata: { a: 'b' }, user: 'ada' };
    expect(
      format.whole(format.answerOf({ ...response, user: 'bob' }), { ...facts, echo, usage: 'zero' }),
    ).toMatchObject({
      ...{ id: 'new resp_1', created_at: 1_777_000_000, completed_at: 1_777_000_000 },
      ...{ metadata: { a: 'b' }, user: 'ada', usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } },
    });
    const plain = format.whole(format.answerOf({ ...response, user: 'bob', metadata: { a: 'b' } }), {
      ...facts,
      echo: { metadata: undefined, user: undefined },
    });
    expect(plain).toMatchObject({ metadata: {}, user: null });
  });
});

function renamed(output: readonly { readonly id: string }[]): object[] {
  return output.map((item) => ({ ...item, id: `new ${item.id}` }));
}

/** The texts of items in the order of a stream. */
function textsOf(output: readonly JsonObject[]): string[] {
  const read = (part: unknown) => {
    const { text: said, refusal } = part as { text?: string; refusal?: string };
    return said ?? refusal ?? '';
  };
  return output.flatMap(({ summary = [], content = [], arguments: json, input }) => [
    ...[...(summary as unknown[]), ...(content as unknown[])].map(read),
    ...[json, input].filter((one): one is string => typeof one === 'string'),
  ]);
}
