import { loadWireFormats, type WireName } from '@app/llm';
import type { FlightPart, FlightResult } from '../flights/flight-event.js';
import { passOn } from './pass-on.js';

const MESSAGE = {
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', stop_sequence: null },
  usage: { input_tokens: 1, output_tokens: 1 },
};
const CALL = { type: 'tool_use', id: 'toolu_1', name: 'look_up' };

const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const chunk = (content: string, finish_reason: string | null = null) =>
  data({ id: 'c', model: 'm', choices: [{ index: 0, delta: { content }, finish_reason }] });
const FINISHED = chunk('Hi', 'stop') + 'data: [DONE]\n\n';

/** What became of a response that comes in these pieces; a function among them is called in its place. */
async function passed(
  name: WireName,
  type: string,
  pieces: readonly (string | Uint8Array | (() => Promise<unknown>))[],
) {
  const formats = await loadWireFormats();
  const log: FlightPart[] = [];
  async function* body(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      if (typeof piece === 'function') await piece();
      else yield Buffer.from(piece);
    }
  }
  const result = passOn(
    { status: 200, headers: { 'content-type': type }, body: body() },
    {
      format: formats[name],
      control: {
        signal: new AbortController().signal,
        ...{ emit: (event) => void log.push(event), remainingMs: () => 1_000, isOutdated: () => false },
      },
      finish: (make): FlightResult => ({ type: 'answer', answer: make(), stored: true }),
    },
  );
  return { result, log, frames: () => log.flatMap((event) => (event.type === 'frame' ? [event.frame] : [])) };
}

const streamed = (...pieces: Parameters<typeof passed>[2]) =>
  passed('chat-completions', 'text/event-stream; charset=utf-8', pieces);
const whole = (...pieces: Parameters<typeof passed>[2]) => passed('messages', 'application/json', pieces);
const breaks = () => Promise.reject(new Error('reset'));
const never = () => new Promise(() => undefined);

describe('passOn of odd responses', () => {
  it('ends a stream by its terminal event, whatever the connection does afterwards', async () => {
    const answered = { type: 'answer', answer: { text: 'Hi', finishReason: 'stop' } };
    for (const tail of [breaks, never, Buffer.from([0xff]), ': bye\n\n']) {
      const { result } = await streamed(FINISHED, tail);
      await expect(result).resolves.toMatchObject(answered);
    }
  });

  it.each(['', '\n', '\r', '\r\n', '\r\n\r'])(
    'takes a terminal event that lacks its blank line for the end, whatever the connection does (%j)',
    async (end) => {
      for (const tail of [breaks, never, async () => undefined]) {
        const { result, frames } = await streamed(chunk('Hi', 'stop'), 'data: [DO', `NE]${end}`, tail);
        await expect(result).resolves.toMatchObject({ type: 'answer', answer: { text: 'Hi' } });
        expect(frames().at(-1)).toMatch(/^data: \[DONE\]\r?(\n|\n\n|\n\r\n?)$/);
      }
    },
  );

  it('takes half of a terminal event for nothing', async () => {
    const { result } = await streamed(chunk('Hi'), 'data: [DONE', breaks);
    await expect(result).rejects.toThrow('reset');
  });

  it('passes on what comes soon after the terminal event', async () => {
    const { result, frames } = await streamed(FINISHED, ': bye\n\n');
    await result;
    expect(frames().at(-1)).toBe(': bye\n\n');
  });

  it.each([
    ['breaks off', chunk('Hi')],
    ['has not begun', ': nothing\n\n'],
    ['is not UTF-8', Buffer.from([0x64, 0xff])],
    ['is no JSON', 'data: {"a"\n\n'],
  ])('fails by the upstream when its stream %s', async (_, piece) => {
    const { result } = await streamed(piece);
    await expect(result).rejects.toMatchObject({ code: 'upstream_failed' });
  });

  it('tells who wait that a stream has begun whose first frame takes its time', async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
    const slow = await streamed(pause, FINISHED);
    await slow.result;
    expect(slow.log.map(({ type }) => type)).toEqual(['head', 'silence', 'frame', 'frame']);
    const stalling = await streamed('data: ', pause, FINISHED.slice(6));
    await stalling.result;
    expect(stalling.log.map(({ type }) => type)).toEqual(['head', 'silence', 'frame', 'frame']);
    const quick = await streamed(FINISHED, pause);
    await quick.result;
    expect(quick.log.map(({ type }) => type)).toEqual(['head', 'frame', 'frame']);
    const broken = await streamed(breaks);
    await expect(broken.result).rejects.toThrow('reset');
    await pause();
    expect(broken.log.map(({ type }) => type)).toEqual(['head']);
  });

  it('reads a whole answer that begins with a byte order mark, and gives it as it came', async () => {
    const answer = `\ufeff${JSON.stringify({ ...MESSAGE, content: [{ type: 'text', text: 'Hi' }], stop_reason: 'end_turn' })}`;
    const { result, log } = await whole(answer);
    expect(await result).toMatchObject({ type: 'answer', answer: { text: 'Hi', finishReason: 'stop' } });
    expect(log.at(-1)).toEqual({ type: 'body', body: Buffer.from(answer) });
  });

  it('gives readers a turn after a long frame', async () => {
    const { result, frames } = await streamed(chunk('long '.repeat(500_000)) + FINISHED);
    await new Promise(setImmediate);
    expect(frames()).toHaveLength(1);
    await result;
    expect(frames()).toHaveLength(3);
  });

  describe('has no good end for an answer that could not be told again as it came', () => {
    const textOf = (id: string, text = 'Hi') =>
      JSON.stringify({
        ...MESSAGE,
        ...{ stop_reason: 'end_turn', content: [{ type: 'text', text }], container: { id: '@' } },
      }).replace('"@"', id);

    it.each([
      ['7', 'stop'],
      ['9007199254740993', 'other'],
      ['1000000000000000000', 'stop'],
      ['"9007199254740993"', 'stop'],
      ['0.30000000000000001', 'stop'],
    ])('such as one with the number %s: %s', async (id, finishReason) => {
      const { result } = await whole(textOf(id));
      expect(await result).toMatchObject({ type: 'answer', answer: { finishReason } });
    });

    it('such as one that is not UTF-8', async () => {
      const [before, after] = textOf('7', '@').split('@');
      const { result, log } = await whole(before!, Buffer.from([0xff]), after!);
      await expect(result).rejects.toThrow('not UTF-8');
      expect(log).toMatchObject([{ type: 'head' }]);
    });

    it.each([
      ['7', 'tool_calls'],
      ['9007199254740993', 'other'],
    ])('such as a streamed call with the number %s: %s', async (number, finishReason) => {
      const delta = { type: 'input_json_delta', partial_json: `{"id":${number}}` };
      const { result } = await passed('messages', 'text/event-stream', [
        data({ type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null } }),
        data({ type: 'content_block_start', index: 0, content_block: { ...CALL, input: {} } }),
        data({ type: 'content_block_delta', index: 0, delta }),
        data({ type: 'content_block_stop', index: 0 }),
        data({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 2 } }),
        data({ type: 'message_stop' }),
      ]);
      expect(await result).toMatchObject({ type: 'answer', answer: { finishReason } });
    });
  });
});
