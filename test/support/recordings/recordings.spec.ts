import { ANTHROPIC_CALLS } from './anthropic.calls.js';
import { sdksReading, streamedMessage, wholeMessage } from './official-sdks.js';
import { OPENAI_CALLS } from './openai.calls.js';
import { record } from './record.js';
import { chunksOf } from './recording.js';
import { readRecording, readRecordings, recordingText, textOf, writeRecording } from './recordings.js';

const CALLS = [...OPENAI_CALLS, ...ANTHROPIC_CALLS].map(
  (call) => [`${call.provider} ${call.name}`, call] as const,
);

/** `RECORD=1 npx jest test/support/recordings` records anew instead of comparing; `.calls.ts` say what. */
const IS_RECORDING = process.env.RECORD === '1';

describe('the recordings', () => {
  it.each(CALLS)('of %s come out the same again', async (_, call) => {
    const recording = await record(call);
    if (IS_RECORDING) writeRecording(recording);
    expect(textOf(recording)).toBe(recordingText(call));
  });

  it('are those of the calls, at least 16 per provider', () => {
    const names = readRecordings().map(({ provider, name }) => `${provider} ${name}`);
    expect(names.sort()).toEqual(CALLS.map(([name]) => name).sort());
    expect(Math.min(OPENAI_CALLS.length, ANTHROPIC_CALLS.length)).toBeGreaterThanOrEqual(16);
  });

  it.each(CALLS)('of %s are one message to the official SDK, whole and streamed', async (_, call) => {
    const recording = readRecording(call);
    const { whole, stream } = recording;
    expect([whole.status, stream.status]).toEqual([200, 200]);
    const read = sdksReading(whole.headers['content-type']!, [whole.body]);
    const heard = sdksReading(stream.headers['content-type']!, chunksOf(recording));
    expect(await streamedMessage(heard, call)).toEqual(await wholeMessage(read, call));
  });
});
